import type { Coil } from '../model/coil';
import { type Pose, poseAxis, poseCentreMm } from '../model/pose';
import type { Surface } from '../model/surface';
import { add, distance, dot, scale, type Vec3 } from '../model/vec3';
import { type CasingProbe, casingProbe } from '../targeting/casing-probe';
import { casingLift } from '../targeting/coil-clearance';
import { type CoilSeating, coilSeating, placeCoil, seatOf } from '../targeting/coil-pose';
import { standOnEdge } from '../targeting/sham';
import { clamp, LIMITS, type Placement, wrapDegrees } from './plan';

/** Spacing of the casing's test points, mm: fine against the scalp's 6 mm triangles, cheap at pointer rate. */
const PROBE_SPACING_MM = 6;

/** Lays a coil on a scalp. One per head; knows the current coil's casing so that it never enters the scalp. */
export class Placer {
  readonly seating: CoilSeating;
  private casing: Surface | undefined;
  private probe: CasingProbe | null = null;
  /** For the gap asked for last: a drag keeps it. */
  private lift: { gapMm: number; of: (pose: Pose) => number } | null = null;

  constructor(scalp: Surface | CoilSeating) {
    this.seating = 'index' in scalp ? scalp : coilSeating(scalp);
  }

  setCoil(coil: Coil): void {
    this.casing = coil.casing;
    this.probe = coil.casing ? casingProbe(coil.casing, PROBE_SPACING_MM) : null;
    this.lift = null;
  }

  /**
   * The pose of a placement, backed off along its axis until the casing clears the scalp by the gap; as a sham, stood on the
   * edge of one wing over the same site.
   */
  pose(p: Placement, sham = false): Pose {
    const seat = { siteMm: p.siteMm, angleDeg: p.angleDeg, tiltDeg: [p.pitchDeg, p.rollDeg] as const, gapMm: p.gapMm };
    if (sham && this.casing) return standOnEdge(this.seating, seat, this.casing);
    return placeCoil(this.seating, seat, this.liftFor(p.gapMm));
  }

  private liftFor(gapMm: number): ((pose: Pose) => number) | undefined {
    if (this.probe && this.lift?.gapMm !== gapMm) {
      this.lift = { gapMm, of: casingLift(this.seating, this.probe, gapMm) };
    }
    return this.lift?.of;
  }

  /** The scalp point nearest to `p`, RAS mm. */
  onScalp(p: Vec3): Vec3 {
    return this.seating.index.closest(p).point;
  }

  /** Where the coil's own axis meets the scalp and how far its centre is from there, mm; Infinity when it misses. */
  centreGapMm(pose: Pose): number {
    const back = 60;
    const axis = poseAxis(pose, 2);
    const hit = this.seating.index.firstHit(add(poseCentreMm(pose), scale(axis, -back)), axis);
    return hit ? hit.distanceMm - back : Number.POSITIVE_INFINITY;
  }

  /**
   * A placement for a pose from a file, or null when its axis misses the scalp. The gap is the one at which the coil comes
   * to lie at the pose's own distance; the pose of the placement differs where a control cannot say what the file says, and
   * where the file's coil enters the scalp.
   */
  placementOf(pose: Pose): Placement | null {
    const seat = seatOf(this.seating, pose);
    if (!seat) return null;
    const placement = withinLimits({
      siteMm: seat.siteMm,
      angleDeg: seat.angleDeg,
      pitchDeg: seat.tiltDeg[0],
      rollDeg: seat.tiltDeg[1],
      gapMm: seat.gapMm,
    });
    let low: number = LIMITS.gapMm.min;
    let high: number = LIMITS.gapMm.max;
    for (let round = 0; round < 20; round++) {
      const gapMm = (low + high) / 2;
      if (this.centreGapMm(this.pose({ ...placement, gapMm })) > seat.gapMm) high = gapMm;
      else low = gapMm;
    }
    return { ...placement, gapMm: Math.round(1000 * ((low + high) / 2)) / 1000 };
  }
}

/** How far apart two poses lie: their centres in mm, and the angle of the turn from one to the other in degrees. */
export function poseDifference(a: Pose, b: Pose): { mm: number; deg: number } {
  const along = (k: 0 | 1 | 2): number => dot(poseAxis(a, k), poseAxis(b, k));
  const trace = along(0) + along(1) + along(2);
  const deg = (Math.acos(Math.min(1, Math.max(-1, (trace - 1) / 2))) * 180) / Math.PI;
  return { mm: distance(poseCentreMm(a), poseCentreMm(b)), deg };
}

/** The placement with each number brought into what the controls can say. */
export const withinLimits = (p: Placement): Placement => ({
  siteMm: p.siteMm,
  angleDeg: wrapDegrees(p.angleDeg),
  pitchDeg: clamp(p.pitchDeg, LIMITS.pitchDeg),
  rollDeg: clamp(p.rollDeg, LIMITS.rollDeg),
  gapMm: clamp(p.gapMm, LIMITS.gapMm),
});
