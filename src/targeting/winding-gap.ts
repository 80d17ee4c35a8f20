import type { Coil } from '../model/coil';
import { type Pose, transformPoint } from '../model/pose';
import type { Surface } from '../model/surface';
import { dot } from '../model/vec3';
import { windingPointsMm } from '../model/winding-points';
import { faceNormal, scalpIndex } from './scalp-index';

/**
 * How far the winding of a coil (corners of its paths, its dipoles) is from the scalp where it comes nearest, mm; negative, how deep
 * it lies, where part of it is inside the head. Null for a coil of which only the field is known.
 */
export function windingGapMm(coil: Coil, pose: Pose, scalp: Surface): number | null {
  const index = scalpIndex(scalp);
  let least = Infinity;
  for (const own of windingPointsMm(coil)) {
    const p = transformPoint(pose, own);
    const { distanceMm } = index.closest(p);
    // From inside a closed surface every ray first meets a face from behind.
    const out = index.firstHit(p, [0, 0, 1]);
    const inside = out !== null && dot(faceNormal(scalp, out.triangle), [0, 0, 1]) > 0;
    least = Math.min(least, inside ? -distanceMm : distanceMm);
  }
  return least === Infinity ? null : least;
}
