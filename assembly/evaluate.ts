/**
 * The field of charged triangles at points: closed form, the density linear on each, for triangles near the point; three
 * charges for those farther off within the near boxes, the leaf's local expansion for the rest. `density` holds four rows by slot: the mean and the
 * gradient on each triangle, over 4 pi.
 */

import { pointRows, rowProduct } from './expansion';
import { CENTROID, INVERSE_AREA, REACH, row } from './geometry';
import { atan2x4, atanhx4, dot3, laneSum, splat } from './simd';
import { denominator } from './solid-angle';

/** Within this multiple of a triangle's reach its field is taken in closed form. */
const CLOSED_FORM: f32 = 4;

let ex: v128 = i32x4(0, 0, 0, 0);
let ey: v128 = i32x4(0, 0, 0, 0);
let ez: v128 = i32x4(0, 0, 0, 0);
let along: v128 = i32x4(0, 0, 0, 0);
let potential: v128 = i32x4(0, 0, 0, 0);

/** Adds the field of four charges q at (x, y, z) - d, that is d the vector from charge to point. */
function addCharges(dx: v128, dy: v128, dz: v128, q: v128): void {
  const r2 = dot3(dx, dy, dz, dx, dy, dz);
  const f = f32x4.div(q, f32x4.mul(r2, f32x4.sqrt(r2)));
  ex = f32x4.add(ex, f32x4.mul(f, dx));
  ey = f32x4.add(ey, f32x4.mul(f, dy));
  ez = f32x4.add(ez, f32x4.mul(f, dz));
}

/**
 * Adds one edge's terms of the closed form. With u the in-plane outward normal of the edge a -> b, t its direction, d the distance
 * of its line from the point's foot, ra and rb the lengths of a and b, F = 2 atanh(L / (ra + rb)): u F (density + d g.u) +
 * t g.u (rb - ra).
 * `along` gathers g.u F, `potential` d F, for the terms that belong to the whole triangle.
 */
function addEdge(
  ax: v128,
  ay: v128,
  az: v128,
  ra: v128,
  bx: v128,
  by: v128,
  bz: v128,
  rb: v128,
  nx: v128,
  ny: v128,
  nz: v128,
  density: v128,
  gx: v128,
  gy: v128,
  gz: v128,
): void {
  let tx = f32x4.sub(bx, ax),
    ty = f32x4.sub(by, ay),
    tz = f32x4.sub(bz, az);
  const length = f32x4.sqrt(dot3(tx, ty, tz, tx, ty, tz));
  const inverse = f32x4.div(splat(1), length);
  tx = f32x4.mul(tx, inverse);
  ty = f32x4.mul(ty, inverse);
  tz = f32x4.mul(tz, inverse);
  const ratio = f32x4.pmin(f32x4.div(length, f32x4.add(ra, rb)), splat(0.9999999));
  const f = f32x4.mul(splat(2), atanhx4(ratio));
  const ux = f32x4.sub(f32x4.mul(ty, nz), f32x4.mul(tz, ny)),
    uy = f32x4.sub(f32x4.mul(tz, nx), f32x4.mul(tx, nz)),
    uz = f32x4.sub(f32x4.mul(tx, ny), f32x4.mul(ty, nx));
  const gu = dot3(gx, gy, gz, ux, uy, uz);
  const df = f32x4.mul(dot3(ax, ay, az, ux, uy, uz), f);
  const onNormal = f32x4.add(f32x4.mul(density, f), f32x4.mul(gu, df));
  const onEdge = f32x4.mul(gu, f32x4.sub(rb, ra));
  ex = f32x4.add(ex, f32x4.add(f32x4.mul(onNormal, ux), f32x4.mul(onEdge, tx)));
  ey = f32x4.add(ey, f32x4.add(f32x4.mul(onNormal, uy), f32x4.mul(onEdge, ty)));
  ez = f32x4.add(ez, f32x4.add(f32x4.mul(onNormal, uz), f32x4.mul(onEdge, tz)));
  along = f32x4.add(along, f32x4.mul(gu, f));
  potential = f32x4.add(potential, df);
}

/**
 * Adds the field of the four triangles at `slot` with a density that is linear on each, in closed form. For a constant
 * one it is the sum over edges of u ln((Ra + Rb + L)/(Ra + Rb - L)), plus n times the solid angle W (Wilton et al. 1984);
 * a gradient g adds, by parts, the edges' terms and -h n sum(g.u F) - g (sum(d F) - h W), h the point's height.
 */
