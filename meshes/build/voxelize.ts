import type { Surface } from '../../src/model/surface';
import { type Grid, voxelCount } from './volume';

/** The lines run beside the voxels' middles by this much of a voxel, so that none meets an edge or a corner. */
const ASIDE = [0.000_731, 0.000_413] as const;

/** Which voxels' middles lie inside a closed surface, as 0 and 1: crossings counted along lines in x. */
export function voxelize(surface: Surface, grid: Grid): Uint8Array {
  const [nx, ny, nz] = grid.dims;
  const p = Float64Array.from(
    surface.positionsMm,
    (value, i) => (value - grid.originMm[i % 3]) / grid.voxelMm - (i % 3 === 0 ? 0 : ASIDE[(i % 3) - 1]),
  );
  const crossings: number[][] = Array.from({ length: ny * nz }, () => []);
  for (let t = 0; t < surface.triangles.length; t += 3) {
    const [a, b, c] = [3 * surface.triangles[t], 3 * surface.triangles[t + 1], 3 * surface.triangles[t + 2]];
    const area = (p[b + 1] - p[a + 1]) * (p[c + 2] - p[a + 2]) - (p[b + 2] - p[a + 2]) * (p[c + 1] - p[a + 1]);
    if (area === 0) continue;
    const lastJ = Math.min(ny - 1, Math.floor(Math.max(p[a + 1], p[b + 1], p[c + 1])));
    const lastK = Math.min(nz - 1, Math.floor(Math.max(p[a + 2], p[b + 2], p[c + 2])));
    for (let k = Math.max(0, Math.ceil(Math.min(p[a + 2], p[b + 2], p[c + 2]))); k <= lastK; k++) {
      for (let j = Math.max(0, Math.ceil(Math.min(p[a + 1], p[b + 1], p[c + 1]))); j <= lastJ; j++) {
        const wa = ((p[b + 1] - j) * (p[c + 2] - k) - (p[b + 2] - k) * (p[c + 1] - j)) / area;
        const wb = ((p[c + 1] - j) * (p[a + 2] - k) - (p[c + 2] - k) * (p[a + 1] - j)) / area;
        if (wa < 0 || wb < 0 || wa + wb > 1) continue;
        crossings[j + ny * k].push(wa * p[a] + wb * p[b] + (1 - wa - wb) * p[c]);
      }
    }
  }
  const inside = new Uint8Array(voxelCount(grid.dims));
  crossings.forEach((line, row) => {
    line.sort((a, b) => a - b);
    for (let n = 0; n + 1 < line.length; n += 2) {
      const last = Math.min(nx - 1, Math.floor(line[n + 1]));
      for (let i = Math.max(0, Math.ceil(line[n])); i <= last; i++) inside[row * nx + i] = 1;
    }
  });
  return inside;
}
