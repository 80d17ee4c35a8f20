/**
 * The near part of the boundary operator, stored: mean over target triangle i of n.E from a unit charge spread over
 * source triangle j, which is the flux through i over its area. The flux of a point charge through a flat triangle is
 * its solid angle over 4 pi, in closed form (van Oosterom & Strackee 1983), so only the average over the SOURCE is
 * numerical; and because the solid angles of a closed surface add to 0, 2 pi or 4 pi whatever the point, the charge
 * identities of the exact operator hold for any quadrature.
 *
 * Entries are kept in panels of four targets: a step for each target as f32, then for each source slot of the leaf's near runs
 * four i16, the entries in steps. A step is the target's largest entry over 32767; the roundings of some hundreds of entries
 * leave about 5e-5 of the sum, twenty times less than the far field does, and half the memory to read in each product.
 */

import { CENTROID, INVERSE_AREA, REACH, row, value } from './geometry';
import { SEVEN, THREE } from './quadrature';
import { dot3, splat } from './simd';
import { halfSolidAngle, takeTriangles } from './solid-angle';

/** Up to this multiple of the two reaches a pair is close and takes the seven-point rule. */
const CLOSE: f32 = 2.2;

/** Solid angle over 2 of the four triangles in hand, averaged over source triangle `source` by a rule. */
function averaged(geometry: usize, stride: i32, source: i32, rule: StaticArray<f32>): v128 {
  const v0 = corner(geometry, stride, source, 0),
    v1 = corner(geometry, stride, source, 3),
    v2 = corner(geometry, stride, source, 6);
  let at = changetype<usize>(rule);
  const end = at + ((<usize>rule.length) << 2);
  let sum = splat(0);
  for (; at < end; at += 16) {
    const p = f32x4.add(
      f32x4.add(f32x4.mul(v128.load32_splat(at), v0), f32x4.mul(v128.load32_splat(at, 4), v1)),
      f32x4.mul(v128.load32_splat(at, 8), v2),
    );
    const w = halfSolidAngle(
      v128.shuffle<f32>(p, p, 0, 0, 0, 0),
      v128.shuffle<f32>(p, p, 1, 1, 1, 1),
      v128.shuffle<f32>(p, p, 2, 2, 2, 2),
    );
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(at, 12), w));
  }
  return sum;
}

/** (x, y, z, 0) of the corner whose x is row k. */
function corner(geometry: usize, stride: i32, slot: i32, k: i32): v128 {
  return f32x4(
    value(geometry, stride, k, slot),
    value(geometry, stride, k + 1, slot),
    value(geometry, stride, k + 2, slot),
    0,
  );
}

/** Whether any of the four targets is close to the source. */
function anyClose(geometry: usize, stride: i32, target: i32, source: i32): bool {
  const dx = difference(geometry, stride, target, source, CENTROID),
    dy = difference(geometry, stride, target, source, CENTROID + 1),
    dz = difference(geometry, stride, target, source, CENTROID + 2);
  const reaches = f32x4.add(
    v128.load(row(geometry, stride, REACH, target)),
    v128.load32_splat(row(geometry, stride, REACH, source)),
  );
  const limit = f32x4.mul(splat(CLOSE), reaches);
  return v128.any_true(f32x4.lt(dot3(dx, dy, dz, dx, dy, dz), f32x4.mul(limit, limit)));
}

/** Row k of the four targets less that of the source. */
function difference(geometry: usize, stride: i32, target: i32, source: i32, k: i32): v128 {
  return f32x4.sub(v128.load(row(geometry, stride, k, target)), v128.load32_splat(row(geometry, stride, k, source)));
}

/** Bytes of a panel's steps, and of its entries for one source slot. */
const STEP_BYTES: usize = 16;
const ENTRY_BYTES: usize = 8;
const LARGEST_I16: f32 = 32767;

/** Bytes of a panel. */
export function panelBytes(runs: usize, runCount: i32): usize {
  let slots: usize = 0;
  for (let r = 0; r < runCount; r++) slots += <usize>load<i32>(runs + ((<usize>r) << 3), 4);
  return STEP_BYTES + slots * ENTRY_BYTES;
}

/**
 * Fills the panels of targets [target, target + 4 panels) against the source runs (start, count pairs of slots; counts are
 * multiples of four).
 *
 * @param scratch room for 4 f32 a source slot
 */
export function fillNear(
  geometry: usize,
  stride: i32,
  target: i32,
  panels: i32,
  runs: usize,
  runCount: i32,
  scratch: usize,
  out: usize,
): void {
  for (let panel = 0; panel < panels; panel++, target += 4) {
    takeTriangles(geometry, stride, target);
    const scale = f32x4.mul(splat(2), v128.load(row(geometry, stride, INVERSE_AREA, target)));
    let at = scratch;
    // padding has no entry but zeros
    let largest = splat(1e-30);
    for (let r = 0; r < runCount; r++) {
      const start = load<i32>(runs + ((<usize>r) << 3));
      const end = start + load<i32>(runs + ((<usize>r) << 3), 4);
      for (let source = start; source < end; source++, at += 16) {
        if (value(geometry, stride, INVERSE_AREA, source) === 0) {
          v128.store(at, splat(0));
          continue;
        }
        const rule = anyClose(geometry, stride, target, source) ? SEVEN : THREE;
        v128.store(at, f32x4.mul(scale, averaged(geometry, stride, source, rule)));
        // A flat triangle sends no flux through itself; on its own plane the solid angle is ill-defined.
        const self = source - target;
        if (self >= 0 && self < 4) store<f32>(at + ((<usize>self) << 2), 0);
        largest = f32x4.pmax(largest, f32x4.abs(v128.load(at)));
      }
    }
    const step = f32x4.div(largest, splat(LARGEST_I16));
    v128.store(out, step);
    out += STEP_BYTES;
    const perStep = f32x4.div(splat(1), step);
    for (let from = scratch; from < at; from += 32, out += 16) {
      const a = f32x4.mul(v128.load(from), perStep);
      const b = f32x4.mul(v128.load(from, 16), perStep);
      v128.store(out, i16x8.narrow_i32x4_s(rounded(a), rounded(b)));
    }
  }
}

function rounded(v: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(v));
}

/** One panel: sum over the runs of stored entries times source charges. */
export function applyPanel(panel: usize, runs: usize, runCount: i32, charge: usize): v128 {
  let s0 = splat(0),
    s1 = splat(0),
    s2 = splat(0),
    s3 = splat(0);
  let entries = panel + STEP_BYTES;
  for (let r = 0; r < runCount; r++) {
    let q = charge + ((<usize>load<i32>(runs + ((<usize>r) << 3))) << 2);
    const end = q + ((<usize>load<i32>(runs + ((<usize>r) << 3), 4)) << 2);
    for (; q < end; q += 16, entries += 4 * ENTRY_BYTES) {
      const first = v128.load(entries),
        second = v128.load(entries, 16);
      s0 = f32x4.add(s0, f32x4.mul(low(first), v128.load32_splat(q)));
      s1 = f32x4.add(s1, f32x4.mul(high(first), v128.load32_splat(q, 4)));
      s2 = f32x4.add(s2, f32x4.mul(low(second), v128.load32_splat(q, 8)));
      s3 = f32x4.add(s3, f32x4.mul(high(second), v128.load32_splat(q, 12)));
    }
  }
  return f32x4.mul(v128.load(panel), f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
}

function low(entries: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(entries));
}

function high(entries: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(entries));
}