function addTriangles(geometry: usize, stride: i32, slot: i32, x: f32, y: f32, z: f32, density: usize): void {
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
  const triple = dot3(ax, ay, az, nx, ny, nz);
  const inverse = f32x4.div(splat(1), f32x4.sqrt(f32x4.pmax(dot3(nx, ny, nz, nx, ny, nz), splat(1e-30))));
  nx = f32x4.mul(nx, inverse);
  ny = f32x4.mul(ny, inverse);
  nz = f32x4.mul(nz, inverse);
  const gx = v128.load(row(density, stride, 1, slot));
  const gy = v128.load(row(density, stride, 2, slot));
  const gz = v128.load(row(density, stride, 3, slot));
  const dx = f32x4.sub(px, v128.load(row(geometry, stride, CENTROID, slot)));
  const dy = f32x4.sub(py, v128.load(row(geometry, stride, CENTROID + 1, slot)));
  const dz = f32x4.sub(pz, v128.load(row(geometry, stride, CENTROID + 2, slot)));
  const height = dot3(dx, dy, dz, nx, ny, nz);
  // the density at the point's foot in the plane; the gradient lies in the plane
  const atFoot = f32x4.add(v128.load(row(density, stride, 0, slot)), dot3(dx, dy, dz, gx, gy, gz));
  along = splat(0);
  potential = splat(0);
  const ra = f32x4.sqrt(dot3(ax, ay, az, ax, ay, az));
  const rb = f32x4.sqrt(dot3(bx, by, bz, bx, by, bz));
  const rc = f32x4.sqrt(dot3(cx, cy, cz, cx, cy, cz));
  addEdge(ax, ay, az, ra, bx, by, bz, rb, nx, ny, nz, atFoot, gx, gy, gz);
  addEdge(bx, by, bz, rb, cx, cy, cz, rc, nx, ny, nz, atFoot, gx, gy, gz);
  addEdge(cx, cy, cz, rc, ax, ay, az, ra, nx, ny, nz, atFoot, gx, gy, gz);
  const ab = dot3(ax, ay, az, bx, by, bz);
  const bc = dot3(bx, by, bz, cx, cy, cz);
  const ca = dot3(cx, cy, cz, ax, ay, az);
  const angle = f32x4.mul(splat(-2), atan2x4(triple, denominator(ra, rb, rc, ab, bc, ca)));
  const onNormal = f32x4.sub(f32x4.mul(atFoot, angle), f32x4.mul(height, along));
  const onSlope = f32x4.sub(f32x4.mul(height, angle), potential);
  ex = f32x4.add(ex, f32x4.add(f32x4.mul(onNormal, nx), f32x4.mul(onSlope, gx)));
  ey = f32x4.add(ey, f32x4.add(f32x4.mul(onNormal, ny), f32x4.mul(onSlope, gy)));
  ez = f32x4.add(ez, f32x4.add(f32x4.mul(onNormal, nz), f32x4.mul(onSlope, gz)));
}

/** Adds the field of the four triangles at `slot`, whichever way their distance allows. */
function addFour(geometry: usize, stride: i32, slot: i32, density: usize, x: f32, y: f32, z: f32): void {
  const mean = v128.load(row(density, stride, 0, slot));
  if (!v128.any_true(mean)) return;
  const cx = v128.load(row(geometry, stride, CENTROID, slot));
  const cy = v128.load(row(geometry, stride, CENTROID + 1, slot));
  const cz = v128.load(row(geometry, stride, CENTROID + 2, slot));
  const dx = f32x4.sub(splat(x), cx),
    dy = f32x4.sub(splat(y), cy),
    dz = f32x4.sub(splat(z), cz);
  const inverseArea = v128.load(row(geometry, stride, INVERSE_AREA, slot));
  // padding has no area, and would divide by an edge of length zero
  const real = f32x4.gt(inverseArea, splat(0));
  const reach = f32x4.mul(splat(CLOSED_FORM), v128.load(row(geometry, stride, REACH, slot)));
  if (v128.any_true(v128.and(real, f32x4.lt(dot3(dx, dy, dz, dx, dy, dz), f32x4.mul(reach, reach))))) {
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
  const third = v128.and(real, f32x4.div(splat(<f32>(1.0 / (12.0 * Math.PI))), inverseArea));
  const gx = v128.load(row(density, stride, 1, slot)),
    gy = v128.load(row(density, stride, 2, slot)),
    gz = v128.load(row(density, stride, 3, slot));
  const half = splat(0.5);
  for (let k = 0; k < 9; k += 3) {
    const ax = f32x4.mul(half, f32x4.sub(v128.load(row(geometry, stride, k, slot)), cx));
    const ay = f32x4.mul(half, f32x4.sub(v128.load(row(geometry, stride, k + 1, slot)), cy));
    const az = f32x4.mul(half, f32x4.sub(v128.load(row(geometry, stride, k + 2, slot)), cz));
    const q = f32x4.mul(third, f32x4.add(mean, dot3(gx, gy, gz, ax, ay, az)));
    addCharges(f32x4.sub(dx, ax), f32x4.sub(dy, ay), f32x4.sub(dz, az), q);
  }
}

/**
 * E at `points` (count x 3 f64), which share near runs and a local expansion about (cx, cy, cz), half-width h: of the charges
 * in the runs and of the expansion. `rows` is scratch for three rows of coefficients, `harmonics` for (degree + 1)^2 f64.
 * `field` takes count x 3 f32.
 */
export function evaluateLeaf(
  geometry: usize,
  stride: i32,
  density: usize,
  points: usize,
  count: i32,
  runs: usize,
  runCount: i32,
  degree: i32,
  coefficients: i32,
  cx: f64,
  cy: f64,
  cz: f64,
  h: f64,
  local: usize,
  rows: usize,
  harmonics: usize,
  field: usize,
): void {
  const bytes = (<usize>coefficients) << 2;
  for (let i = 0; i < count; i++, points += 24, field += 12) {
    const x = <f32>load<f64>(points),
      y = <f32>load<f64>(points, 8),
      z = <f32>load<f64>(points, 16);
    ex = splat(0);
    ey = splat(0);
    ez = splat(0);
    for (let r = 0; r < runCount; r++) {
      const start = load<i32>(runs + ((<usize>r) << 3));
      const end = start + load<i32>(runs + ((<usize>r) << 3), 4);
      for (let slot = start; slot < end; slot += 4) addFour(geometry, stride, slot, density, x, y, z);
    }
    pointRows(points, degree, coefficients, cx, cy, cz, h, rows, harmonics);
    store<f32>(field, laneSum(ex) + rowProduct(rows, coefficients, local));
    store<f32>(field, laneSum(ey) + rowProduct(rows + bytes, coefficients, local), 4);
    store<f32>(field, laneSum(ez) + rowProduct(rows + 2 * bytes, coefficients, local), 8);
  }
}
