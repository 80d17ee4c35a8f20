import type { Dims } from './volume';

/** The values blurred by a gaussian of `sigma` voxels, cut at 4 sigma; beyond the box the edge's value is held. */
export function gaussian(values: Float32Array, dims: Dims, sigma: number): Float32Array {
  const radius = Math.max(1, Math.ceil(4 * sigma));
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  for (let i = 0; i < kernel.length; i++) kernel[i] /= sum;
  const strides = [1, dims[0], dims[0] * dims[1]];
  const out = values.slice();
  for (let axis = 0; axis < 3; axis++) blurAxis(out, dims, axis, strides[axis], kernel);
  return out;
}

function blurAxis(values: Float32Array, dims: Dims, axis: number, stride: number, kernel: Float64Array): void {
  const length = dims[axis];
  const radius = (kernel.length - 1) / 2;
  const line = new Float64Array(length + 2 * radius);
  for (const start of lineStarts(dims, axis)) {
    for (let i = 0; i < length; i++) line[i + radius] = values[start + i * stride];
    line.fill(line[radius], 0, radius);
    line.fill(line[radius + length - 1], radius + length);
    for (let i = 0; i < length; i++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += kernel[k] * line[i + k];
      values[start + i * stride] = sum;
    }
  }
}

/** The first voxel of every line along `axis`. */
export function lineStarts(dims: Dims, axis: number): Int32Array {
  const [nx, ny, nz] = dims;
  const counts = dims.map((count, d) => (d === axis ? 1 : count));
  const out = new Int32Array((nx * ny * nz) / dims[axis]);
  let n = 0;
  for (let k = 0; k < counts[2]; k++) {
    for (let j = 0; j < counts[1]; j++) {
      for (let i = 0; i < counts[0]; i++) out[n++] = i + nx * (j + ny * k);
    }
  }
  return out;
}
