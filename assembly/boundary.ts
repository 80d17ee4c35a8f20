/**
 * The boundary operator's product: mean of n.E over every triangle, from the charges of all triangles. Leaves are walked
 * in order; each knows its slots, its near runs and where its stored entries lie.
 */

import { gatherMultipole, rowProduct } from './expansion';
import { applyPanel, fillNear, panelBytes } from './near';

/**
 * One leaf in memory, i32 each: first slot, slot count (multiple of four), box number, first near run, near run count,
 * entries offset in units of 16 bytes.
 */
const LEAF_BYTES: usize = 24;

/** Stores the near entries of leaf `l`; `scratch` has room for 4 f32 for each slot of its runs. */
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
  const leafRuns = runs + ((<usize>load<i32>(leaf, 12)) << 3);
  const at = entries + ((<usize>load<u32>(leaf, 20)) << 4);
  fillNear(geometry, stride, load<i32>(leaf), load<i32>(leaf, 4) >> 2, leafRuns, load<i32>(leaf, 16), scratch, at);
}

/** Multipoles of leaves [begin, end). */
export function leafMultipoles(
  leaves: usize,
  begin: i32,
  end: i32,
  coefficients: i32,
  up: usize,
  charge: usize,
  multipoles: usize,
): void {
  const bytes = (<usize>coefficients) << 2;
  for (let l = begin; l < end; l++) {
    const leaf = leaves + <usize>l * LEAF_BYTES;
    const slot = <usize>load<i32>(leaf);
    gatherMultipole(
      up + slot * bytes,
      load<i32>(leaf, 4),
      coefficients,
      charge + (slot << 2),
      multipoles + <usize>load<i32>(leaf, 8) * bytes,
    );
  }
}

/** One right-hand side of a product in memory, i32 each: charge and normal field by slot, local expansions by box. */
const SIDE_BYTES: usize = 12;

/**
 * normalField[slot] = near part + far part, for the slots of leaves [begin, end) and every one of `sides`. A panel of near
 * entries is read from memory once and serves all sides from the cache.
 */
export function leafNormalField(
  leaves: usize,
  begin: i32,
  end: i32,
  runs: usize,
  entries: usize,
  coefficients: i32,
  down: usize,
  sides: usize,
  sideCount: i32,
): void {
  const bytes = (<usize>coefficients) << 2;
  const sidesEnd = sides + <usize>sideCount * SIDE_BYTES;
  for (let l = begin; l < end; l++) {
    const leaf = leaves + <usize>l * LEAF_BYTES;
    const slot = load<i32>(leaf),
      slots = load<i32>(leaf, 4);
    const box = <usize>load<i32>(leaf, 8) * bytes;
    const leafRuns = runs + ((<usize>load<i32>(leaf, 12)) << 3);
    const runCount = load<i32>(leaf, 16);
    const size = panelBytes(leafRuns, runCount);
    let at = entries + ((<usize>load<u32>(leaf, 20)) << 4);
    let row = down + <usize>slot * bytes;
    for (let s = slot; s < slot + slots; s += 4, at += size, row += 4 * bytes) {
      for (let side = sides; side < sidesEnd; side += SIDE_BYTES) {
        const local = <usize>load<u32>(side, 8) + box;
        const near = applyPanel(at, leafRuns, runCount, load<u32>(side));
        const far = f32x4(
          rowProduct(row, coefficients, local),
          rowProduct(row + bytes, coefficients, local),
          rowProduct(row + 2 * bytes, coefficients, local),
          rowProduct(row + 3 * bytes, coefficients, local),
        );
        v128.store(<usize>load<u32>(side, 4) + ((<usize>s) << 2), f32x4.add(near, far));
      }
    }
  }
}
