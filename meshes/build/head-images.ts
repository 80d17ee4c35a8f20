import { nearestFeature } from './distance-transform';
import { gaussian } from './gaussian';
import { type Dims, type Grid, placeOnGrid, type Volume, voxelCount } from './volume';

/** 1 mm voxels with room round the head for closings of up to 14 mm. */
export const HEAD_GRID: Grid = { dims: [197, 245, 207], originMm: [-98, -132, -92], voxelMm: 1 };

/** ch2better's header places its content half a millimetre off ch2 (the two correlate to 1.000 after this shift). */
const CH2BETTER_SHIFT_MM = [0.5, -0.5, 0] as const;

/** What the pipeline sees of the head, on HEAD_GRID. */
export interface HeadImages {
  /** T1 intensity; air about 5, grey matter 86, white matter 114. */
  t1: Float32Array;
  /** How much of a voxel's surroundings (0.5 mm) is brain, 0 to 1. */
  brain: Float32Array;
  /** T1 intensity of the brain alone, blurred by 0.5 mm within it; 0 away from it. */
  brainT1: Float32Array;
  /** AAL code of a voxel, 0 where it has none. */
  aal: Uint8Array;
  /** AAL code of the nearest labelled voxel. */
  nearestAal: Uint8Array;
}

/** Brings ch2 (whole head, 1 mm), ch2better (brain, 0.5 mm, sulci carved out) and AAL to one grid. */
export function readHeadImages(
  ch2: Volume<Uint8Array>,
  ch2better: Volume<Uint8Array>,
  aalAtlas: Volume<Uint8Array>,
): HeadImages {
  const place = (image: Volume<Uint8Array>): Float32Array =>
    placeOnGrid({ ...image, values: Float32Array.from(image.values) }, HEAD_GRID, [0, 0, 0]);
  const aal = Uint8Array.from(place(aalAtlas));
  const { index } = nearestFeature(aal, HEAD_GRID.dims);
  return { t1: place(ch2), ...brainOf(ch2better), aal, nearestAal: aal.map((_, v) => aal[index[v]]) };
}

function brainOf(image: Volume<Uint8Array>): Pick<HeadImages, 'brain' | 'brainT1'> {
  const sigma = 0.5 / image.voxelMm;
  const mask = Float32Array.from(image.values, (value) => (value > 0 ? 1 : 0));
  const softMask = gaussian(mask, image.dims, sigma);
  const blurred = gaussian(Float32Array.from(image.values), image.dims, sigma);
  const place = (values: Float32Array): Float32Array =>
    placeOnGrid({ ...image, values }, HEAD_GRID, CH2BETTER_SHIFT_MM);
  const brain = place(softMask);
  return { brain, brainT1: place(blurred).map((value, v) => (brain[v] > 0.05 ? value / brain[v] : 0)) };
}

/** Calls `visit` with every voxel's number and its place in mm. */
export function forEachVoxel(grid: Grid, visit: (v: number, x: number, y: number, z: number) => void): void {
  const [nx, ny, nz] = grid.dims;
  const [x0, y0, z0] = grid.originMm;
  for (let k = 0, v = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++, v++) visit(v, x0 + i * grid.voxelMm, y0 + j * grid.voxelMm, z0 + k * grid.voxelMm);
    }
  }
}

/** The trilinear value of a field at a place in voxels, clamped to the box. */
export function interpolate(values: ArrayLike<number>, dims: Dims, x: number, y: number, z: number): number {
  const [nx, ny, nz] = dims;
  const clamp = (value: number, count: number): number => Math.min(count - 1.001, Math.max(0, value));
  const cx = clamp(x, nx);
  const cy = clamp(y, ny);
  const cz = clamp(z, nz);
  const i = Math.floor(cx);
  const j = Math.floor(cy);
  const k = Math.floor(cz);
  const fx = cx - i;
  const fy = cy - j;
  const fz = cz - k;
  const v = i + nx * (j + ny * k);
  const along = (at: number): number => values[at] * (1 - fx) + values[at + 1] * fx;
  const low = along(v) * (1 - fy) + along(v + nx) * fy;
  const high = along(v + nx * ny) * (1 - fy) + along(v + nx * ny + nx) * fy;
  return low * (1 - fz) + high * fz;
}

/** A coarser copy: every `step`-th voxel along each axis. Blur first where the field has finer detail. */
export function everyNth(values: Float32Array, grid: Grid, step: number): { values: Float32Array; grid: Grid } {
  const dims: Dims = [Math.ceil(grid.dims[0] / step), Math.ceil(grid.dims[1] / step), Math.ceil(grid.dims[2] / step)];
  const coarse: Grid = { dims, originMm: grid.originMm, voxelMm: grid.voxelMm * step };
  const out = new Float32Array(voxelCount(dims));
  const [nx, ny] = grid.dims;
  for (let k = 0, v = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      for (let i = 0; i < dims[0]; i++, v++) out[v] = values[step * (i + nx * (j + ny * k))];
    }
  }
  return { values: out, grid: coarse };
}
