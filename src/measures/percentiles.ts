import { levelAtArea } from './focality';
import type { ScalarMesh } from './scalar-mesh';

/**
 * Area-weighted percentile: the value reached or exceeded on exactly (100 - p) % of the surface's area, the quantity being
 * linear over each triangle. It differs from sorting the vertices by their areas only by the size of a few triangles, and
 * agrees with the areas: A(1) with the 99.9th percentile as reference is 0.1 % of the surface. RangeError unless 0 <= p <= 100.
 */
export function areaPercentile(mesh: ScalarMesh, values: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 100)) throw new RangeError(`percentile ${p} is not between 0 and 100`);
  return levelAtArea(mesh, values, mesh.totalMm2 * (1 - p / 100));
}

/** The percentile that stands for "the maximum" in every measure of focality: a single vertex cannot set it. */
export const REFERENCE_PERCENTILE = 99.9;
