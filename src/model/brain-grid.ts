import type { Layer } from './head';
import { rowCrossings } from './mesh/row-crossings';
import { tissueOfName } from './tissue-names';

/** A regular grid of voxels. */
export interface VoxelFrame {
  dims: readonly [number, number, number];
  /** Row-major 4x4, voxel index -> RAS mm. */
  affine: readonly number[];
}

/** A grid of voxels over the brain and those of them whose centres lie in it. */
export interface BrainGrid extends VoxelFrame {
  /** Index in the volume (x fastest) of each point. */
  voxels: Uint32Array;
  /** The voxel centres, packed. */
  pointsMm: Float32Array;
}

/** The layer a volume is filled in: grey matter where it is named, otherwise the innermost. */
const brainLayer = (layers: readonly Layer[]): Layer =>
  layers.find(({ name }) => tissueOfName(name) === 'grey_matter') ?? layers[layers.length - 1];

/** Cubic voxels over the brain's surface, their centres at whole multiples of `spacingMm`. */
export function spacedFrame(layers: readonly Layer[], spacingMm: number): VoxelFrame {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  brainLayer(layers).surface.positionsMm.forEach((value, i) => {
    low[i % 3] = Math.min(low[i % 3], value);
    high[i % 3] = Math.max(high[i % 3], value);
  });
  const s = spacingMm;
  const [x, y, z] = low.map((value) => Math.floor(value / s) * s);
  const [nx, ny, nz] = high.map((value, d) => Math.ceil((value - [x, y, z][d]) / s) + 1);
  return { dims: [nx, ny, nz], affine: [s, 0, 0, x, 0, s, 0, y, 0, 0, s, z, 0, 0, 0, 1] };
}

/** The voxel centres of `frame` that lie in the brain; one ray a row, in the frame's own coordinates. RangeError where its transform has no inverse. */
export function brainGrid(layers: readonly Layer[], frame: VoxelFrame): BrainGrid {
  const { dims, affine: a } = frame;
  const { surface } = brainLayer(layers);
  const crossings = rowCrossings({ ...surface, positionsMm: toVoxels(surface.positionsMm, a) });
  const voxels: number[] = [];
  for (let k = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      const spans = crossings(j, k);
      for (let s = 0; s < spans.length; s += 2) {
        const first = Math.max(0, Math.ceil(spans[s]));
        const last = Math.min(dims[0] - 1, Math.floor(spans[s + 1]));
        for (let i = first; i <= last; i++) voxels.push(i + dims[0] * (j + dims[1] * k));
      }
    }
  }
  const pointsMm = new Float32Array(3 * voxels.length);
  voxels.forEach((v, n) => {
    const [i, j, k] = [v % dims[0], Math.floor(v / dims[0]) % dims[1], Math.floor(v / (dims[0] * dims[1]))];
    for (let d = 0; d < 3; d++) pointsMm[3 * n + d] = a[4 * d] * i + a[4 * d + 1] * j + a[4 * d + 2] * k + a[4 * d + 3];
  });
  return { ...frame, voxels: Uint32Array.from(voxels), pointsMm };
}

/** Positions in mm as voxel coordinates: the inverse of `affine`. Throws RangeError where it has none. */
function toVoxels(positionsMm: Float32Array, affine: readonly number[]): Float32Array {
  const [a, b, c, x, d, e, f, y, g, h, i, z] = affine;
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!(Math.abs(det) > 1e-9)) throw new RangeError('its transform has no inverse');
  const inverse = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ];
  const out = new Float32Array(positionsMm.length);
  for (let v = 0; v < positionsMm.length; v += 3) {
    const p = [positionsMm[v] - x, positionsMm[v + 1] - y, positionsMm[v + 2] - z];
    inverse.forEach((row, k) => {
      out[v + k] = (row[0] * p[0] + row[1] * p[1] + row[2] * p[2]) / det;
    });
  }
  return out;
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
