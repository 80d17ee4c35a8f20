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
/** How the coil's frame lies: the rows of the rotation coil -> head, then the head's origin in the coil's frame; four f32 each. */
const POSE_BYTES: usize = 64;

/**
 * out[k * stride + i] = n_i . B(p_i) of the coil at pose k, for points and normals (packed f32, head frame), from `gridCount`
 * grids in the coil's frame, finest first; cubic Lagrange interpolation on 64 nodes. A point that no grid holds gets 0. All
 * poses of one point come before the next point: those of a coil that turns read nodes near each other.
 */
export function sampleNormalFlux(
  grids: usize,
  gridCount: i32,
  poses: usize,
  poseCount: i32,
  points: usize,
  normals: usize,
  count: i32,
  out: usize,
  stride: i32,
): void {
  const bytes = (<usize>stride) << 2;
  for (let i = 0; i < count; i++, points += 12, normals += 12, out += 4) {
    const x = v128.load32_splat(points),
      y = v128.load32_splat(points, 4),
      z = v128.load32_splat(points, 8);
    const nx = v128.load32_splat(normals),
      ny = v128.load32_splat(normals, 4),
      nz = v128.load32_splat(normals, 8);
    let pose = poses,
      at = out;
    for (let k = 0; k < poseCount; k++, pose += POSE_BYTES, at += bytes) {
      const r0 = v128.load(pose),
        r1 = v128.load(pose, 16),
        r2 = v128.load(pose, 32);
      const place = f32x4.add(dot3(r0, r1, r2, x, y, z), v128.load(pose, 48));
      store<f32>(at, sample(grids, gridCount, place, dot3(r0, r1, r2, nx, ny, nz)));
    }
  }
}

/** n.B at a place in the coil's frame; of both vectors the first three lanes count. */
function sample(grids: usize, gridCount: i32, place: v128, normal: v128): f32 {
  for (let g = 0; g < gridCount; g++, grids += GRID_BYTES) {
    const n = load<i32>(grids, 4);
    const u = f32x4.mul(f32x4.sub(place, v128.load(grids, 8)), v128.load32_splat(grids, 20));
    const inside = v128.and(f32x4.ge(u, splat(1)), f32x4.lt(u, splat(<f32>(n - 2))));
    if ((i32x4.bitmask(inside) & 7) !== 7) continue;
    const cell = i32x4.trunc_sat_f32x4_s(u);
    // Lagrange's weights of the nodes -1, 0, 1, 2 at t in [0, 1), a lane for each axis
    const t = f32x4.sub(u, f32x4.convert_i32x4_s(cell));
    const before = f32x4.mul(f32x4.add(t, splat(1)), t),
      beyond = f32x4.mul(f32x4.sub(t, splat(1)), f32x4.sub(t, splat(2)));
    const a = f32x4.mul(f32x4.mul(t, beyond), splat(<f32>(-1.0 / 6.0))),
      b = f32x4.mul(f32x4.mul(f32x4.add(t, splat(1)), beyond), splat(0.5)),
      c = f32x4.mul(f32x4.mul(before, f32x4.sub(t, splat(2))), splat(-0.5)),
      d = f32x4.mul(f32x4.mul(before, f32x4.sub(t, splat(1))), splat(<f32>(1.0 / 6.0)));
    const ya = v128.shuffle<f32>(a, a, 1, 1, 1, 1),
      yb = v128.shuffle<f32>(b, b, 1, 1, 1, 1),
      yc = v128.shuffle<f32>(c, c, 1, 1, 1, 1),
      yd = v128.shuffle<f32>(d, d, 1, 1, 1, 1);
    v128.store(weights, v128.shuffle<f32>(a, a, 2, 2, 2, 2));
    v128.store(weights, v128.shuffle<f32>(b, b, 2, 2, 2, 2), 16);
    v128.store(weights, v128.shuffle<f32>(c, c, 2, 2, 2, 2), 32);
    v128.store(weights, v128.shuffle<f32>(d, d, 2, 2, 2, 2), 48);
    const line = NODE_BYTES * <usize>n;
    const slab = line * <usize>n;
    let at =
      <usize>load<u32>(grids) +
      slab * <usize>(i32x4.extract_lane(cell, 2) - 1) +
      line * <usize>(i32x4.extract_lane(cell, 1) - 1) +
      NODE_BYTES * <usize>(i32x4.extract_lane(cell, 0) - 1);
    // the twelve numbers of four nodes along x; lines along y and z are added up with their weights
    let first = splat(0),
      second = splat(0),
      third = splat(0);
    for (let k: usize = 0; k < 64; k += 16) {
      const z = v128.load(weights + k);
      const p = at,
        q = p + line,
        r = q + line,
        s = r + line;
      at += slab;
      first = f32x4.add(
        first,
        f32x4.mul(z, dot4(ya, yb, yc, yd, v128.load(p), v128.load(q), v128.load(r), v128.load(s))),
      );
      second = f32x4.add(
        second,
        f32x4.mul(z, dot4(ya, yb, yc, yd, v128.load(p, 16), v128.load(q, 16), v128.load(r, 16), v128.load(s, 16))),
      );
      third = f32x4.add(
        third,
        f32x4.mul(z, dot4(ya, yb, yc, yd, v128.load(p, 32), v128.load(q, 32), v128.load(r, 32), v128.load(s, 32))),
      );
    }
    first = f32x4.mul(
      f32x4.mul(first, v128.shuffle<f32>(normal, normal, 0, 1, 2, 0)),
      v128.shuffle<f32>(a, b, 0, 0, 0, 4),
    );
    second = f32x4.mul(
      f32x4.mul(second, v128.shuffle<f32>(normal, normal, 1, 2, 0, 1)),
      v128.shuffle<f32>(b, c, 0, 0, 4, 4),
    );
    third = f32x4.mul(
      f32x4.mul(third, v128.shuffle<f32>(normal, normal, 2, 0, 1, 2)),
      v128.shuffle<f32>(c, d, 0, 4, 4, 4),
    );
    return laneSum(f32x4.add(f32x4.add(first, second), third));
  }
  return 0;
}

/** The weights along z, four lanes alike of each. */
const weights: usize = memory.data(64, 16);

function dot4(a: v128, b: v128, c: v128, d: v128, p: v128, q: v128, r: v128, s: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.mul(a, p), f32x4.mul(b, q)), f32x4.add(f32x4.mul(c, r), f32x4.mul(d, s)));
}
