import { type Pose, poseAxis, transformPoint } from '../model/pose';
import { dot, scale, sub, type Vec3 } from '../model/vec3';
import type { CasingProbe } from './casing-probe';
import type { CoilSeating } from './coil-pose';
import type { ScalpIndex } from './scalp-index';
import { scalpUnderCasing } from './scalp-under-casing';

/** How far off the scalp a gap may be met, mm. */
const NEAR_ENOUGH_MM = 0.01;
/** A line that leaves the scalp at less than this (cosine) meets it edge-on, as the flank of an ear. */
const MIN_SLOPE = 0.2;
const MOST_STEPS = 12;

/** How far below a point the scalp may lie, along the coil's axis, and still be nearer than the gap. */
export const reachBelowMm = (gapMm: number): number => gapMm / MIN_SLOPE;

/**
 * A function that says how far a pose must be backed off along the coil's axis for its casing to be `gapMm` from the scalp; 0 when it
 * is already. The points of the probe that have scalp under them count, each by its distance to whatever of the scalp is nearest.
 */
export function casingLift(seating: CoilSeating, probe: CasingProbe, gapMm: number): (pose: Pose) => number {
  const { pointsMm: p } = probe;
  const under = scalpUnderCasing(seating, probe);
  let deepestMm = Number.NEGATIVE_INFINITY;
  for (let i = 2; i < p.length; i += 3) deepestMm = Math.max(deepestMm, p[i]);
  // What is met farther on, however steep, would not raise the coil.
  const farMm = deepestMm + reachBelowMm(gapMm);
  return (pose) => {
    const { depthMm, slope } = under(pose, farMm);
    const axis = poseAxis(pose, 2);
    // No point may be nearer than the gap along the axis; most that are so far are far enough in every direction.
    let lift = 0;
    for (let i = 0; i < depthMm.length; i++) lift = Math.max(lift, gapMm + p[3 * i + 2] - depthMm[i]);
    for (let i = 0; i < depthMm.length; i++) {
      if (depthMm[i] === Number.POSITIVE_INFINITY) continue;
      const contact = p[3 * i + 2] - depthMm[i];
      if (isClear(lift - contact, slope[i], gapMm)) continue;
      const foot = transformPoint(pose, [p[3 * i], p[3 * i + 1], depthMm[i]]);
      lift = contact + clearHeightMm(seating.index, foot, axis, gapMm, lift - contact);
    }
    return lift;
  };
}

/**
 * Whether a point this high over the scalp under it is surely no nearer than the gap to any: it is so far from the plane of what
 * lies under it, and a head, which is round, lies behind that plane; where it does not, what rises in front is under other points.
 */
export const isClear = (heightMm: number, slope: number, gapMm: number): boolean => heightMm * slope >= gapMm;

/**
 * The height over `foot`, a point of the scalp, against `axis`, at which a point is `gapMm` from the nearest scalp; `fromMm` where it is
 * farther there. By Newton's method: the distance from a round head grows along the line ever faster.
 */
export function clearHeightMm(index: ScalpIndex, foot: Vec3, axis: Vec3, gapMm: number, fromMm: number): number {
  let height = fromMm;
  let reach = gapMm - NEAR_ENOUGH_MM;
  for (let step = 0; step < MOST_STEPS && reach > 0; step++) {
    const p = sub(foot, scale(axis, height));
    const near = index.near(p, reach);
    if (!near || near.distanceMm === 0) break;
    const shortMm = gapMm - near.distanceMm;
    if (Math.abs(shortMm) < NEAR_ENOUGH_MM) break;
    const rate = dot(sub(near.point, p), axis) / near.distanceMm;
    height = Math.max(fromMm, height + shortMm / Math.max(MIN_SLOPE, rate));
    // One that is found too near may be taken too far.
    reach = Infinity;
  }
  return height;
}
