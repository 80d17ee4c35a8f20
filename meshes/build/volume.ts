import { gunzipSync } from 'fflate';
import { NIFTI1, readHeader, readImage } from 'nifti-reader-js';

/** Voxels along x, y and z. */
export type Dims = readonly [number, number, number];

/** Values on a box of cubic voxels, x fastest; voxel (i, j, k) is centred at origin + voxelMm * (i, j, k), RAS mm. */
export interface Volume<T extends ArrayLike<number> = Float32Array> {
  dims: Dims;
  originMm: readonly [number, number, number];
  voxelMm: number;
  values: T;
}

export const voxelCount = (dims: Dims): number => dims[0] * dims[1] * dims[2];

/**
 * Reads an 8-bit NIfTI-1 image (gzipped or not) whose axes are those of RAS space and whose voxels are cubes.
 * That is all the pipeline's inputs are; anything else is refused rather than resampled.
 */
export function readNiftiBytes(bytes: Uint8Array, name: string): Volume<Uint8Array> {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  const buffer = new Uint8Array(plain).buffer;
  const header = readHeader(buffer);
  if (!(header instanceof NIFTI1)) throw new Error(`${name}: is not NIfTI-1`);
  if (header.datatypeCode !== NIFTI1.TYPE_UINT8) throw new Error(`${name}: holds no 8-bit unsigned values`);
  const [sx, sy, sz] = header.affine;
  const diagonal = [sx[1], sx[2], sy[0], sy[2], sz[0], sz[1]].every((value) => value === 0);
  if (!diagonal || sx[0] !== sy[1] || sy[1] !== sz[2] || sx[0] <= 0) {
    throw new Error(`${name}: its axes are not RAS with cubic voxels`);
  }
  const dims = [header.dims[1], header.dims[2], header.dims[3]] as const;
  const values = new Uint8Array(readImage(header, buffer));
  if (values.length !== voxelCount(dims)) throw new Error(`${name}: holds ${values.length} values`);
  return { dims, originMm: [sx[3], sy[3], sz[3]], voxelMm: sx[0], values };
}

/** A frame of cubic voxels to work on. */
export interface Grid {
  dims: Dims;
  originMm: readonly [number, number, number];
  voxelMm: number;
}

/**
 * The image's values at the voxels of `grid` after moving the image by `shiftMm`. Every voxel must fall on an image voxel's centre
 * (else a RangeError): nothing is interpolated. Outside the image: 0.
 */
export function placeOnGrid(image: Volume, grid: Grid, shiftMm: readonly [number, number, number]): Float32Array {
  const [nx, ny, nz] = grid.dims;
  const step = grid.voxelMm / image.voxelMm;
  const start = grid.originMm.map((value, d) => (value - shiftMm[d] - image.originMm[d]) / image.voxelMm);
  if (![step, ...start].every(Number.isInteger)) throw new RangeError('the image does not fall on the grid');
  const [mx, my, mz] = image.dims;
  const out = new Float32Array(voxelCount(grid.dims));
  for (let k = 0; k < nz; k++) {
    const z = start[2] + k * step;
    if (z < 0 || z >= mz) continue;
    for (let j = 0; j < ny; j++) {
      const y = start[1] + j * step;
      if (y < 0 || y >= my) continue;
      for (let i = 0; i < nx; i++) {
        const x = start[0] + i * step;
        if (x >= 0 && x < mx) out[i + nx * (j + ny * k)] = image.values[x + mx * (y + my * z)];
      }
    }
  }
  return out;
}
