/** Geometric tests on triangles whose corners are indices into packed positions. */

type Positions = Float64Array;

/**
 * Whether the segment i-j passes through the triangle a-b-c. A segment in the triangle's plane does not count: flat
 * regions are full of neighbours that lie in one plane.
 */
function segmentCrosses(p: Positions, i: number, j: number, a: number, b: number, c: number): boolean {
  const ax = p[3 * a];
  const ay = p[3 * a + 1];
  const az = p[3 * a + 2];
  const ux = p[3 * b] - ax;
  const uy = p[3 * b + 1] - ay;
  const uz = p[3 * b + 2] - az;
  const vx = p[3 * c] - ax;
  const vy = p[3 * c + 1] - ay;
  const vz = p[3 * c + 2] - az;
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  const sx = p[3 * i] - ax;
  const sy = p[3 * i + 1] - ay;
  const sz = p[3 * i + 2] - az;
  const start = nx * sx + ny * sy + nz * sz;
  const end = nx * (p[3 * j] - ax) + ny * (p[3 * j + 1] - ay) + nz * (p[3 * j + 2] - az);
  if (start === end || (start > 0 && end > 0) || (start < 0 && end < 0)) return false;
  const t = start / (start - end);
  const hx = sx + t * (p[3 * j] - p[3 * i]);
  const hy = sy + t * (p[3 * j + 1] - p[3 * i + 1]);
  const hz = sz + t * (p[3 * j + 2] - p[3 * i + 2]);
  // Barycentric coordinates of the hit, times |n|^2; a hair outside the triangle still counts.
  const square = nx * nx + ny * ny + nz * nz;
  const slack = -1e-6 * square;
  const beta = nx * (hy * vz - hz * vy) + ny * (hz * vx - hx * vz) + nz * (hx * vy - hy * vx);
  if (beta < slack) return false;
  const gamma = nx * (uy * hz - uz * hy) + ny * (uz * hx - ux * hz) + nz * (ux * hy - uy * hx);
  return gamma >= slack && square - beta - gamma >= slack;
}

/** Whether two triangles meet anywhere but in the corners and edges they share. */
export function trianglesCross(p: Positions, a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  const [a0, a1, a2] = [a[0], a[1], a[2]];
  const [b0, b1, b2] = [b[0], b[1], b[2]];
  const at0 = a0 === b0 || a0 === b1 || a0 === b2;
  const at1 = a1 === b0 || a1 === b1 || a1 === b2;
  const at2 = a2 === b0 || a2 === b1 || a2 === b2;
  const shared = Number(at0) + Number(at1) + Number(at2);
  if (shared === 0) {
    return (
      segmentCrosses(p, a0, a1, b0, b1, b2) ||
      segmentCrosses(p, a1, a2, b0, b1, b2) ||
      segmentCrosses(p, a2, a0, b0, b1, b2) ||
      segmentCrosses(p, b0, b1, a0, a1, a2) ||
      segmentCrosses(p, b1, b2, a0, a1, a2) ||
      segmentCrosses(p, b2, b0, a0, a1, a2)
    );
  }
  if (shared === 1) {
    const [s, t] = at0 ? [a1, a2] : at1 ? [a2, a0] : [a0, a1];
    const corner = at0 ? a0 : at1 ? a1 : a2;
    const [u, v] = b0 === corner ? [b1, b2] : b1 === corner ? [b2, b0] : [b0, b1];
    return segmentCrosses(p, s, t, b0, b1, b2) || segmentCrosses(p, u, v, a0, a1, a2);
  }
  return shared === 3;
}

/** Neighbours over an edge whose normals' cosine is below this lie almost on each other: an angle under 20 degrees. */
const FOLD_COSINE = -0.94;

/** Whether two triangles share an edge and fold back on each other. */
export function trianglesFold(p: Positions, a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  let shared = 0;
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) if (a[i] === b[j]) shared++;
  return shared === 2 && normalCosine(p, a[0], a[1], a[2], b[0], b[1], b[2]) < FOLD_COSINE;
}

