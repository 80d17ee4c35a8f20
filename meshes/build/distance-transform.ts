import { lineStarts } from './gaussian';
import { type Dims, voxelCount } from './volume';

const FAR = 1e9;

export interface NearestFeature {
  /** Squared distance to the nearest feature, voxels; 1e9 where there is none. */
  squared: Float32Array;
  /** The nearest feature's voxel; -1 where there is none. */
  index: Int32Array;
}

/**
 * Exact euclidean distance to the voxels where `isFeature` is not 0, and which of them is nearest.
 * Lower envelopes of parabolas, one axis after the other (Felzenszwalb and Huttenlocher 2012).
 */
export function nearestFeature(isFeature: Uint8Array, dims: Dims): NearestFeature {
  const squared = new Float32Array(voxelCount(dims));
  const index = new Int32Array(squared.length);
  for (let v = 0; v < squared.length; v++) {
    squared[v] = isFeature[v] ? 0 : FAR;
    index[v] = isFeature[v] ? v : -1;
  }
  const strides = [1, dims[0], dims[0] * dims[1]];
  for (let axis = 0; axis < 3; axis++) envelopeAxis({ squared, index }, dims, axis, strides[axis]);
  return { squared, index };
}

function envelopeAxis({ squared, index }: NearestFeature, dims: Dims, axis: number, stride: number): void {
  const length = dims[axis];
  const heights = new Float64Array(length);
  const sources = new Int32Array(length);
  /** Vertices of the parabolas of the envelope, and where each begins to be the lowest. */
  const vertex = new Int32Array(length);
  const begin = new Float64Array(length + 1);
  for (const start of lineStarts(dims, axis)) {
    let last = -1;
    for (let q = 0; q < length; q++) {
      heights[q] = squared[start + q * stride];
      sources[q] = index[start + q * stride];
      if (sources[q] < 0) continue;
      let from = -Infinity;
      while (last >= 0) {
        const p = vertex[last];
        from = (heights[q] + q * q - heights[p] - p * p) / (2 * (q - p));
        if (from > begin[last]) break;
        last--;
      }
      last++;
      vertex[last] = q;
      begin[last] = last === 0 ? -Infinity : from;
    }
    if (last < 0) continue;
    begin[last + 1] = Infinity;
    for (let q = 0, k = 0; q < length; q++) {
      while (begin[k + 1] < q) k++;
      const p = vertex[k];
      squared[start + q * stride] = heights[p] + (q - p) ** 2;
      index[start + q * stride] = sources[p];
    }
  }
}

/** Where the values exceed `level`, as 0 and 1. */
export function above(values: ArrayLike<number>, level: number): Uint8Array {
  const out = new Uint8Array(values.length);
  for (let v = 0; v < out.length; v++) out[v] = values[v] > level ? 1 : 0;
  return out;
}

/** The complement of a mask. */
export function not(mask: Uint8Array): Uint8Array {
  return mask.map((value) => (value ? 0 : 1));
}

/** The mask grown by a ball of `radius` voxels. */
export function dilate(mask: Uint8Array, dims: Dims, radius: number): Uint8Array {
  return nearestFeature(mask, dims).squared.reduce((out, d2, v) => {
    if (d2 <= radius * radius) out[v] = 1;
    return out;
  }, new Uint8Array(mask.length));
}

/** The mask shrunk by a ball of `radius` voxels; beyond the box counts as inside. */
const erode = (mask: Uint8Array, dims: Dims, radius: number): Uint8Array => not(dilate(not(mask), dims, radius));

/** Fills gaps and notches narrower than a ball of `radius` voxels. */
export const close = (mask: Uint8Array, dims: Dims, radius: number): Uint8Array =>
  erode(dilate(mask, dims, radius), dims, radius);

/** Removes parts narrower than a ball of `radius` voxels. */
export const open = (mask: Uint8Array, dims: Dims, radius: number): Uint8Array =>
  dilate(erode(mask, dims, radius), dims, radius);
