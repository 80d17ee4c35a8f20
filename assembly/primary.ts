/**
 * Primary fields at points given as three arrays of f32 (x, y, z; `count` a multiple of four; metres). Results are added to
 * three arrays of f32.
 */

import { INVERSE_AREA, row } from './geometry';
import { atanhx4, dot3, splat } from './simd';
import { halfSolidAngle, takeTriangles } from './solid-angle';

/**
 * E = -dA/dt of straight segments. A segment is 6 f32: start xyz, end xyz. A = mu0/(4 pi) I t ln((Ra + Rb + L)/(Ra + Rb - L)).
 * `factor` is -mu0/(4 pi) dI/dt.
 */
export function segmentField(
  segments: usize,
  segmentCount: i32,
  factor: f32,
  x: usize,
  y: usize,
  z: usize,
  count: i32,
  out: usize,
): void {
  const bytes = (<usize>count) << 2;
  for (let o: usize = 0; o < bytes; o += 16) {
    const px = v128.load(x + o),
      py = v128.load(y + o),
      pz = v128.load(z + o);
    let ex = splat(0),
      ey = splat(0),
      ez = splat(0);
    let s = segments;
    let rb = splat(0);
    for (let k = 0; k < segmentCount; k++, s += 24) {
      const x0 = load<f32>(s),
        y0 = load<f32>(s, 4),
        z0 = load<f32>(s, 8);
      const tx = load<f32>(s, 12) - x0,
        ty = load<f32>(s, 16) - y0,
        tz = load<f32>(s, 20) - z0;
      const length = sqrt<f32>(tx * tx + ty * ty + tz * tz);
      const ax = f32x4.sub(px, splat(x0)),
        ay = f32x4.sub(py, splat(y0)),
        az = f32x4.sub(pz, splat(z0));
      const bx = f32x4.sub(ax, splat(tx)),
        by = f32x4.sub(ay, splat(ty)),
        bz = f32x4.sub(az, splat(tz));
      // along a wire a segment begins where the one before it ended
      const ra = k > 0 && follows(s) ? rb : f32x4.sqrt(dot3(ax, ay, az, ax, ay, az));
      rb = f32x4.sqrt(dot3(bx, by, bz, bx, by, bz));
      const u = f32x4.pmin(f32x4.div(splat(length), f32x4.add(ra, rb)), splat(0.9999999));
      const f = f32x4.mul(atanhx4(u), splat(length > 0 ? 2 / length : 0));
      ex = f32x4.add(ex, f32x4.mul(f, splat(tx)));
      ey = f32x4.add(ey, f32x4.mul(f, splat(ty)));
      ez = f32x4.add(ez, f32x4.mul(f, splat(tz)));
    }
    add(out + o, factor, ex);
    add(out + bytes + o, factor, ey);
    add(out + 2 * bytes + o, factor, ez);
  }
}

/** Whether the segment at `s` begins at the end of the one before it in memory. */
function follows(s: usize): bool {
  return (
    load<f32>(s) === load<f32>(s - 12) && load<f32>(s, 4) === load<f32>(s - 8) && load<f32>(s, 8) === load<f32>(s - 4)
  );
}

function add(at: usize, factor: f32, v: v128): void {
  v128.store(at, f32x4.add(v128.load(at), f32x4.mul(splat(factor), v)));
}

/** E = -dA/dt of magnetic dipoles, 6 f32 each: position, moment per ampere. A = mu0/(4 pi) m x R / R^3, R from dipole to point. */
export function dipoleField(
  dipoles: usize,
  dipoleCount: i32,
  factor: f32,
  x: usize,
  y: usize,
  z: usize,
  count: i32,
  out: usize,
): void {
  const bytes = (<usize>count) << 2;
  for (let o: usize = 0; o < bytes; o += 16) {
    const px = v128.load(x + o),
      py = v128.load(y + o),
      pz = v128.load(z + o);
    let ex = splat(0),
      ey = splat(0),
      ez = splat(0);
    let s = dipoles;
    for (let k = 0; k < dipoleCount; k++, s += 24) {
      const dx = f32x4.sub(px, v128.load32_splat(s));
      const dy = f32x4.sub(py, v128.load32_splat(s, 4));
      const dz = f32x4.sub(pz, v128.load32_splat(s, 8));
      const mx = v128.load32_splat(s, 12),
        my = v128.load32_splat(s, 16),
        mz = v128.load32_splat(s, 20);
      const r2 = dot3(dx, dy, dz, dx, dy, dz);
      const f = f32x4.div(splat(1), f32x4.mul(r2, f32x4.sqrt(r2)));
      ex = f32x4.add(ex, f32x4.mul(f, f32x4.sub(f32x4.mul(my, dz), f32x4.mul(mz, dy))));
      ey = f32x4.add(ey, f32x4.mul(f, f32x4.sub(f32x4.mul(mz, dx), f32x4.mul(mx, dz))));
      ez = f32x4.add(ez, f32x4.mul(f, f32x4.sub(f32x4.mul(mx, dy), f32x4.mul(my, dx))));
    }
    add(out + o, factor, ex);
    add(out + bytes + o, factor, ey);
    add(out + 2 * bytes + o, factor, ez);
  }
}

