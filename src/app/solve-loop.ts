import type { FieldEngine, Progress, Source } from '../engine/protocol';
import type { Head } from '../model/head';
import type { Pose } from '../model/pose';
import { coilOrDefault } from './coil-control';
import { surfaceField } from './field-frame';
import { type FieldFrame, fieldStore, type SolvePhase, type SurfaceId } from './field-store';
import { livePlacement } from './live-placement';
import { montageElectrodes } from './montage';
import type { Plan } from './plan';
import { appStore } from './store';

/** Coil fields are computed for 1 A/us and scaled when shown: E is linear in dI/dt. */
const UNIT_DIDT_A_PER_S = 1e6;
/** Answers kept for undo, redo and going back to a site. */
const REMEMBERED = 8;
const SOLVE_TOLERANCE = 1e-4;
/**
 * tDCS current has to find its way through scalp and skull, which for that are subdivided to this mean edge; TMS does well
 * without, and not worse with it.
 */
const TDCS_MAX_EDGE_MM = 5;

type Solved = { frame: FieldFrame; phase: Extract<SolvePhase, { kind: 'solved' }> };

const setPhase = (phase: SolvePhase): void => fieldStore.setState({ phase });

/**
 * Keeps the field in step with the plan: the primary field while the coil moves, the full solution when it rests, and
 * always the latest pose: a newer one aborts what is under way.
 */
export class SolveLoop {
  private head: Head | null = null;
  private ready: Promise<void> = Promise.resolve();
  /** Whether the engine has the head with the finer layers that tDCS wants. */
  private refined = false;
  private running: AbortController | null = null;
  private pendingPose: Pose | null = null;
  private primaryBusy = false;
  private remembered = new Map<string, Solved>();
  private deaths = 0;
  private readonly stops: (() => void)[];

  /** The primary field has an engine of its own: it must not wait for a preparation or a solve under way in the other. */
  constructor(
    private readonly engine: FieldEngine,
    private readonly primaryEngine: Pick<FieldEngine, 'primary'>,
  ) {
    this.stops = [
      livePlacement.subscribe((now, before) => {
        if (now.pose && now.pose !== before.pose && now.moving) this.preview(now.pose);
        if (before.moving && !now.moving) void this.solve();
      }),
      appStore.subscribe((now, before) => {
        if (solveKey(now.plan) !== solveKey(before.plan)) void this.solve();
      }),
    ];
  }

  /** Ends the loop: it no longer follows the plan. */
  dispose(): void {
    this.running?.abort();
    this.running = null;
    for (const stop of this.stops) stop();
  }

  /** Takes a head: prepares the engine for it and solves the current plan. */
  setHead(head: Head): void {
    this.running?.abort();
    this.head = head;
    this.remembered.clear();
    fieldStore.setState({ frame: null });
    this.prepare();
    void this.solve();
  }

  /** After a failure or a stop. */
  retry(): void {
    if (fieldStore.getState().phase.kind === 'failed') this.prepare();
    void this.solve();
  }

  stop(): void {
    if (!this.running) return;
    this.running.abort();
    this.running = null;
    setPhase({ kind: 'stopped' });
  }

  private prepare(): void {
    const { head } = this;
    if (!head) return;
    this.refined = appStore.getState().plan.source === 'tdcs';
    const onProgress = (progress: Progress): void => {
      if (fieldStore.getState().phase.kind === 'starting') setPhase({ kind: 'starting', progress });
    };
    const options = this.refined ? { maxEdgeMm: TDCS_MAX_EDGE_MM } : {};
    setPhase({ kind: 'starting', progress: null });
    this.ready = this.engine.prepare(head.layers, onProgress, undefined, options).then(() => undefined);
    // Awaited again by each solve, which reports the failure.
    this.ready.catch(() => undefined);
  }

  /** A new pose: what is being solved is out of date. */
  private preview(pose: Pose): void {
    this.running?.abort();
    this.running = null;
    this.showPrimary(pose);
  }

  /** Shows the primary field of `pose`; at most one request is under way and one waits. */
  private showPrimary(pose: Pose): void {
    this.pendingPose = pose;
    if (!this.primaryBusy) void this.runPrimaries();
  }

  private async runPrimaries(): Promise<void> {
    this.primaryBusy = true;
    try {
      while (this.pendingPose) {
        const pose = this.pendingPose;
        this.pendingPose = null;
        const frame = await this.primaryFrame(pose);
        const { moving } = livePlacement.getState();
        const { frame: shown, phase } = fieldStore.getState();
        // A solution that arrived meanwhile is the better picture; another source has no use for a coil's field.
        const wanted = appStore.getState().plan.source === 'tms' && (moving || shown?.kind !== 'solved');
        if (frame && wanted) fieldStore.setState({ frame });
        if (moving && phase.kind !== 'approximate') setPhase({ kind: 'approximate' });
      }
    } catch (error) {
      // Its worker is replaced with the next pose; the solve does not depend on it.
      if (!isAbort(error) && !isDeath(error)) this.fail(error);
    } finally {
      this.primaryBusy = false;
    }
  }

