import { rowCrossings } from '../formats/inside-test';
import type { Layer } from '../model/head';

const SPACING_MM = 2;

/** A grid of voxels over the brain and those of them whose centres lie in it. */
export interface BrainGrid {
  dims: [number, number, number];
  /** Row-major 4x4, voxel index -> RAS mm. */
  affine: number[];
  /** Index in the volume (x fastest) of each point. */
  voxels: number[];
  pointsMm: Float32Array;
}

/** The layer a volume is filled in: grey matter where it is named, otherwise the innermost. */
export const brainLayer = (layers: readonly Layer[]): Layer =>
  layers.find((layer) => /^(gr[ea]y|pial|brain|cortex)/i.test(layer.name)) ?? layers[layers.length - 1];

/** A 2 mm grid over the brain's surface, its voxel centres at even millimetres. */
export function brainGrid(layers: readonly Layer[]): BrainGrid {
  const { surface } = brainLayer(layers);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  surface.positionsMm.forEach((value, i) => {
    low[i % 3] = Math.min(low[i % 3], value);
    high[i % 3] = Math.max(high[i % 3], value);
  });
  const origin = low.map((value) => Math.floor(value / SPACING_MM) * SPACING_MM);
  const dims = high.map((value, d) => Math.ceil((value - origin[d]) / SPACING_MM) + 1);
  const crossings = rowCrossings(surface);
  const voxels: number[] = [];
  const points: number[] = [];
  for (let k = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      const [y, z] = [origin[1] + SPACING_MM * j, origin[2] + SPACING_MM * k];
      const spans = crossings(y, z);
      for (let s = 0; s < spans.length; s += 2) {
        const first = Math.ceil((spans[s] - origin[0]) / SPACING_MM);
        const last = Math.floor((spans[s + 1] - origin[0]) / SPACING_MM);
        for (let i = first; i <= last; i++) {
          voxels.push(i + dims[0] * (j + dims[1] * k));
          points.push(origin[0] + SPACING_MM * i, y, z);
        }
      }
    }
  }
  return {
    dims: [dims[0], dims[1], dims[2]],
    affine: [SPACING_MM, 0, 0, origin[0], 0, SPACING_MM, 0, origin[1], 0, 0, SPACING_MM, origin[2], 0, 0, 0, 1],
    voxels,
    pointsMm: Float32Array.from(points),
  };
}

/** One volume a component (x, y, z after each other), 0 outside the brain. */
export function fillGrid(grid: BrainGrid, values: Float32Array, components: 1 | 3): Float32Array {
  const size = grid.dims[0] * grid.dims[1] * grid.dims[2];
  const volume = new Float32Array(size * components);
  grid.voxels.forEach((voxel, i) => {
    for (let c = 0; c < components; c++) volume[c * size + voxel] = values[components * i + c];
  });
  return volume;
}
