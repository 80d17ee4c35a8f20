/**
 * The field of charged triangles at points: closed form for triangles near the point, three charges for those farther
 * off within the near boxes, the leaf's local expansion for the rest.
 */

import { rowProduct } from './expansion';
import { CENTROID, INVERSE_AREA, REACH, row } from './geometry';
import { atanhx4, dot3, laneSum, splat } from './simd';
import { halfSolidAngle } from './solid-angle';

/** Within this multiple of a triangle's reach its field is taken in closed form. */
const CLOSED_FORM: f32 = 4;

let ex: v128 = i32x4(0, 0, 0, 0);
let ey: v128 = i32x4(0, 0, 0, 0);
let ez: v128 = i32x4(0, 0, 0, 0);

/** Adds the field of four charges q at (x, y, z) - d, that is d the vector from charge to point. */
// @ts-expect-error: decorator
function addCharges(dx: v128, dy: v128, dz: v128, q: v128): void {
  const r2 = dot3(dx, dy, dz, dx, dy, dz);
  const f = f32x4.div(q, f32x4.mul(r2, f32x4.sqrt(r2)));
  ex = f32x4.add(ex, f32x4.mul(f, dx));
  ey = f32x4.add(ey, f32x4.mul(f, dy));
  ez = f32x4.add(ez, f32x4.mul(f, dz));
}

/** Adds one edge's term u 2 atanh(L / (Ra + Rb)) of the closed form, u the in-plane outward normal of the edge a -> b. */
// @ts-expect-error: decorator
function addEdge(
  ax: v128,
  ay: v128,
  az: v128,
  bx: v128,
  by: v128,
  bz: v128,
  nx: v128,
  ny: v128,
  nz: v128,
  density: v128,
): void {
  const tx = f32x4.sub(bx, ax),
    ty = f32x4.sub(by, ay),
    tz = f32x4.sub(bz, az);
  const length = f32x4.sqrt(dot3(tx, ty, tz, tx, ty, tz));
  const ra = f32x4.sqrt(dot3(ax, ay, az, ax, ay, az));
  const rb = f32x4.sqrt(dot3(bx, by, bz, bx, by, bz));
  const u = f32x4.min(f32x4.div(length, f32x4.add(ra, rb)), splat(0.9999999));
  const f = f32x4.div(f32x4.mul(f32x4.mul(splat(2), density), atanhx4(u)), length);
  ex = f32x4.add(ex, f32x4.mul(f, f32x4.sub(f32x4.mul(ty, nz), f32x4.mul(tz, ny))));
  ey = f32x4.add(ey, f32x4.mul(f, f32x4.sub(f32x4.mul(tz, nx), f32x4.mul(tx, nz))));
  ez = f32x4.add(ez, f32x4.mul(f, f32x4.sub(f32x4.mul(tx, ny), f32x4.mul(ty, nx))));
}

/**
 * Adds the field of the four uniformly charged triangles at `slot`, in closed form: sum over edges of
 * u ln((Ra + Rb + L)/(Ra + Rb - L)), plus n times the solid angle (Wilton et al. 1984; Rao et al. 1979).
 */
function addTriangles(geometry: usize, stride: i32, slot: i32, x: f32, y: f32, z: f32, density: v128): void {
  const px = splat(x),
    py = splat(y),
    pz = splat(z);
  const ax = f32x4.sub(v128.load(row(geometry, stride, 0, slot)), px);
  const ay = f32x4.sub(v128.load(row(geometry, stride, 1, slot)), py);
  const az = f32x4.sub(v128.load(row(geometry, stride, 2, slot)), pz);
  const bx = f32x4.sub(v128.load(row(geometry, stride, 3, slot)), px);
  const by = f32x4.sub(v128.load(row(geometry, stride, 4, slot)), py);
  const bz = f32x4.sub(v128.load(row(geometry, stride, 5, slot)), pz);
  const cx = f32x4.sub(v128.load(row(geometry, stride, 6, slot)), px);
  const cy = f32x4.sub(v128.load(row(geometry, stride, 7, slot)), py);
  const cz = f32x4.sub(v128.load(row(geometry, stride, 8, slot)), pz);
  const ux = f32x4.sub(bx, ax),
    uy = f32x4.sub(by, ay),
    uz = f32x4.sub(bz, az);
  const vx = f32x4.sub(cx, ax),
    vy = f32x4.sub(cy, ay),
    vz = f32x4.sub(cz, az);
  let nx = f32x4.sub(f32x4.mul(uy, vz), f32x4.mul(uz, vy));
  let ny = f32x4.sub(f32x4.mul(uz, vx), f32x4.mul(ux, vz));
  let nz = f32x4.sub(f32x4.mul(ux, vy), f32x4.mul(uy, vx));
  const inverse = f32x4.div(splat(1), f32x4.sqrt(f32x4.max(dot3(nx, ny, nz, nx, ny, nz), splat(1e-30))));
  nx = f32x4.mul(nx, inverse);
  ny = f32x4.mul(ny, inverse);
  nz = f32x4.mul(nz, inverse);
  addEdge(ax, ay, az, bx, by, bz, nx, ny, nz, density);
  addEdge(bx, by, bz, cx, cy, cz, nx, ny, nz, density);
  addEdge(cx, cy, cz, ax, ay, az, nx, ny, nz, density);
  const w = f32x4.mul(f32x4.mul(splat(-2), density), halfSolidAngle(geometry, stride, slot, x, y, z));
  ex = f32x4.add(ex, f32x4.mul(w, nx));
  ey = f32x4.add(ey, f32x4.mul(w, ny));
  ez = f32x4.add(ez, f32x4.mul(w, nz));
}