  private async primaryFrame(pose: Pose): Promise<FieldFrame | null> {
    const { head } = this;
    if (!head) return null;
    const coil = coilOrDefault(appStore.getState().plan.coilId);
    const fields = await Promise.all(
      head.fieldSurfaces.map((s) => this.primaryEngine.primary(coil, pose, UNIT_DIDT_A_PER_S, s.pointsMm)),
    );
    return this.head === head ? frameOf(head, fields, 'primary', 'tms') : null;
  }

  /** Solves the committed plan, or shows the remembered answer. */
  private async solve(): Promise<void> {
    const { head } = this;
    const { plan } = appStore.getState();
    if (!head || livePlacement.getState().moving) return;
    this.running?.abort();
    const abort = new AbortController();
    this.running = abort;
    const key = solveKey(plan);
    const known = this.remembered.get(key);
    if (known) {
      this.running = null;
      fieldStore.setState({ frame: known.frame, phase: { ...known.phase, remembered: true } });
      return;
    }
    const mine = (): boolean => this.running === abort;
    try {
      const source = sourceOf(plan, head);
      if (typeof source === 'string') {
        this.running = null;
        fieldStore.setState({ frame: null, phase: { kind: 'invalid', message: source } });
        return;
      }
      // What is shown belongs to another pose or montage.
      if (source.kind === 'tdcs' || fieldStore.getState().frame?.kind === 'solved')
        fieldStore.setState({ frame: null });
      if (source.kind === 'tms') this.showPrimary(source.pose);
      if (source.kind === 'tdcs' && !this.refined) this.prepare();
      await this.ready;
      if (!mine()) return;
      const started = performance.now();
      setPhase({ kind: 'solving', progress: null });
      const onProgress = (progress: Progress): void => {
        if (mine()) setPhase({ kind: 'solving', progress });
      };
      const points = head.fieldSurfaces.map((s) => s.pointsMm);
      const answer = await this.engine.solve(source, points, { tolerance: SOLVE_TOLERANCE }, onProgress, abort.signal);
      if (!mine()) return;
      this.running = null;
      this.deaths = 0;
      const frame = frameOf(head, answer.eVPerM, 'solved', plan.source);
      const seconds = (performance.now() - started) / 1000;
      const phase = { kind: 'solved', report: answer.report, seconds, remembered: false } as const;
      this.remember(key, { frame, phase });
      fieldStore.setState({ frame, phase });
    } catch (error) {
      if (isAbort(error) || !mine()) return;
      this.running = null;
      this.fail(error);
    }
  }

  private remember(key: string, solved: Solved): void {
    this.remembered.set(key, solved);
    const oldest = this.remembered.keys().next();
    if (this.remembered.size > REMEMBERED && !oldest.done) this.remembered.delete(oldest.value);
  }

  /** A worker that died is replaced by the client: the first time, start again unasked; then ask. */
  private fail(error: unknown): void {
    const died = isDeath(error);
    if (died && this.deaths === 0) {
      this.deaths++;
      this.prepare();
      void this.solve();
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    setPhase({ kind: 'failed', message, died });
  }
}

const isDeath = (error: unknown): boolean => error instanceof Error && error.name === 'EngineDied';
const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Everything the solution depends on, and nothing that only scales it. */
function solveKey(plan: Plan): string {
  return plan.source === 'tms'
    ? JSON.stringify([plan.coilId, plan.placement])
    : JSON.stringify([plan.montage, plan.padRadiusMm]);
}

/** The source to solve for, or why there is none. */
function sourceOf(plan: Plan, head: Head): Source | string {
  if (plan.source === 'tdcs') {
    const electrodes = montageElectrodes(plan, head);
    return typeof electrodes === 'string' ? electrodes : { kind: 'tdcs', electrodes };
  }
  const { pose } = livePlacement.getState();
  if (!pose) return 'the coil is not on the head yet';
  return { kind: 'tms', coil: coilOrDefault(plan.coilId), pose, didtAPerS: UNIT_DIDT_A_PER_S };
}

function frameOf(
  head: Head,
  fields: Float32Array[],
  kind: FieldFrame['kind'],
  source: FieldFrame['source'],
): FieldFrame {
  const entries = head.fieldSurfaces.map((s, i) => [s.id, surfaceField(s, fields[i])] as const);
  return { kind, source, surfaces: Object.fromEntries(entries) as Record<SurfaceId, FieldFrame['surfaces']['cortex']> };
}
