import type { Coil } from '../model/coil';
import { type Pose, transformPoint } from '../model/pose';
import type { Surface } from '../model/surface';
import { dot, type Vec3 } from '../model/vec3';
import { windingPointsMm } from '../model/winding-points';
import { faceNormal, scalpIndex } from './scalp-index';

const UP: Vec3 = [0, 0, 1];

/** How far a point is from the closed scalp, mm; negative inside the head. */
export function scalpGapMm(scalp: Surface, p: Vec3): number {
  const index = scalpIndex(scalp);
  const { distanceMm } = index.closest(p);
  // From inside a closed surface every ray first meets a face from behind.
  const out = index.firstHit(p, UP);
  const inside = out !== null && dot(faceNormal(scalp, out.triangle), UP) > 0;
  return inside ? -distanceMm : distanceMm;
}

/**
 * How far the winding of a coil (corners of its paths, its dipoles) is from the scalp where it comes nearest, mm; negative, how deep
 * it lies, where part of it is inside the head. Null for a coil of which only the field is known.
 */
export function windingGapMm(coil: Coil, pose: Pose, scalp: Surface): number | null {
  const gaps = windingPointsMm(coil).map((own) => scalpGapMm(scalp, transformPoint(pose, own)));
  return gaps.length === 0 ? null : gaps.reduce((a, b) => Math.min(a, b));
}
