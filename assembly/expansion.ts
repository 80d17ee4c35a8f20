/**
 * Between triangles and the expansions of their octree leaf. A leaf at `centre` with half-width h works in (r - centre)/h.
 * Multipole: M_n^m = sum q R_n^m / (4 pi h). Local: phi = sum_n [R_n^0 L_n^0 + 2 Re sum_{m>0} conj(R_n^m) L_n^m].
 * Coefficients are f32, `stride` to a box, in the order of harmonics.ts.
 */

import { INVERSE_AREA, inTriangle, value } from './geometry';
import { imaginaryPart, re, realPart, regular } from './harmonics';
import { THREE } from './quadrature';
import { laneSum, splat } from './simd';

const FOUR_PI: f64 = 4 * Math.PI;

/** Adds f times the derivative along n of the local basis to `row`; `harmonics` holds those of the point, in leaf units. */
function addDerivativeRow(row: usize, degree: i32, harmonics: usize, nx: f64, ny: f64, nz: f64, f: f64): void {
  for (let n = 1; n <= degree; n++) {
    const k = n - 1;
    addTo(
      row,
      re(n, 0),
      f * (nx * realPart(harmonics, k, 1) + ny * imaginaryPart(harmonics, k, 1) + nz * realPart(harmonics, k, 0)),
    );
    for (let m = 1; m <= n; m++) {
      // (dx - i dy) R_n^m = -R_{n-1}^{m-1}, (dx + i dy) R_n^m = R_{n-1}^{m+1}, dz R_n^m = R_{n-1}^m
      const ar = realPart(harmonics, k, m - 1),
        ai = imaginaryPart(harmonics, k, m - 1);
      const br = realPart(harmonics, k, m + 1),
        bi = imaginaryPart(harmonics, k, m + 1);
      const cr = realPart(harmonics, k, m),
        ci = imaginaryPart(harmonics, k, m);
      addTo(row, re(n, m), f * (nx * (br - ar) + ny * (ai + bi) + 2 * nz * cr));
      addTo(row, re(n, m) + 1, f * (nx * (bi - ai) - ny * (ar + br) + 2 * nz * ci));
    }
  }
}

function addTo(row: usize, k: i32, x: f64): void {
  store<f32>(row + ((<usize>k) << 2), load<f32>(row + ((<usize>k) << 2)) + <f32>x);
}

/**
 * For `count` slots of one leaf: `up` takes the multipole of a unit charge spread over each triangle, `down` the row whose
 * product with the leaf's local expansion is the mean of n.E over the triangle. Both `coefficients` f32 a slot.
 */
export function triangleRows(
  geometry: usize,
  stride: i32,
  slot: i32,
  count: i32,
  degree: i32,
  coefficients: i32,
  cx: f64,
  cy: f64,
  cz: f64,
  h: f64,
  up: usize,
  down: usize,
  harmonics: usize,
): void {
  const bytes = (<usize>coefficients) << 2;
  for (let i = 0; i < count; i++, slot++, up += bytes, down += bytes) {
    memory.fill(up, 0, bytes);
    memory.fill(down, 0, bytes);
    if (value(geometry, stride, INVERSE_AREA, slot) === 0) continue;
    const ux = <f64>value(geometry, stride, 3, slot) - value(geometry, stride, 0, slot);
    const uy = <f64>value(geometry, stride, 4, slot) - value(geometry, stride, 1, slot);
    const uz = <f64>value(geometry, stride, 5, slot) - value(geometry, stride, 2, slot);
    const vx = <f64>value(geometry, stride, 6, slot) - value(geometry, stride, 0, slot);
    const vy = <f64>value(geometry, stride, 7, slot) - value(geometry, stride, 1, slot);
    const vz = <f64>value(geometry, stride, 8, slot) - value(geometry, stride, 2, slot);
    let nx = uy * vz - uz * vy,
      ny = uz * vx - ux * vz,
      nz = ux * vy - uy * vx;
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    nx /= length;
    ny /= length;
    nz /= length;
    for (let k = 0; k < 12; k += 4) {
      const b0 = THREE[k],
        b1 = THREE[k + 1],
        b2 = THREE[k + 2];
      const x = (inTriangle(geometry, stride, slot, 0, b0, b1, b2) - cx) / h;
      const y = (inTriangle(geometry, stride, slot, 1, b0, b1, b2) - cy) / h;
      const z = (inTriangle(geometry, stride, slot, 2, b0, b1, b2) - cz) / h;
      regular(harmonics, degree, x, y, z);
      const w = THREE[k + 3] / (FOUR_PI * h);
      for (let c = 0; c < (degree + 1) * (degree + 1); c++) addTo(up, c, w * load<f64>(harmonics + ((<usize>c) << 3)));
      addDerivativeRow(down, degree, harmonics, nx, ny, nz, -THREE[k + 3] / h);
    }
  }
}

/** The three rows (Ex, Ey, Ez) of the point at `point` (3 f64) against the local expansion of one leaf. */
export function pointRows(
  point: usize,
  degree: i32,
  coefficients: i32,
  cx: f64,
  cy: f64,
  cz: f64,
  h: f64,
  down: usize,
  harmonics: usize,
): void {
  const bytes = (<usize>coefficients) << 2;
  const x = (load<f64>(point) - cx) / h,
    y = (load<f64>(point, 8) - cy) / h,
    z = (load<f64>(point, 16) - cz) / h;
  regular(harmonics, degree - 1, x, y, z);
  memory.fill(down, 0, 3 * bytes);
  const f = -1.0 / h;
  addDerivativeRow(down, degree, harmonics, 1, 0, 0, f);
  addDerivativeRow(down + bytes, degree, harmonics, 0, 1, 0, f);
  addDerivativeRow(down + 2 * bytes, degree, harmonics, 0, 0, 1, f);
}

/** Leaf multipole = sum of its slots' rows times their charges. */
export function gatherMultipole(up: usize, slots: i32, coefficients: i32, charge: usize, multipole: usize): void {
  const bytes = (<usize>coefficients) << 2;
  for (let c: usize = 0; c < bytes; c += 32) {
    let a = splat(0),
      b = splat(0);
    let rowAt = up + c;
    for (let s = 0; s < slots; s++, rowAt += bytes) {
      const q = v128.load32_splat(charge + ((<usize>s) << 2));
      a = f32x4.add(a, f32x4.mul(q, v128.load(rowAt)));
      b = f32x4.add(b, f32x4.mul(q, v128.load(rowAt, 16)));
    }
    v128.store(multipole + c, a);
    v128.store(multipole + c, b, 16);
  }
}

/** The product of one row with a local expansion. */
export function rowProduct(down: usize, coefficients: i32, local: usize): f32 {
  let a = splat(0),
    b = splat(0);
  const end = down + ((<usize>coefficients) << 2);
  for (; down < end; down += 32, local += 32) {
    a = f32x4.add(a, f32x4.mul(v128.load(down), v128.load(local)));
    b = f32x4.add(b, f32x4.mul(v128.load(down, 16), v128.load(local, 16)));
  }
  return laneSum(f32x4.add(a, b));
}
