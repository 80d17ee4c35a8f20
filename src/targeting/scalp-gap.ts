import type { Coil } from '../model/coil';
import { SurfaceProbe } from '../model/mesh/surface-probe';
import { type Pose, transformPoint } from '../model/pose';
import type { Surface } from '../model/surface';
import { distance, lerp, type Vec3 } from '../model/vec3';
import { windingPointsMm } from '../model/winding-points';

/** A function that says how far a point is from the closed scalp, mm; negative inside the head. */
export function scalpGap(scalp: Surface): (p: Vec3) => number {
  const probe = new SurfaceProbe(scalp);
  return (p) => (probe.contains(p) ? -probe.distanceMm(p) : probe.distanceMm(p));
}

/** A wire is looked at no farther apart than this, mm, up to ten metres of it between two corners. */
const STEP_MM = 5;
const MOST_STEPS = 2000;

/** Points along the wires of a coil between their corners, in its own frame, mm: a long wire may cut through a head that its ends clear. */
function alongWires({ pathsMm = [] }: Coil): Vec3[] {
  return pathsMm.flatMap((path) =>
    path.slice(1).flatMap((end, i) => {
      const parts = Math.min(MOST_STEPS, Math.ceil(distance(path[i], end) / STEP_MM));
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
  const gapMm = scalpGap(scalp);
  const gaps = points.map((own) => gapMm(transformPoint(pose, own)));
  return gaps.length === 0 ? null : gaps.reduce((a, b) => Math.min(a, b));
}
