/** Twin of the filling of near entries in assembly/near.ts: one target of a panel after the other. */

import { CENTROID, INVERSE_AREA, REACH, value } from '../../assembly/geometry';
import { SEVEN, THREE } from '../../assembly/quadrature';
import { halfSolidAngle, takeTriangle } from './solid-angle';

const LEAF_BYTES: usize = 24;
const CLOSE: f32 = 2.2;

export function fillLeaf(
  leaves: usize,
  l: i32,
  geometry: usize,
  stride: i32,
  runs: usize,
  scratch: usize,
  entries: usize,
): void {
  const leaf = leaves + <usize>l * LEAF_BYTES;
  const target = load<i32>(leaf);
  const leafRuns = runs + ((<usize>load<i32>(leaf, 12)) << 3);
  const runCount = load<i32>(leaf, 16);
  let out = entries + ((<usize>load<u32>(leaf, 20)) << 4);
  for (let panel = target; panel < target + load<i32>(leaf, 4); panel += 4) {
    let size: usize = 0;
    for (let lane = 0; lane < 4; lane++) {
      size = fillTarget(geometry, stride, panel, lane, leafRuns, runCount, scratch, out);
    }
    out += size;
  }
}

/** Writes target `panel + lane`'s column of the panel at `out`, and gives the panel's bytes. */
function fillTarget(
  geometry: usize,
  stride: i32,
  panel: i32,
  lane: i32,
  runs: usize,
  runCount: i32,
  scratch: usize,
  out: usize,
): usize {
  const target = panel + lane;
  takeTriangle(geometry, stride, target);
  const scale: f32 = 2 * value(geometry, stride, INVERSE_AREA, target);
  let at = scratch;
  let largest: f32 = 1e-30;
  for (let r = 0; r < runCount; r++) {
    const start = load<i32>(runs + ((<usize>r) << 3));
    const end = start + load<i32>(runs + ((<usize>r) << 3), 4);
    for (let source = start; source < end; source++, at += 4) {
      let entry: f32 = 0;
      if (source !== target && value(geometry, stride, INVERSE_AREA, source) !== 0) {
        entry = scale * averaged(geometry, stride, source, anyClose(geometry, stride, panel, source) ? SEVEN : THREE);
      }
      store<f32>(at, entry);
      largest = max(largest, abs(entry));
    }
  }
  const step = largest / 32767;
  store<f32>(out + ((<usize>lane) << 2), step);
  const perStep: f32 = 1 / step;
  let to = out + 16 + ((<usize>lane) << 1);
  for (let from = scratch; from < at; from += 4, to += 8) store<i16>(to, <i16>nearest<f32>(load<f32>(from) * perStep));
  return 16 + ((at - scratch) << 1);
}

/** The rule of the whole panel is that of its closest target. */
function anyClose(geometry: usize, stride: i32, panel: i32, source: i32): bool {
  for (let target = panel; target < panel + 4; target++) {
    const dx = value(geometry, stride, CENTROID, target) - value(geometry, stride, CENTROID, source);
    const dy = value(geometry, stride, CENTROID + 1, target) - value(geometry, stride, CENTROID + 1, source);
    const dz = value(geometry, stride, CENTROID + 2, target) - value(geometry, stride, CENTROID + 2, source);
    const limit = CLOSE * (value(geometry, stride, REACH, target) + value(geometry, stride, REACH, source));
    if (dx * dx + dy * dy + dz * dz < limit * limit) return true;
  }
  return false;
}

function averaged(geometry: usize, stride: i32, source: i32, rule: StaticArray<f32>): f32 {
  const at = geometry + ((<usize>source) << 2);
  const row = (<usize>stride) << 2;
  const x0 = load<f32>(at);
  const y0 = load<f32>(at + row);
  const z0 = load<f32>(at + 2 * row);
  const x1 = load<f32>(at + 3 * row);
  const y1 = load<f32>(at + 4 * row);
  const z1 = load<f32>(at + 5 * row);
  const x2 = load<f32>(at + 6 * row);
  const y2 = load<f32>(at + 7 * row);
  const z2 = load<f32>(at + 8 * row);
  let sum: f32 = 0;
  for (let k = 0; k < rule.length; k += 4) {
    const b0 = rule[k];
    const b1 = rule[k + 1];
    const b2 = rule[k + 2];
    const w = halfSolidAngle(b0 * x0 + b1 * x1 + b2 * x2, b0 * y0 + b1 * y1 + b2 * y2, b0 * z0 + b1 * z1 + b2 * z2);
    sum += rule[k + 3] * w;
  }
  return sum;
}
