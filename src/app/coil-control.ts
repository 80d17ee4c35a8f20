import type { Coil } from '../model/coil';
import type { Head } from '../model/head';
import type { Pose } from '../model/pose';
import type { Vec3 } from '../model/vec3';
import { defaultAngleDeg } from '../targeting/coil-pose';
import { coilLibrary, coilOrDefault } from './coil-library';
import { livePlacement } from './live-placement';
import { Placer, poseDifference, withinLimits } from './placement';
import type { Placement, Scenario } from './plan';
import { appStore, setPlacement, setPlan } from './store';

/**
 * The one way to move the coil. `preview` is for every step of a move and touches no React state; `commit` ends the
 * move: one undo step, one solve.
 */
class CoilControl {
  private placer: Placer | null = null;
  /** Lays the coil of the side that is not being edited. */
  private otherPlacer: Placer | null = null;
  private coil: Coil = coilOrDefault(appStore.getState().plan.coilId);
  private settle: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    appStore.subscribe((now, before) => {
      if (now.plan.coilId !== before.plan.coilId) this.setCoil(coilOrDefault(now.plan.coilId));
      if (now.plan.placement !== before.plan.placement) this.show(now.plan.placement, false);
      else if (now.plan.sham !== before.plan.sham) this.showAnew();
    });
    coilLibrary.subscribe(() => {
      const coil = coilOrDefault(appStore.getState().plan.coilId);
      if (coil !== this.coil) this.setCoil(coil);
    });
  }

  setHead(head: Head): void {
    this.placer = new Placer(head.layers[0].surface);
    this.otherPlacer = new Placer(this.placer.seating);
    this.setCoil(this.coil);
  }

  private setCoil(coil: Coil): void {
    this.coil = coil;
    this.placer?.setCoil(coil);
    this.showAnew();
  }

  /** The same place for another coil, head or posture: a move under way goes on from where it is. */
  private showAnew(): void {
    const { placement, moving } = livePlacement.getState();
    this.show(moving ? placement : appStore.getState().plan.placement, moving);
  }

  private show(placement: Placement, moving: boolean): void {
    if (!this.placer) return;
    const pose = this.placer.pose(placement, appStore.getState().plan.sham);
    livePlacement.setState({ placement, pose, moving });
  }

  preview(change: Partial<Placement>): void {
    this.show(withinLimits({ ...livePlacement.getState().placement, ...change }), true);
  }

  commit(): void {
    clearTimeout(this.settle);
    const { placement, moving } = livePlacement.getState();
    if (!moving) return;
    livePlacement.setState({ moving: false });
    setPlacement(placement);
  }

  /** Ends the move without keeping it. */
  revert(): void {
    clearTimeout(this.settle);
    this.show(appStore.getState().plan.placement, false);
  }

  /** A step of a run of steps (keys, wheel): shown at once, committed when the run pauses. */
  nudge(change: (p: Placement) => Partial<Placement>, pauseMs = 450): void {
    this.preview(change(livePlacement.getState().placement));
    clearTimeout(this.settle);
    this.settle = setTimeout(() => this.commit(), pauseMs);
  }

  /** Slides by `stepMm` (head frame), along the scalp. */
  slide(stepMm: Vec3): void {
    const { placer } = this;
    if (!placer) return;
    this.nudge((p) => ({
      siteMm: placer.onScalp([p.siteMm[0] + stepMm[0], p.siteMm[1] + stepMm[1], p.siteMm[2] + stepMm[2]]),
    }));
  }

  /** Lays the coil flat on a named or clicked site, handle back and lateral. */
  goTo(siteMm: Vec3, siteName = ''): void {
    if (!this.placer) return;
    clearTimeout(this.settle);
    const site = this.placer.onScalp(siteMm);
    const { gapMm } = livePlacement.getState().placement;
    setPlacement({ siteMm: site, angleDeg: defaultAngleDeg(site), pitchDeg: 0, rollDeg: 0, gapMm }, siteName);
  }

  /** Where the coil of a scenario that is not being edited lies; null before there is a head. */
  poseOf({ coilId, placement, sham }: Scenario): Pose | null {
    this.otherPlacer?.setCoil(coilOrDefault(coilId));
    return this.otherPlacer?.pose(placement, sham) ?? null;
  }

  /**
   * Lays the coil as a pose from a file has it. What is left of a difference is returned; null, and nothing is moved, when
   * the pose's axis misses this head.
   */
  goToPose(pose: Pose): { mm: number; deg: number } | null {
    const placement = this.placer?.placementOf(pose);
    if (!this.placer || !placement) return null;
    clearTimeout(this.settle);
    setPlan({ placement, siteName: '', sham: false });
    return poseDifference(pose, this.placer.pose(placement));
  }

  /** From the coil's centre as it lies now along its axis to the scalp, mm; Infinity where that misses the head. */
  centreGapMm(): number {
    const { pose } = livePlacement.getState();
    return this.placer && pose ? this.placer.centreGapMm(pose) : Number.POSITIVE_INFINITY;
  }

  onScalp(p: Vec3): Vec3 {
    return this.placer ? this.placer.onScalp(p) : p;
  }
}

export const coilControl = new CoilControl();
