import { type BrainGrid, brainGrid, spacedFrame } from '../model/brain-grid';
import type { Layer } from '../model/head';
import type { Vec3 } from '../model/vec3';

/** Tissues a field is shown in inside the brain; 0 is none of them. */
export const GREY = 1;
export const WHITE = 2;

/** A regular grid over the brain that knows the tissue at each of its points. */
export interface TissueGrid extends BrainGrid {
  spacingMm: number;
  /** GREY or WHITE, one a point. */
  tissue: Uint8Array;
  /** The point of each voxel, -1 outside the brain. */
  pointOf: Int32Array;
}

/** The grid of points `spacingMm` apart that lie in the brain. */
export function tissueGrid(layers: readonly Layer[], spacingMm: number): TissueGrid {
  const frame = spacedFrame(layers, spacingMm);
  const grid = brainGrid(layers, frame);
  const pointOf = new Int32Array(frame.dims[0] * frame.dims[1] * frame.dims[2]).fill(-1);
  grid.voxels.forEach((voxel, point) => {
    pointOf[voxel] = point;
  });
  const tissue = new Uint8Array(grid.voxels.length).fill(GREY);
  const white = layers.find((layer) => /^white/i.test(layer.name));
  if (white) {
    for (const voxel of brainGrid([white], frame).voxels) if (pointOf[voxel] >= 0) tissue[pointOf[voxel]] = WHITE;
  }
  return { ...grid, spacingMm, tissue, pointOf };
}

/** How far a point may lie from the next grid point of its own tissue, voxels. */
const REACH = 2;

/**
 * A quantity of the grid at a place (mm) in a tissue: linear between the eight points round it, of which those in another
 * tissue do not count, since the field jumps at a border; where all eight lie beyond one, the nearest within two voxels.
 * NaN where there is none.
 */
export function readWithin(grid: TissueGrid, values: Float32Array, tissue: number, p: Vec3): number {
  const { dims, affine, pointOf, spacingMm } = grid;
  const x = (p[0] - affine[3]) / spacingMm;
  const y = (p[1] - affine[7]) / spacingMm;
  const z = (p[2] - affine[11]) / spacingMm;
  const i = Math.floor(x);
  const j = Math.floor(y);
  const k = Math.floor(z);
  let sum = 0;
  let weight = 0;
  for (let c = 0; c < 8; c++) {
    const a = i + (c & 1);
    const b = j + ((c >> 1) & 1);
    const d = k + (c >> 2);
    if (a < 0 || b < 0 || d < 0 || a >= dims[0] || b >= dims[1] || d >= dims[2]) continue;
    const point = pointOf[a + dims[0] * (b + dims[1] * d)];
    if (point < 0 || grid.tissue[point] !== tissue) continue;
    const w = (1 - Math.abs(x - a)) * (1 - Math.abs(y - b)) * (1 - Math.abs(z - d));
    sum += w * values[point];
    weight += w;
  }
  return weight > 1e-3 ? sum / weight : nearestWithin(grid, values, tissue, x, y, z);
}

function nearestWithin(
  { dims, pointOf, tissue: tissues }: TissueGrid,
  values: Float32Array,
  tissue: number,
  x: number,
  y: number,
  z: number,
): number {
  let best = Number.POSITIVE_INFINITY;
  let value = Number.NaN;
  const [i, j, k] = [Math.round(x), Math.round(y), Math.round(z)];
  for (let d = Math.max(0, k - REACH); d <= Math.min(dims[2] - 1, k + REACH); d++) {
    for (let b = Math.max(0, j - REACH); b <= Math.min(dims[1] - 1, j + REACH); b++) {
      for (let a = Math.max(0, i - REACH); a <= Math.min(dims[0] - 1, i + REACH); a++) {
        const point = pointOf[a + dims[0] * (b + dims[1] * d)];
        const away = (x - a) ** 2 + (y - b) ** 2 + (z - d) ** 2;
        if (point < 0 || tissues[point] !== tissue || away >= best) continue;
        best = away;
        value = values[point];
      }
    }
  }
  return value;
}
