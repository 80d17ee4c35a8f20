/**
 * The magnetic field of a coil on a grid, and read off the grid again: B per ampere over mu0/(4 pi), metres. A grid node
 * is Bx, By, Bz as f32, x fastest. Grids of several spacings share a centre; the finest that holds a point answers.
 */

import { dot3, laneSum, splat } from './simd';

const NODE_BYTES: usize = 12;

/**
 * Fills the slab k of a cubic grid of n nodes a side (n a multiple of four) whose first node is at (x0, y0, z0), spacing h.
 * Segments: 6 f32 (start, end), B = (a x b)(|a| + |b|) / (|a||b| (|a||b| + a.b)). Dipoles: 6 f32 (position, moment),
 * B = 3 (m.r) r / r^5 - m / r^3.
 */
export function fillGridSlab(
  grid: usize,
  n: i32,
  k: i32,
  x0: f32,
  y0: f32,
  z0: f32,
  h: f32,
  segments: usize,
  segmentCount: i32,
  dipoles: usize,
  dipoleCount: i32,
): void {
  const z = splat(z0 + h * <f32>k);
  let at = grid + NODE_BYTES * <usize>(n * n * k);
  for (let j = 0; j < n; j++) {
    const y = splat(y0 + h * <f32>j);
    for (let i = 0; i < n; i += 4, at += 4 * NODE_BYTES) {
      const x = f32x4.add(splat(x0 + h * <f32>i), f32x4.mul(splat(h), f32x4(0, 1, 2, 3)));
      let bx = splat(0),
        by = splat(0),
        bz = splat(0);
      let s = segments;
      for (let c = 0; c < segmentCount; c++, s += 24) {
        const ax = f32x4.sub(x, v128.load32_splat(s)),
          ay = f32x4.sub(y, v128.load32_splat(s, 4)),
          az = f32x4.sub(z, v128.load32_splat(s, 8));
        const ex = f32x4.sub(x, v128.load32_splat(s, 12)),
          ey = f32x4.sub(y, v128.load32_splat(s, 16)),
          ez = f32x4.sub(z, v128.load32_splat(s, 20));
        const ra = f32x4.sqrt(dot3(ax, ay, az, ax, ay, az)),
          re = f32x4.sqrt(dot3(ex, ey, ez, ex, ey, ez));
        const product = f32x4.mul(ra, re);
        const below = f32x4.mul(product, f32x4.add(product, dot3(ax, ay, az, ex, ey, ez)));
        const f = f32x4.div(f32x4.add(ra, re), f32x4.pmax(below, splat(1e-20)));
        bx = f32x4.add(bx, f32x4.mul(f, f32x4.sub(f32x4.mul(ay, ez), f32x4.mul(az, ey))));
        by = f32x4.add(by, f32x4.mul(f, f32x4.sub(f32x4.mul(az, ex), f32x4.mul(ax, ez))));
        bz = f32x4.add(bz, f32x4.mul(f, f32x4.sub(f32x4.mul(ax, ey), f32x4.mul(ay, ex))));
      }
      s = dipoles;
      for (let c = 0; c < dipoleCount; c++, s += 24) {
        const rx = f32x4.sub(x, v128.load32_splat(s)),
          ry = f32x4.sub(y, v128.load32_splat(s, 4)),
          rz = f32x4.sub(z, v128.load32_splat(s, 8));
        const mx = v128.load32_splat(s, 12),
          my = v128.load32_splat(s, 16),
          mz = v128.load32_splat(s, 20);
        const r2 = f32x4.pmax(dot3(rx, ry, rz, rx, ry, rz), splat(1e-12));
        const inverse = f32x4.div(splat(1), r2);
        const g = f32x4.mul(inverse, f32x4.sqrt(inverse));
        const f = f32x4.mul(f32x4.mul(splat(3), dot3(mx, my, mz, rx, ry, rz)), inverse);
        bx = f32x4.add(bx, f32x4.mul(g, f32x4.sub(f32x4.mul(f, rx), mx)));
        by = f32x4.add(by, f32x4.mul(g, f32x4.sub(f32x4.mul(f, ry), my)));
        bz = f32x4.add(bz, f32x4.mul(g, f32x4.sub(f32x4.mul(f, rz), mz)));
      }
      store4(at, bx, by, bz);
    }
  }
}

/** Four nodes from their components. */
function store4(at: usize, bx: v128, by: v128, bz: v128): void {
  const xy0 = v128.shuffle<f32>(bx, by, 0, 4, 1, 5);
  const yz1 = v128.shuffle<f32>(by, bz, 1, 5, 1, 5),
    xy2 = v128.shuffle<f32>(bx, by, 2, 6, 2, 6);
  const zx2 = v128.shuffle<f32>(bz, bx, 2, 7, 2, 7),
    yz3 = v128.shuffle<f32>(by, bz, 3, 7, 3, 7);
  v128.store(at, v128.shuffle<f32>(xy0, bz, 0, 1, 4, 2));
  v128.store(at, v128.shuffle<i64>(yz1, xy2, 0, 2), 16);
  v128.store(at, v128.shuffle<i64>(zx2, yz3, 0, 2), 32);
}

