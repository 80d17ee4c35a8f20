import type { Pose } from '../model/pose';
import type { CasingProbe } from './casing-probe';
import type { CoilSeating } from './coil-pose';
import type { Corner } from './scalp-index';

/** What the line through each point of a probe, along the coil's axis, meets first of the scalp, looking into the head. */
export interface ScalpUnder {
  /** The coil's z there, mm; Infinity where nothing is met. */
  depthMm: Float32Array;
  /** Cosine between the axis and the normal of the triangle met. */
  slope: Float32Array;
}

/** A point this far outside a triangle, of its own size, still counts as inside: no line slips through between two. */
const EDGE = -1e-6;

/**
 * A function that looks from the points of `probe` at the scalp, with the coil at `pose`, no deeper than `farMm` along its axis. One walk
 * of the scalp's tree serves all points: each triangle under the casing is put to the points over it. The answer is overwritten by
 * the next call, and nothing is made: it is asked for at every move of the pointer.
 */
export function scalpUnderCasing(seating: CoilSeating, probe: CasingProbe): (pose: Pose, farMm: number) => ScalpUnder {
  const { pointsMm, spacingMm, firstColumn, firstRow, columns, rows, pointIn } = probe;
  const { positionsMm: p, triangles } = seating.scalp;
  const under = {
    depthMm: new Float32Array(pointsMm.length / 3),
    slope: new Float32Array(pointsMm.length / 3),
  };
  const { depthMm, slope } = under;
  /** The pose looked from, as head to coil: rows of its rotation and the origin's place. */
  const m = new Float64Array(12);
  /** Corners of a triangle in the coil's frame. */
  const c = new Float64Array(9);
  let far = 0;
  const west = (firstColumn - 0.5) * spacingMm;
  const east = west + columns * spacingMm;
  const south = (firstRow - 0.5) * spacingMm;
  const north = south + rows * spacingMm;

  const mayLieUnder = (low: Corner, high: Corner): boolean => {
    const x = (low.x + high.x) / 2;
    const y = (low.y + high.y) / 2;
    const z = (low.z + high.z) / 2;
    const hx = high.x - x;
    const hy = high.y - y;
    const hz = high.z - z;
    for (let k = 0; k < 3; k++) {
      const middle = m[4 * k] * x + m[4 * k + 1] * y + m[4 * k + 2] * z + m[4 * k + 3];
      const half = Math.abs(m[4 * k]) * hx + Math.abs(m[4 * k + 1]) * hy + Math.abs(m[4 * k + 2]) * hz;
      if (k === 0 && (middle + half < west || middle - half > east)) return false;
      if (k === 1 && (middle + half < south || middle - half > north)) return false;
      if (k === 2 && middle - half > far) return false;
    }
    return true;
  };

  const look = (t: number): void => {
    for (let corner = 0; corner < 3; corner++) {
      const v = 3 * triangles[3 * t + corner];
      for (let k = 0; k < 3; k++) {
        c[3 * corner + k] = m[4 * k] * p[v] + m[4 * k + 1] * p[v + 1] + m[4 * k + 2] * p[v + 2] + m[4 * k + 3];
      }
    }
    const ux = c[3] - c[0];
    const uy = c[4] - c[1];
    const uz = c[5] - c[2];
    const vx = c[6] - c[0];
    const vy = c[7] - c[1];
    const vz = c[8] - c[2];
    const nz = ux * vy - uy * vx;
    // A triangle seen on its edge is met by no line.
    if (nz === 0) return;
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const cosine = Math.abs(nz) / Math.sqrt(nx * nx + ny * ny + nz * nz);
    const column0 = Math.max(0, Math.round(Math.min(c[0], c[3], c[6]) / spacingMm) - firstColumn);
    const column1 = Math.min(columns - 1, Math.round(Math.max(c[0], c[3], c[6]) / spacingMm) - firstColumn);
    const row0 = Math.max(0, Math.round(Math.min(c[1], c[4], c[7]) / spacingMm) - firstRow);
    const row1 = Math.min(rows - 1, Math.round(Math.max(c[1], c[4], c[7]) / spacingMm) - firstRow);
    for (let row = row0; row <= row1; row++) {
      for (let column = column0; column <= column1; column++) {
        const i = pointIn[row * columns + column];
        if (i < 0) continue;
        const dx = pointsMm[3 * i] - c[0];
        const dy = pointsMm[3 * i + 1] - c[1];
        const a = (dx * vy - dy * vx) / nz;
        const b = (ux * dy - uy * dx) / nz;
        if (!(a >= EDGE && b >= EDGE && a + b <= 1 - EDGE)) continue;
        const z = c[2] + a * uz + b * vz;
        if (z >= depthMm[i]) continue;
        depthMm[i] = z;
        slope[i] = cosine;
      }
    }
  };

  return (pose, farMm) => {
    far = farMm;
    for (let k = 0; k < 3; k++) {
      for (let d = 0; d < 3; d++) m[4 * k + d] = pose[4 * d + k];
      m[4 * k + 3] = -(pose[k] * pose[3] + pose[4 + k] * pose[7] + pose[8 + k] * pose[11]);
    }
    depthMm.fill(Number.POSITIVE_INFINITY);
    seating.index.walk(mayLieUnder, look);
    return under;
  };
}
