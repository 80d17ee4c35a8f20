/** The charge density between the triangles' means: uniform charges that act like it, and its slope on each triangle. */

import type { Pointer } from './arena';
import type { BoundaryOperator } from './boundary-operator';
import type { TriangleSet } from './triangles';

/** 32-bit words of a record of assembly/spread.ts. */
const RECORD_WORDS = 8;

/**
 * The records that turn the unknown x = mean density x sqrt(area) into uniform charges (assembly/spread.ts), at the
 * arena's mark. What two neighbours exchange is their areas' harmonic mean over six, which is the moment's exact share
 * where they are alike, and stays below a third of the smaller where they are not.
 */
export function spreadRecords(operator: BoundaryOperator): Pointer {
  const { arena, slots, slotOf, triangles } = operator;
  const { areasM2, neighbours } = triangles;
  const at = arena.zeros(RECORD_WORDS * slots);
  const weights = arena.f32(at, RECORD_WORDS * slots);
  const links = arena.i32(at, RECORD_WORDS * slots);
  for (let t = 0; t < triangles.count; t++) {
    const r = RECORD_WORDS * slotOf[t];
    let own = areasM2[t];
    for (let k = 0; k < 3; k++) {
      const other = neighbours[3 * t + k];
      const carried = other === t ? 0 : (areasM2[t] * areasM2[other]) / (3 * (areasM2[t] + areasM2[other]));
      own += carried;
      weights[r + 1 + k] = carried / Math.sqrt(areasM2[other]);
      links[r + 4 + k] = slotOf[other];
    }
    weights[r] = own / Math.sqrt(areasM2[t]);
  }
  return at;
}

/**
 * The density over 4 pi as the closed form wants it (assembly/evaluate.ts): four rows of f32 by slot, its mean and its
 * gradient on each triangle, fitted to the means of the three neighbours. At the arena's mark.
 *
 * @param mean density of each triangle, V/m
 */
export function densityRows(operator: BoundaryOperator, mean: Float64Array): Pointer {
  const { arena, slots, slotOf, triangles } = operator;
  const at = arena.zeros(4 * slots);
  const rows = arena.f32(at, 4 * slots);
  const slope = new Float64Array(3);
  for (let t = 0; t < triangles.count; t++) {
    slopeOf(triangles, mean, t, slope);
    rows[slotOf[t]] = mean[t] / (4 * Math.PI);
    for (let d = 0; d < 3; d++) rows[(1 + d) * slots + slotOf[t]] = slope[d] / (4 * Math.PI);
  }
  return at;
}

/** The gradient within the plane of triangle t that fits the means of its neighbours best, least squares. */
function slopeOf(
  { centroidsM, normals, neighbours }: TriangleSet,
  mean: Float64Array,
  t: number,
  out: Float64Array,
): void {
  const n = normals.subarray(3 * t, 3 * t + 3);
  // the fit's matrix is sum of d d^T over the neighbours; n n^T on top makes it regular without changing the plane's part
  let xx = 0;
  let xy = 0;
  let xz = 0;
  let yy = 0;
  let yz = 0;
  let zz = 0;
  let bx = 0;
  let by = 0;
  let bz = 0;
  for (let k = 0; k < 3; k++) {
    const o = neighbours[3 * t + k];
    if (o === t) continue;
    let x = centroidsM[3 * o] - centroidsM[3 * t];
    let y = centroidsM[3 * o + 1] - centroidsM[3 * t + 1];
    let z = centroidsM[3 * o + 2] - centroidsM[3 * t + 2];
    const length = Math.hypot(x, y, z);
    const up = x * n[0] + y * n[1] + z * n[2];
    x -= up * n[0];
    y -= up * n[1];
    z -= up * n[2];
    // unit steps: the neighbour folded into the plane keeps its distance
    const flat = Math.hypot(x, y, z);
    if (flat === 0) continue;
    x /= flat;
    y /= flat;
    z /= flat;
    const step = (mean[o] - mean[t]) / length;
    xx += x * x;
    xy += x * y;
    xz += x * z;
    yy += y * y;
    yz += y * z;
    zz += z * z;
    bx += x * step;
    by += y * step;
    bz += z * step;
  }
  xx += n[0] * n[0];
  xy += n[0] * n[1];
  xz += n[0] * n[2];
  yy += n[1] * n[1];
  yz += n[1] * n[2];
  zz += n[2] * n[2];
  const cx = yy * zz - yz * yz;
  const cy = xz * yz - xy * zz;
  const cz = xy * yz - xz * yy;
  const determinant = xx * cx + xy * cy + xz * cz;
  if (!(determinant > 1e-3)) {
    out.fill(0);
    return;
  }
  out[0] = (cx * bx + cy * by + cz * bz) / determinant;
  out[1] = (cy * bx + (xx * zz - xz * xz) * by + (xy * xz - xx * yz) * bz) / determinant;
  out[2] = (cz * bx + (xy * xz - xx * yz) * by + (xx * yy - xy * xy) * bz) / determinant;
}
