import { type Pose, poseAxis, transformPoint } from '../model/pose';
import { corners, type Surface, triangleCount } from '../model/surface';
import { distance, dot, scale, sub, type Vec3 } from '../model/vec3';
import type { CoilSeating } from './coil-pose';
import { faceNormal, type ScalpHit } from './scalp-index';

/** Spacing of the points that stand for a casing; also about the size of a bump that may slip between them, mm. */
const PROBE_SPACING_MM = 6;

/** The scalp met edge-on (the flank of an ear) is not measured against its own plane: cosine of 78 degrees. */
const MIN_SLOPE = 0.2;

/** The side of a casing that faces the head: in each cell of a grid across the coil the point deepest along +z. Packed mm. */
export function casingProbe(casing: Surface, spacingMm = PROBE_SPACING_MM): Float32Array {
  const deepest = new Map<string, Vec3>();
  const keep = (p: Vec3): void => {
    const key = `${Math.round(p[0] / spacingMm)} ${Math.round(p[1] / spacingMm)}`;
    const known = deepest.get(key);
    if (!known || p[2] > known[2]) deepest.set(key, p);
  };
  for (let t = 0; t < triangleCount(casing); t++) {
    const [a, b, c] = corners(casing, t);
    const steps = Math.max(1, Math.ceil((2 * Math.max(distance(a, b), distance(b, c), distance(c, a))) / spacingMm));
    for (let i = 0; i <= steps; i++) {
      for (let j = 0; j <= steps - i; j++) {
        const u = i / steps;
        const v = j / steps;
        const w = 1 - u - v;
        keep([w * a[0] + u * b[0] + v * c[0], w * a[1] + u * b[1] + v * c[1], w * a[2] + u * b[2] + v * c[2]]);
      }
    }
  }
  return Float32Array.from([...deepest.values()].flat());
}

/** Rays to the scalp start this far outside, so that points inside the head are seen too, mm. */
export const RAY_BACK_MM = 300;

/** How far such a ray must look: what is met farther on, however steep, would not raise the coil. */
export const rayReachMm = (gapMm: number): number => RAY_BACK_MM + gapMm / MIN_SLOPE;

/**
 * How far a point must be backed off along `axis` to clear the scalp by `gapMm`, when the ray along the axis from `RAY_BACK_MM`
 * behind it meets the scalp at `hit`. The distance to the scalp there is taken as that to the plane of the triangle met, which
 * on a convex head is never too large.
 */
export function liftAtHit(seating: CoilSeating, axis: Vec3, hit: ScalpHit, gapMm: number): number {
  const slope = Math.abs(dot(faceNormal(seating.scalp, hit.triangle), axis));
  return gapMm / Math.max(slope, MIN_SLOPE) + RAY_BACK_MM - hit.distanceMm;
}

/**
 * A function that says how far a pose must be backed off along the coil's axis for its casing to clear the scalp by
 * `gapMm`; 0 when it does already. From each probe point one ray along the axis finds the scalp ahead of it.
 */
export function casingLift(seating: CoilSeating, probe: Float32Array, gapMm: number): (pose: Pose) => number {
  const reachMm = rayReachMm(gapMm);
  return (pose) => {
    const axis = poseAxis(pose, 2);
    let lift = 0;
    for (let i = 0; i < probe.length; i += 3) {
      const p = transformPoint(pose, [probe[i], probe[i + 1], probe[i + 2]]);
      const hit = seating.index.firstHit(sub(p, scale(axis, RAY_BACK_MM)), axis, reachMm - lift);
      if (hit) lift = Math.max(lift, liftAtHit(seating, axis, hit, gapMm));
    }
    return lift;
  };
}
