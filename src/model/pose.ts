import { cross, type Vec3 } from './vec3';

/**
 * A rigid coil placement: row-major 4x4, coil mm -> head RAS mm, right-handed. Columns are the coil's x, y, z axes and
 * its centre. Coil axes are SimNIBS's: +z points into the head, +y away from the handle.
 */
export type Pose = readonly number[];

export const IDENTITY_POSE: Pose = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

export const poseAxis = (pose: Pose, axis: 0 | 1 | 2): Vec3 => [pose[axis], pose[4 + axis], pose[8 + axis]];
export const poseCentreMm = (pose: Pose): Vec3 => [pose[3], pose[7], pose[11]];

/** A pose from its z (into the head) and y (away from the handle) unit axes and its centre; x completes them. */
export function poseFromAxes(y: Vec3, z: Vec3, centreMm: Vec3): Pose {
  const x = cross(y, z);
  return [x[0], y[0], z[0], centreMm[0], x[1], y[1], z[1], centreMm[1], x[2], y[2], z[2], centreMm[2], 0, 0, 0, 1];
}

/** The coil-frame point `p` (mm) in the head's frame (mm). */
export function transformPoint(pose: Pose, p: Vec3): Vec3 {
  const [x, y, z] = p;
  return [
    pose[0] * x + pose[1] * y + pose[2] * z + pose[3],
    pose[4] * x + pose[5] * y + pose[6] * z + pose[7],
    pose[8] * x + pose[9] * y + pose[10] * z + pose[11],
  ];
}

/** The coil-frame direction `v` in the head's frame. */
export function rotateVector(pose: Pose, v: Vec3): Vec3 {
  const [x, y, z] = v;
  return [
    pose[0] * x + pose[1] * y + pose[2] * z,
    pose[4] * x + pose[5] * y + pose[6] * z,
    pose[8] * x + pose[9] * y + pose[10] * z,
  ];
}

/** `outer` after `inner`: the pose that applies `inner` first. */
export function composePoses(outer: Pose, inner: Pose): Pose {
  const out = new Array<number>(16).fill(0);
  for (let r = 0; r < 4; r++) {
    for (let c = 0; c < 4; c++) {
      for (let k = 0; k < 4; k++) out[4 * r + c] += outer[4 * r + k] * inner[4 * k + c];
    }
  }
  return out;
}

export function invertPose(pose: Pose): Pose {
  const r = [pose[0], pose[4], pose[8], pose[1], pose[5], pose[9], pose[2], pose[6], pose[10]];
  const t = poseCentreMm(pose);
  const row = (k: number): number[] => [
    r[3 * k],
    r[3 * k + 1],
    r[3 * k + 2],
    -(r[3 * k] * t[0] + r[3 * k + 1] * t[1] + r[3 * k + 2] * t[2]),
  ];
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}

/** What keeps a matrix from being a pose, in words, or null; the tolerance is that of positions printed to 4 digits. */
export function poseFault(matrix: readonly number[], tolerance = 2e-3): string | null {
  if (matrix.length !== 16) return `a pose needs 16 numbers, got ${matrix.length}`;
  if (!matrix.every(Number.isFinite)) return 'a pose needs finite numbers';
  if (Math.abs(matrix[12]) + Math.abs(matrix[13]) + Math.abs(matrix[14]) + Math.abs(matrix[15] - 1) > 1e-6) {
    return 'the last row of a pose must be 0 0 0 1';
  }
  const axes = [poseAxis(matrix, 0), poseAxis(matrix, 1), poseAxis(matrix, 2)];
  const d = (i: number, j: number): number =>
    axes[i][0] * axes[j][0] + axes[i][1] * axes[j][1] + axes[i][2] * axes[j][2];
  for (let i = 0; i < 3; i++) {
    if (Math.abs(Math.sqrt(d(i, i)) - 1) > tolerance)
      return `axis ${'xyz'[i]} has length ${Math.sqrt(d(i, i)).toFixed(4)}: the pose scales`;
  }
  if (Math.max(Math.abs(d(0, 1)), Math.abs(d(0, 2)), Math.abs(d(1, 2))) > tolerance) {
    return 'the axes are not perpendicular: the pose shears';
  }
  const z = cross(axes[0], axes[1]);
  if (z[0] * axes[2][0] + z[1] * axes[2][1] + z[2] * axes[2][2] < 0) {
    return 'the axes are left-handed: the pose reflects';
  }
  return null;
}
