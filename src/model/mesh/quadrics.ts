import type { Surface } from '../surface';

/** Ten numbers a vertex: the symmetric 4x4 matrix of squared distance to its triangles' planes, weighted by area. */
const SIZE = 10;

/** The error quadrics of the vertices (Garland and Heckbert 1997). */
export function vertexQuadrics({ positionsMm: p, triangles }: Surface): Float64Array {
  const out = new Float64Array((SIZE * p.length) / 3);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const ux = p[b] - p[a];
    const uy = p[b + 1] - p[a + 1];
    const uz = p[b + 2] - p[a + 2];
    const vx = p[c] - p[a];
    const vy = p[c + 1] - p[a + 1];
    const vz = p[c + 2] - p[a + 2];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    const doubleArea = Math.hypot(nx, ny, nz);
    if (doubleArea === 0) continue;
    const plane = [nx / doubleArea, ny / doubleArea, nz / doubleArea, 0];
    plane[3] = -(plane[0] * p[a] + plane[1] * p[a + 1] + plane[2] * p[a + 2]);
    // Each corner takes a third of the area.
    const weight = doubleArea / 6;
    for (let k = 0; k < 3; k++) {
      let at = SIZE * triangles[t + k];
      for (let i = 0; i < 4; i++) for (let j = i; j < 4; j++) out[at++] += weight * plane[i] * plane[j];
    }
  }
  return out;
}

/** Adds vertex `from`'s quadric to vertex `to`'s. */
export function addQuadric(quadrics: Float64Array, from: number, to: number): void {
  for (let i = 0; i < SIZE; i++) quadrics[SIZE * to + i] += quadrics[SIZE * from + i];
}

/** Area-weighted squared distance of a point to the planes of vertex `v`, mm4. */
export function quadricError(q: Float64Array, v: number, x: number, y: number, z: number): number {
  const i = SIZE * v;
  return Math.max(
    0,
    q[i] * x * x +
      2 * q[i + 1] * x * y +
      2 * q[i + 2] * x * z +
      2 * q[i + 3] * x +
      q[i + 4] * y * y +
      2 * q[i + 5] * y * z +
      2 * q[i + 6] * y +
      q[i + 7] * z * z +
      2 * q[i + 8] * z +
      q[i + 9],
  );
}

/** Pull towards the edge's middle, relative to the quadric: decides where the planes leave the place open. */
const PULL = 1e-2;

/** Where the edge u-v is best merged: least error, near the middle of the edge where flat. */
export function bestPlace(q: Float64Array, p: Float64Array, u: number, v: number): [number, number, number] {
  const i = SIZE * u;
  const j = SIZE * v;
  const mx = (p[3 * u] + p[3 * v]) / 2;
  const my = (p[3 * u + 1] + p[3 * v + 1]) / 2;
  const mz = (p[3 * u + 2] + p[3 * v + 2]) / 2;
  const pull = PULL * (q[i] + q[j] + q[i + 4] + q[j + 4] + q[i + 7] + q[j + 7]) + 1e-12;
  const xx = q[i] + q[j] + pull;
  const xy = q[i + 1] + q[j + 1];
  const xz = q[i + 2] + q[j + 2];
  const yy = q[i + 4] + q[j + 4] + pull;
  const yz = q[i + 5] + q[j + 5];
  const zz = q[i + 7] + q[j + 7] + pull;
  const bx = pull * mx - q[i + 3] - q[j + 3];
  const by = pull * my - q[i + 6] - q[j + 6];
  const bz = pull * mz - q[i + 8] - q[j + 8];
  const cx = yy * zz - yz * yz;
  const cy = xz * yz - xy * zz;
  const cz = xy * yz - xz * yy;
  const determinant = xx * cx + xy * cy + xz * cz;
  if (!(determinant > 0)) return [mx, my, mz];
  const x = (bx * cx + by * cy + bz * cz) / determinant;
  const y = (bx * cy + by * (xx * zz - xz * xz) + bz * (xy * xz - xx * yz)) / determinant;
  const z = (bx * cz + by * (xy * xz - xx * yz) + bz * (xx * yy - xy * xy)) / determinant;
  const length = Math.hypot(p[3 * u] - p[3 * v], p[3 * u + 1] - p[3 * v + 1], p[3 * u + 2] - p[3 * v + 2]);
  return Math.hypot(x - mx, y - my, z - mz) <= length ? [x, y, z] : [mx, my, mz];
}