function normalCosine(p: Positions, a0: number, a1: number, a2: number, b0: number, b1: number, b2: number): number {
  const m = new Float64Array(3);
  const n = new Float64Array(3);
  triangleNormal(p, a0, a1, a2, m);
  triangleNormal(p, b0, b1, b2, n);
  const lengths = Math.hypot(m[0], m[1], m[2]) * Math.hypot(n[0], n[1], n[2]);
  return lengths > 0 ? (m[0] * n[0] + m[1] * n[1] + m[2] * n[2]) / lengths : -1;
}

/** The normal of a triangle, as long as twice its area. */
export function triangleNormal(p: Positions, a: number, b: number, c: number, out: Float64Array): void {
  const ux = p[3 * b] - p[3 * a];
  const uy = p[3 * b + 1] - p[3 * a + 1];
  const uz = p[3 * b + 2] - p[3 * a + 2];
  const vx = p[3 * c] - p[3 * a];
  const vy = p[3 * c + 1] - p[3 * a + 1];
  const vz = p[3 * c + 2] - p[3 * a + 2];
  out[0] = uy * vz - uz * vy;
  out[1] = uz * vx - ux * vz;
  out[2] = ux * vy - uy * vx;
}

/** 1 for an equilateral triangle, 0 for a degenerate one: 4 sqrt(3) area / sum of squared edges. */
export function triangleQuality(p: Positions, a: number, b: number, c: number): number {
  const ux = p[3 * b] - p[3 * a];
  const uy = p[3 * b + 1] - p[3 * a + 1];
  const uz = p[3 * b + 2] - p[3 * a + 2];
  const vx = p[3 * c] - p[3 * a];
  const vy = p[3 * c + 1] - p[3 * a + 1];
  const vz = p[3 * c + 2] - p[3 * a + 2];
  const wx = vx - ux;
  const wy = vy - uy;
  const wz = vz - uz;
  const squares = ux * ux + uy * uy + uz * uz + vx * vx + vy * vy + vz * vz + wx * wx + wy * wy + wz * wz;
  const cx = uy * vz - uz * vy;
  const cy = uz * vx - ux * vz;
  const cz = ux * vy - uy * vx;
  return squares > 0 ? (2 * Math.sqrt(3) * Math.sqrt(cx * cx + cy * cy + cz * cz)) / squares : 0;
}

/** Squared distance from the point (x, y, z) to a triangle (Ericson, Real-Time Collision Detection, 5.1.5: by regions). */
export function squaredDistanceToTriangle(
  p: Positions,
  a: number,
  b: number,
  c: number,
  x: number,
  y: number,
  z: number,
): number {
  const ux = p[3 * b] - p[3 * a];
  const uy = p[3 * b + 1] - p[3 * a + 1];
  const uz = p[3 * b + 2] - p[3 * a + 2];
  const vx = p[3 * c] - p[3 * a];
  const vy = p[3 * c + 1] - p[3 * a + 1];
  const vz = p[3 * c + 2] - p[3 * a + 2];
  const wx = x - p[3 * a];
  const wy = y - p[3 * a + 1];
  const wz = z - p[3 * a + 2];
  const uu = ux * ux + uy * uy + uz * uz;
  const uv = ux * vx + uy * vy + uz * vz;
  const vv = vx * vx + vy * vy + vz * vz;
  const uw = ux * wx + uy * wy + uz * wz;
  const vw = vx * wx + vy * wy + vz * wz;
  const squared = (s: number, t: number): number => {
    const dx = wx - s * ux - t * vx;
    const dy = wy - s * uy - t * vy;
    const dz = wz - s * uz - t * vz;
    return dx * dx + dy * dy + dz * dz;
  };
  const determinant = uu * vv - uv * uv;
  if (determinant > 0) {
    const s = (vv * uw - uv * vw) / determinant;
    const t = (uu * vw - uv * uw) / determinant;
    if (s >= 0 && t >= 0 && s + t <= 1) return squared(s, t);
  }
  // Otherwise the nearest point lies on one of the edges.
  const clamp = (value: number): number => Math.min(1, Math.max(0, value));
  const onU = clamp(uu > 0 ? uw / uu : 0);
  const onV = clamp(vv > 0 ? vw / vv : 0);
  const ww = uu - 2 * uv + vv;
  const onW = clamp(ww > 0 ? (uu - uv - uw + vw) / ww : 0);
  return Math.min(squared(onU, 0), squared(0, onV), squared(1 - onW, onW));
}
