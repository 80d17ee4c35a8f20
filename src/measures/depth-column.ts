import type { Surface } from '../model/surface';
import { add, cross, dot, normalize, scale, sub, type Vec3 } from '../model/vec3';
import { faceNormal, scalpIndex } from '../targeting/scalp-index';

/** Half the width of the column, mm: some gyri wide, so that the folds average out. */
export const COLUMN_RADIUS_MM = 10;
const SPACING_MM = 2.5;
const DEEPEST_MM = 60;
const STEP_MM = 1;
/** Nearer than this to a boundary the field of its charge varies faster than the mesh resolves, mm. */
const CLEARANCE_MM = 1;
/** Fewer brain points than this at a depth are no mean. */
const LEAST_POINTS = 6;

/** Points of the brain in a column from the inner skull inwards. */
export interface DepthColumn {
  /** Where the column starts on the inner skull, mm. */
  fromMm: Vec3;
  /** Depths below that at which there is brain, mm, and how many of the points belong to each, in their order. */
  depthsMm: number[];
  counts: number[];
  pointsMm: Float32Array;
}

/**
 * The column through `throughMm` (a point of the cortex) towards `towardsMm` (the middle of the head): discs one millimetre
 * apart, of which the points in grey and white matter are kept, a millimetre clear of their surfaces.
 */
export function depthColumn(
  { pial, white, innerSkull }: { pial: Surface; white?: Surface; innerSkull: Surface },
  throughMm: Vec3,
  towardsMm: Vec3,
): DepthColumn {
  const inward = normalize(sub(towardsMm, throughMm));
  const fromMm = scalpIndex(innerSkull).firstHit(throughMm, scale(inward, -1))?.point ?? throughMm;
  const u = normalize(cross(inward, Math.abs(inward[0]) < 0.7 ? [1, 0, 0] : [0, 1, 0]));
  const w = cross(inward, u);
  const disc: Vec3[] = [];
  const reach = Math.floor(COLUMN_RADIUS_MM / SPACING_MM);
  for (let i = -reach; i <= reach; i++) {
    for (let j = -reach; j <= reach; j++) {
      if (Math.hypot(i, j) * SPACING_MM > COLUMN_RADIUS_MM) continue;
      disc.push(add(scale(u, i * SPACING_MM), scale(w, j * SPACING_MM)));
    }
  }
  const depthsMm: number[] = [];
  const counts: number[] = [];
  const points: number[] = [];
  for (let depth = 0; depth <= DEEPEST_MM; depth += STEP_MM) {
    const centre = add(fromMm, scale(inward, depth));
    const kept = disc.map((d) => add(centre, d)).filter((p) => inBrain(p, pial, white));
    if (kept.length < LEAST_POINTS) continue;
    depthsMm.push(depth);
    counts.push(kept.length);
    points.push(...kept.flat());
  }
  return { fromMm, depthsMm, counts, pointsMm: Float32Array.from(points) };
}

/** The mean of a quantity given at the column's points, at each of its depths. */
export function columnMeans({ counts }: DepthColumn, values: ArrayLike<number>): number[] {
  let next = 0;
  return counts.map((count) => {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += values[next++];
    return sum / count;
  });
}

function inBrain(p: Vec3, pial: Surface, white: Surface | undefined): boolean {
  const near = scalpIndex(pial).closest(p);
  if (near.distanceMm < CLEARANCE_MM || dot(sub(p, near.point), faceNormal(pial, near.triangle)) > 0) return false;
  return !white || scalpIndex(white).closest(p).distanceMm >= CLEARANCE_MM;
}