/** A grid's record, 24 bytes: data (i32), nodes a side (i32), first node (3 f32), nodes a metre (f32). */
const GRID_BYTES: usize = 24;

/**
 * out[i] = n_i . B(p_i) for points and normals (packed f32, head frame), from `gridCount` grids in the coil's frame, finest
 * first; cubic Lagrange interpolation on 64 nodes. `pose` is 12 f32: rows of the rotation coil -> head, then the coil's
 * centre. A point that no grid holds gets 0.
 */
export function sampleNormalFlux(
  grids: usize,
  gridCount: i32,
  pose: usize,
  points: usize,
  normals: usize,
  count: i32,
  out: usize,
): void {
  const r0 = load<f32>(pose),
    r1 = load<f32>(pose, 4),
    r2 = load<f32>(pose, 8);
  const r3 = load<f32>(pose, 12),
    r4 = load<f32>(pose, 16),
    r5 = load<f32>(pose, 20);
  const r6 = load<f32>(pose, 24),
    r7 = load<f32>(pose, 28),
    r8 = load<f32>(pose, 32);
  const tx = load<f32>(pose, 36),
    ty = load<f32>(pose, 40),
    tz = load<f32>(pose, 44);
  for (let i = 0; i < count; i++, points += 12, normals += 12, out += 4) {
    const x = load<f32>(points) - tx,
      y = load<f32>(points, 4) - ty,
      z = load<f32>(points, 8) - tz;
    const nx = load<f32>(normals),
      ny = load<f32>(normals, 4),
      nz = load<f32>(normals, 8);
    const flux = sample(
      grids,
      gridCount,
      r0 * x + r3 * y + r6 * z,
      r1 * x + r4 * y + r7 * z,
      r2 * x + r5 * y + r8 * z,
      r0 * nx + r3 * ny + r6 * nz,
      r1 * nx + r4 * ny + r7 * nz,
      r2 * nx + r5 * ny + r8 * nz,
    );
    store<f32>(out, flux);
  }
}

/** n.B at a point of the coil's frame. */
function sample(grids: usize, gridCount: i32, x: f32, y: f32, z: f32, nx: f32, ny: f32, nz: f32): f32 {
  for (let g = 0; g < gridCount; g++, grids += GRID_BYTES) {
    const n = load<i32>(grids, 4);
    const perMetre = load<f32>(grids, 20);
    const u = (x - load<f32>(grids, 8)) * perMetre,
      v = (y - load<f32>(grids, 12)) * perMetre,
      w = (z - load<f32>(grids, 16)) * perMetre;
    const top = <f32>(n - 2);
    if (min(u, min(v, w)) < 1 || max(u, max(v, w)) >= top) continue;
    const i = <i32>u,
      j = <i32>v,
      k = <i32>w;
    storeWeights(weights, u - <f32>i);
    storeWeights(weights + 16, v - <f32>j);
    storeWeights(weights + 32, w - <f32>k);
    const line = NODE_BYTES * <usize>n;
    let at = <usize>load<u32>(grids) + line * <usize>((k - 1) * n + j - 1) + NODE_BYTES * <usize>(i - 1);
    // the twelve numbers of four nodes along x; lines along y and z are added up with their weights
    let first = splat(0),
      second = splat(0),
      third = splat(0);
    for (let c: usize = 0; c < 16; c += 4, at += line * <usize>(n - 4)) {
      const z0 = v128.load32_splat(weights + 32 + c);
      for (let r: usize = 0; r < 16; r += 4, at += line) {
        const yz = f32x4.mul(z0, v128.load32_splat(weights + 16 + r));
        first = f32x4.add(first, f32x4.mul(yz, v128.load(at)));
        second = f32x4.add(second, f32x4.mul(yz, v128.load(at, 16)));
        third = f32x4.add(third, f32x4.mul(yz, v128.load(at, 32)));
      }
    }
    const along = v128.load(weights);
    first = f32x4.mul(f32x4.mul(first, f32x4(nx, ny, nz, nx)), v128.shuffle<f32>(along, along, 0, 0, 0, 1));
    second = f32x4.mul(f32x4.mul(second, f32x4(ny, nz, nx, ny)), v128.shuffle<f32>(along, along, 1, 1, 2, 2));
    third = f32x4.mul(f32x4.mul(third, f32x4(nz, nx, ny, nz)), v128.shuffle<f32>(along, along, 2, 3, 3, 3));
    return laneSum(f32x4.add(f32x4.add(first, second), third));
  }
  return 0;
}

/** Three times four weights, along x, y and z. */
const weights: usize = memory.data(48, 16);

/** Lagrange's weights of the nodes -1, 0, 1, 2 at t in [0, 1). */
function storeWeights(at: usize, t: f32): void {
  const a: f32 = t + 1,
    c: f32 = t - 1,
    d: f32 = t - 2;
  store<f32>(at, t * c * d * <f32>(-1.0 / 6.0));
  store<f32>(at, a * c * d * <f32>0.5, 4);
  store<f32>(at, a * t * d * <f32>-0.5, 8);
  store<f32>(at, a * t * c * <f32>(1.0 / 6.0), 12);
}
