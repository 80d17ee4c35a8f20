/** A coil of which only the vector potential on a grid is known. */

import type { CoilAField } from '../model/coil';
import { invertPose, type Pose, rotateVector, transformPoint } from '../model/pose';
import type { Vec3 } from '../model/vec3';

/** Row-major 3x4 from coil mm to voxel index. */
function toVoxels({ affineMm }: CoilAField): number[] {
  const [a, b, c, tx, d, e, f, ty, g, h, i, tz] = affineMm;
  const rows = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ];
  const volume = a * rows[0][0] + b * rows[1][0] + c * rows[2][0];
  return rows.flatMap((row) => {
    const [x, y, z] = row.map((v) => v / volume);
    return [x, y, z, -(x * tx + y * ty + z * tz)];
  });
}

/** Weights of the four samples about a point a fraction t past the second (Catmull-Rom). */
function cubicWeights(t: number, out: Float64Array): void {
  out[0] = 0.5 * t * (-1 + t * (2 - t));
  out[1] = 1 + 0.5 * t * t * (3 * t - 5);
  out[2] = 0.5 * t * (1 + t * (4 - 3 * t));
  out[3] = 0.5 * t * t * (t - 1);
}

/**
 * A sampler of A (T m per A, in the head's frame) at points in the head's frame, mm; tricubic, the outermost cells with
 * their rim repeated linearly.
 *
 * @throws RangeError at a point outside the grid: nothing is known there
 */
export function aFieldSampler(grid: CoilAField, pose: Pose, title: string): (x: number, y: number, z: number) => Vec3 {
  const { dims, valuesTmPerA: values } = grid;
  const [nx, ny] = dims;
  const index = toVoxels(grid);
  const back = invertPose(pose);
  const weights = [new Float64Array(4), new Float64Array(4), new Float64Array(4)];
  const first = [0, 0, 0];
  /** The value at a voxel; one step beyond the rim continues the last two linearly. */
  const sample = (i: number, j: number, k: number, d: number): number => {
    const at = [i, j, k];
    for (let a = 0; a < 3; a++) {
      const past = at[a] < 0 ? 1 : at[a] >= dims[a] ? -1 : 0;
      if (past === 0) continue;
      const [rim, inner] = [[...at], [...at]];
      rim[a] += past;
      inner[a] += 2 * past;
      return 2 * sample(rim[0], rim[1], rim[2], d) - sample(inner[0], inner[1], inner[2], d);
    }
    return values[3 * (i + nx * (j + ny * k)) + d];
  };
  return (x, y, z) => {
    const p = transformPoint(back, [x, y, z]);
    for (let a = 0; a < 3; a++) {
      const r = 4 * a;
      const v = index[r] * p[0] + index[r + 1] * p[1] + index[r + 2] * p[2] + index[r + 3];
      if (v < -1e-6 || v > dims[a] - 1 + 1e-6) {
        const place = [x, y, z].map((c) => c.toFixed(0)).join(', ');
        throw new RangeError(`the A-field grid of ${title} does not reach (${place}) mm; give a larger grid`);
      }
      first[a] = Math.min(Math.max(Math.floor(v), 0), dims[a] - 2);
      cubicWeights(v - first[a], weights[a]);
    }
    const sum: [number, number, number] = [0, 0, 0];
    for (let k = 0; k < 4; k++) {
      for (let j = 0; j < 4; j++) {
        for (let i = 0; i < 4; i++) {
          const w = weights[0][i] * weights[1][j] * weights[2][k];
          if (w === 0) continue;
          for (let d = 0; d < 3; d++) sum[d] += w * sample(first[0] + i - 1, first[1] + j - 1, first[2] + k - 1, d);
        }
      }
    }
    return rotateVector(pose, sum);
  };
}