/** Adds the field of the four triangles at `slot`, whichever way their distance allows. */
function addFour(geometry: usize, stride: i32, slot: i32, charge: usize, x: f32, y: f32, z: f32): void {
  const q = v128.load(charge + ((<usize>slot) << 2));
  if (!v128.any_true(q)) return;
  const cx = v128.load(row(geometry, stride, CENTROID, slot));
  const cy = v128.load(row(geometry, stride, CENTROID + 1, slot));
  const cz = v128.load(row(geometry, stride, CENTROID + 2, slot));
  const dx = f32x4.sub(splat(x), cx),
    dy = f32x4.sub(splat(y), cy),
    dz = f32x4.sub(splat(z), cz);
  const reach = f32x4.mul(splat(CLOSED_FORM), v128.load(row(geometry, stride, REACH, slot)));
  if (v128.any_true(f32x4.lt(dot3(dx, dy, dz, dx, dy, dz), f32x4.mul(reach, reach)))) {
    // padding has no area, and would divide by an edge of length zero
    const real = f32x4.gt(v128.load(row(geometry, stride, INVERSE_AREA, slot)), splat(0));
    const density = f32x4.mul(q, v128.load(row(geometry, stride, INVERSE_AREA, slot)));
    const before0 = ex,
      before1 = ey,
      before2 = ez;
    addTriangles(geometry, stride, slot, x, y, z, density);
    ex = v128.bitselect(ex, before0, real);
    ey = v128.bitselect(ey, before1, real);
    ez = v128.bitselect(ez, before2, real);
    return;
  }
  // the three quadrature points lie half-way between the centroid and the corners
  const third = f32x4.mul(q, splat(<f32>(1.0 / (12.0 * Math.PI))));
  for (let k = 0; k < 9; k += 3) {
    const half = splat(0.5);
    addCharges(
      f32x4.sub(splat(x), f32x4.mul(half, f32x4.add(cx, v128.load(row(geometry, stride, k, slot))))),
      f32x4.sub(splat(y), f32x4.mul(half, f32x4.add(cy, v128.load(row(geometry, stride, k + 1, slot))))),
      f32x4.sub(splat(z), f32x4.mul(half, f32x4.add(cz, v128.load(row(geometry, stride, k + 2, slot))))),
      third,
    );
  }
}

/**
 * Adds to `field` (count x 3 f32) the field at `points` (count x 3 f64) of the charges in the near runs and of the local
 * expansion; `down` holds three rows a point (expansion.ts).
 */
export function evaluatePoints(
  geometry: usize,
  stride: i32,
  charge: usize,
  points: usize,
  count: i32,
  runs: usize,
  runCount: i32,
  down: usize,
  coefficients: i32,
  local: usize,
  field: usize,
): void {
  const bytes = (<usize>coefficients) << 2;
  for (let i = 0; i < count; i++, points += 24, field += 12, down += 3 * bytes) {
    const x = <f32>load<f64>(points),
      y = <f32>load<f64>(points, 8),
      z = <f32>load<f64>(points, 16);
    ex = splat(0);
    ey = splat(0);
    ez = splat(0);
    for (let r = 0; r < runCount; r++) {
      const start = load<i32>(runs + ((<usize>r) << 3));
      const end = start + load<i32>(runs + ((<usize>r) << 3), 4);
      for (let slot = start; slot < end; slot += 4) addFour(geometry, stride, slot, charge, x, y, z);
    }
    store<f32>(field, load<f32>(field) + laneSum(ex) + rowProduct(down, coefficients, local));
    store<f32>(field, load<f32>(field, 4) + laneSum(ey) + rowProduct(down + bytes, coefficients, local), 4);
    store<f32>(field, load<f32>(field, 8) + laneSum(ez) + rowProduct(down + 2 * bytes, coefficients, local), 8);
  }
}
