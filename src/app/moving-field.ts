import type { FieldEngine } from '../engine/protocol';
import type { Head } from '../model/head';
import type { Pose } from '../model/pose';
import { coilOrDefault } from './coil-library';
import { fieldDelay } from './field-delay';
import { type FieldFrame, fieldStore } from './field-store';
import type { LiveEngine } from './live-engine';
import { liveDifference } from './live-frame';
import { drawMovedCoil, livePlacement } from './live-placement';
import type { Scenario } from './plan';
import { frameOf, solveKey } from './solve-source';
import { appStore } from './store';
import { UNIT_DIDT_A_PER_S } from './unit-didt';

export type LiveFrames = Pick<LiveEngine, 'serves' | 'coilFrame' | 'montageFrame'>;

const NO_LIVE: LiveFrames = {
  serves: () => false,
  coilFrame: () => Promise.resolve(null),
  montageFrame: () => Promise.resolve(null),
};

interface Solving {
  /** Whether a solve for the plan is under way: its answer is not on the stage yet. */
  isSolving(): boolean;
  onFault(error: unknown): void;
}

/**
 * Puts a field on the stage at once, before any solve: the live field of the head's basis, or where it has none the coil's own,
 * primary field. The latest pose wins; at most one request is under way and one waits.
 */
export class MovingField {
  private head: Head | null = null;
  private pendingPose: Pose | null = null;
  private busy = false;
  /** Of the live frame on the stage: a coil's pose, or a montage's key. */
  private liveKey: Pose | string | null = null;

  /** The primary field has an engine of its own: it must not wait for a preparation or a solve under way in the other. */
  constructor(
    private readonly primaryEngine: Pick<FieldEngine, 'primary'>,
    private readonly solving: Solving,
    private readonly live: LiveFrames = NO_LIVE,
  ) {}

  setHead(head: Head): void {
    this.head = head;
    this.liveKey = null;
  }

  /** Shows the field of the edited coil at `pose`. */
  showCoil(pose: Pose): void {
    this.pendingPose = pose;
    if (!this.busy) void this.run();
  }

  private async run(): Promise<void> {
    this.busy = true;
    try {
      while (this.pendingPose) {
        const pose = this.pendingPose;
        this.pendingPose = null;
        const frame = (await this.liveFrame(pose)) ?? (await this.primaryFrame(pose));
        if (frame) this.putOnStage(frame, pose);
        drawMovedCoil();
      }
    } catch (error) {
      this.solving.onFault(error);
    } finally {
      this.busy = false;
    }
  }

  private putOnStage(frame: FieldFrame, pose: Pose): void {
    const { moving } = livePlacement.getState();
    const { frame: shown, phase } = fieldStore.getState();
    const { source, charge } = appStore.getState().plan;
    // A solution that arrived meanwhile is the better picture; another source has no use for a coil's field.
    if (source === 'tms' && (moving || this.solving.isSolving() || shown?.kind !== 'solved')) {
      this.liveKey = frame.kind === 'live' ? pose : null;
      if (frame.kind === 'live') fieldDelay.came();
      fieldStore.setState({ frame });
    }
    const kind = frame.kind === 'live' ? 'live' : 'approximate';
    if (charge && moving && phase.kind !== kind) fieldStore.setState({ phase: { kind } });
  }

  /** Shows the live field of a montage, where there is one, until the solve is done. */
  async showMontage(plan: Scenario): Promise<void> {
    const { head } = this;
    if (!head || !this.live.serves(head)) return;
    const key = solveKey(plan);
    const frame = await this.live.montageFrame(plan.montage, plan.padRadiusMm).catch(() => null);
    if (!frame || this.head !== head || solveKey(appStore.getState().plan) !== key || !this.solving.isSolving()) return;
    this.liveKey = key;
    fieldStore.setState({ frame });
  }

  /** The basis has arrived: what stands in for the field gives way to it. */
  liveReady(): void {
    if (fieldStore.getState().frame?.kind === 'solved') return;
    const { plan } = appStore.getState();
    const { pose } = livePlacement.getState();
    if (plan.source === 'tdcs') void this.showMontage(plan);
    else if (pose) this.showCoil(pose);
  }

  /** Takes away a field that belongs to another pose or montage, unless a live one is about to replace it. */
  clearStage(plan: Scenario, head: Head): void {
    const { frame } = fieldStore.getState();
    if (!frame) return;
    const replaced = this.live.serves(head) && frame.source === plan.source && (plan.source === 'tdcs' || plan.charge);
    if (!replaced && (plan.source === 'tdcs' || frame.kind === 'solved')) fieldStore.setState({ frame: null });
  }

  /** How far the live field of what was solved (a pose or a montage's key) was off; null when another or none was shown. */
  differs(key: Pose | string, solved: FieldFrame): number | null {
    const { frame } = fieldStore.getState();
    return frame?.kind === 'live' && this.liveKey === key ? liveDifference(frame, solved) : null;
  }

  /** The full field of `pose` from the head's basis, or null where that cannot be had. */
  private async liveFrame(pose: Pose): Promise<FieldFrame | null> {
    const { head } = this;
    const { coilId, charge } = appStore.getState().plan;
    if (!head || !charge || !this.live.serves(head)) return null;
    fieldDelay.asked();
    const frame = await this.live.coilFrame(coilOrDefault(coilId), pose).catch(() => null);
    return this.head === head ? frame : null;
  }

  /** The coil's own field at `pose`, for 1 A/us; null when the head changed meanwhile. */
  async primaryFrame(pose: Pose, coilId = appStore.getState().plan.coilId): Promise<FieldFrame | null> {
    const { head } = this;
    if (!head) return null;
    const coil = coilOrDefault(coilId);
    const fields = await Promise.all(
      head.fieldSurfaces.map((s) => this.primaryEngine.primary(coil, pose, UNIT_DIDT_A_PER_S, s.pointsMm)),
    );
    return this.head === head ? frameOf(head, fields, 'primary', 'tms') : null;
  }
}