/** Keeps a charge's field at its own place finite, m2. Read from memory, it stays in a register throughout the loop. */
const LEAST_SQUARE: usize = memory.data<f32>([1e-18]);

/** E of point charges (eps0 = 1), 4 f32 each: position, charge / (4 pi). */
export function chargeField(
  charges: usize,
  chargeCount: i32,
  x: usize,
  y: usize,
  z: usize,
  count: i32,
  out: usize,
): void {
  const bytes = (<usize>count) << 2;
  const end = charges + ((<usize>chargeCount) << 4);
  const least = v128.load32_splat(LEAST_SQUARE);
  for (let o: usize = 0; o < bytes; o += 16) {
    const px = v128.load(x + o),
      py = v128.load(y + o),
      pz = v128.load(z + o);
    let ex = splat(0),
      ey = splat(0),
      ez = splat(0);
    for (let s = charges; s < end; s += 16) {
      const dx = f32x4.sub(px, v128.load32_splat(s));
      const dy = f32x4.sub(py, v128.load32_splat(s, 4));
      const dz = f32x4.sub(pz, v128.load32_splat(s, 8));
      const xy = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
      const r2 = f32x4.add(xy, f32x4.add(f32x4.mul(dz, dz), least));
      // q r / r^4 rather than q / r^3: the division need not wait for the root
      const f = f32x4.mul(f32x4.div(v128.load32_splat(s, 12), f32x4.mul(r2, r2)), f32x4.sqrt(r2));
      ex = f32x4.add(ex, f32x4.mul(f, dx));
      ey = f32x4.add(ey, f32x4.mul(f, dy));
      ez = f32x4.add(ez, f32x4.mul(f, dz));
    }
    add(out + o, 1, ex);
    add(out + bytes + o, 1, ey);
    add(out + 2 * bytes + o, 1, ez);
  }
}

/**
 * Adds the mean normal field of point charges over the triangles of slots [begin, end) to `normalField`. A charge is 5 words:
 * position, charge / (4 pi), and as i32 the slot of the triangle in whose plane it lies (-1 for none), which gets nothing. Exact:
 * the flux is the solid angle.
 */
export function chargeFlux(
  geometry: usize,
  stride: i32,
  begin: i32,
  end: i32,
  charges: usize,
  chargeCount: i32,
  normalField: usize,
): void {
  for (let slot = begin; slot < end; slot += 4) {
    takeTriangles(geometry, stride, slot);
    let sum = splat(0);
    let at = charges;
    for (let k = 0; k < chargeCount; k++, at += 20) {
      let w = halfSolidAngle(v128.load32_splat(at), v128.load32_splat(at, 4), v128.load32_splat(at, 8));
      const host = load<i32>(at, 16) - slot;
      if (<u32>host < 4) w = v128.andnot(w, i32x4.eq(i32x4.splat(host), i32x4(0, 1, 2, 3)));
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(at, 12), w));
    }
    // the geometry holds 1 / (4 pi area), and the kernel gives half the solid angle
    const scale = f32x4.mul(splat(<f32>(8.0 * Math.PI)), v128.load(row(geometry, stride, INVERSE_AREA, slot)));
    const o = normalField + ((<usize>slot) << 2);
    v128.store(o, f32x4.add(v128.load(o), f32x4.mul(scale, sum)));
  }
}
