/** E on the two sides of an interface, where it jumps. */

import type { InterfaceField } from './protocol';
import type { TriangleSet } from './triangles';

/** How far off its triangle, in its reach, E is taken: beyond rounding, short of anything else. */
const OFF_SURFACE = 1e-3;
/** Below this contrast the normal part is taken from E itself, above it from the charge. */
const LEAST_CONTRAST = 0.05;

/** A point just outside the centroid of every triangle, metres. */
export function outerCentroids({ count, centroidsM, normals, reachM }: TriangleSet): Float64Array {
  return Float64Array.from(
    { length: 3 * count },
    (_, i) => centroidsM[i] + OFF_SURFACE * reachM[Math.floor(i / 3)] * normals[i],
  );
}

/**
 * Both limits of E at the centroids, by layer. The tangential part is that of `outside` (E at the outer centroids, V/m).
 * The normal part jumps by the density `mean` about an average which, by the boundary equation, is the density over twice
 * the contrast: so the current through the interface is continuous, which E as summed up would show only to a percent of the side
 * where it is larger.
 */
export function bothSides(
  { layerStart, normals, contrast }: TriangleSet,
  mean: Float64Array,
  outside: Float32Array,
): InterfaceField[] {
  return layerStart.slice(0, -1).map((begin, l) => {
    const end = layerStart[l + 1];
    const insideVPerM = new Float32Array(3 * (end - begin));
    const outsideVPerM = new Float32Array(3 * (end - begin));
    for (let t = begin; t < end; t++) {
      const n = normals.subarray(3 * t, 3 * t + 3);
      const e = outside.subarray(3 * t, 3 * t + 3);
      const along = e[0] * n[0] + e[1] * n[1] + e[2] * n[2];
      const k = contrast[t];
      const average = Math.abs(k) < LEAST_CONTRAST ? along - mean[t] / 2 : mean[t] / (2 * k);
      for (let d = 0; d < 3; d++) {
        const tangential = e[d] - along * n[d];
        insideVPerM[3 * (t - begin) + d] = tangential + (average - mean[t] / 2) * n[d];
        outsideVPerM[3 * (t - begin) + d] = tangential + (average + mean[t] / 2) * n[d];
      }
    }
    return { insideVPerM, outsideVPerM };
  });
}
