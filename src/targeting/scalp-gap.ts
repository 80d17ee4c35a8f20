import type { Coil } from '../model/coil';
import { type Pose, transformPoint } from '../model/pose';
import type { Surface } from '../model/surface';
import { distance, dot, lerp, type Vec3 } from '../model/vec3';
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

/** A wire is looked at no farther apart than this, mm. */
const STEP_MM = 5;

/** Points along the wires of a coil between their corners, in its own frame, mm: a long wire may cut through a head that its ends clear. */
function alongWires({ pathsMm = [] }: Coil): Vec3[] {
  return pathsMm.flatMap((path) =>
    path.slice(1).flatMap((end, i) => {
      const parts = Math.ceil(distance(path[i], end) / STEP_MM);
      return Array.from({ length: Math.max(0, parts - 1) }, (_, k) => lerp(path[i], end, (k + 1) / parts));
    }),
  );
}

/**
 * How far the winding of a coil (its wires, its dipoles) is from the scalp where it comes nearest, mm; negative, how deep it lies, where
 * part of it is inside the head. Null for a coil of which only the field is known.
 */
export function windingGapMm(coil: Coil, pose: Pose, scalp: Surface): number | null {
  const points = [...windingPointsMm(coil), ...alongWires(coil)];
  const gaps = points.map((own) => scalpGapMm(scalp, transformPoint(pose, own)));
  return gaps.length === 0 ? null : gaps.reduce((a, b) => Math.min(a, b));
}
