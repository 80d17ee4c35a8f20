import type { Pose } from '../model/pose';
import { dot, type Vec3 } from '../model/vec3';
import type { CasingProbe } from './casing-probe';
import type { CoilSeating } from './coil-pose';
import { faceNormal, type ScalpHit } from './scalp-index';
import { scalpUnderCasing } from './scalp-under-casing';

/** The scalp met edge-on (the flank of an ear) is not measured against its own plane: cosine of 78 degrees. */
const MIN_SLOPE = 0.2;

/**
 * A function that says how far a pose must be backed off along the coil's axis for its casing to clear the scalp by
 * `gapMm`; 0 when it does already. Under each probe point the scalp first met along the axis counts; the distance to it is taken as
 * that to the plane of the triangle met, which on a convex head is never too large.
 */
export function casingLift(seating: CoilSeating, probe: CasingProbe, gapMm: number): (pose: Pose) => number {
  const { pointsMm } = probe;
  const under = scalpUnderCasing(seating, probe);
  let deepestMm = Number.NEGATIVE_INFINITY;
  for (let i = 2; i < pointsMm.length; i += 3) deepestMm = Math.max(deepestMm, pointsMm[i]);
  // What is met farther on, however steep, would not raise the coil.
  const farMm = deepestMm + gapMm / MIN_SLOPE;
  return (pose) => {
    const { depthMm, slope } = under(pose, farMm);
    let lift = 0;
    for (let i = 0; i < depthMm.length; i++) {
      lift = Math.max(lift, gapMm / Math.max(slope[i], MIN_SLOPE) + pointsMm[3 * i + 2] - depthMm[i]);
    }
    return lift;
  };
}

/** Single rays to the scalp start this far outside, so that points inside the head are seen too, mm. */
export const RAY_BACK_MM = 300;

/** How far such a ray must look. */
export const rayReachMm = (gapMm: number): number => RAY_BACK_MM + gapMm / MIN_SLOPE;

/** `casingLift` for one point: when the ray along `axis` from `RAY_BACK_MM` behind it meets the scalp at `hit`. */
export function liftAtHit(seating: CoilSeating, axis: Vec3, hit: ScalpHit, gapMm: number): number {
  const slope = Math.abs(dot(faceNormal(seating.scalp, hit.triangle), axis));
  return gapMm / Math.max(slope, MIN_SLOPE) + RAY_BACK_MM - hit.distanceMm;
}
