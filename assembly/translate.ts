/**
 * Translations of expansions: one small dense matrix applied to many boxes. M2M, M2L and L2L are all of this shape, with
 * one matrix for each direction; boxes of all levels share them because expansions are kept in box units.
 */

import { splat } from './simd';

/**
 * For each direction g and each (source, destination) pair of box numbers in `pairs` from start[g] to start[g + 1]:
 * expansions[destination] += matrices[g] x expansions[source].
 * A matrix is column-major, n x n f32, n a multiple of eight. `bounds` holds for each direction and each block of eight rows
 * the first column and the column after the last (i32 pairs).
 */
export function translate(
  matrices: usize,
  n: i32,
  bounds: usize,
  start: usize,
  directions: i32,
  pairs: usize,
  sources: usize,
  destinations: usize,
): void {
  const bytes = ((<usize>n) << 2) * <usize>n;
  for (let g = 0; g < directions; g++, start += 4, matrices += bytes, bounds += <usize>n) {
    const first = load<i32>(start);
    translatePairs(
      matrices,
      n,
      bounds,
      pairs + ((<usize>first) << 3),
      load<i32>(start, 4) - first,
      sources,
      destinations,
    );
  }
}

/** Pairs of one direction: a multiple of four, no destination twice in a run of four but the dummy box that pads the list. */
function translatePairs(
  matrix: usize,
  n: i32,
  bounds: usize,
  pairs: usize,
  count: i32,
  sources: usize,
  destinations: usize,
): void {
  const bytes = (<usize>n) << 2;
  const end = pairs + ((<usize>count) << 3);
  for (; pairs < end; pairs += 32) {
    const s0 = sources + <usize>load<u32>(pairs) * bytes;
    const s1 = sources + <usize>load<u32>(pairs, 8) * bytes;
    const s2 = sources + <usize>load<u32>(pairs, 16) * bytes;
    const s3 = sources + <usize>load<u32>(pairs, 24) * bytes;
    const d0 = destinations + <usize>load<u32>(pairs, 4) * bytes;
    const d1 = destinations + <usize>load<u32>(pairs, 12) * bytes;
    const d2 = destinations + <usize>load<u32>(pairs, 20) * bytes;
    const d3 = destinations + <usize>load<u32>(pairs, 28) * bytes;
    for (let block = 0; block < n >> 3; block++) {
      const first = load<i32>(bounds + ((<usize>block) << 3));
      const last = load<i32>(bounds + ((<usize>block) << 3), 4);
      if (first === last) continue;
      let a0 = splat(0),
        a1 = splat(0),
        a2 = splat(0),
        a3 = splat(0);
      let b0 = splat(0),
        b1 = splat(0),
        b2 = splat(0),
        b3 = splat(0);
      let t = matrix + <usize>first * bytes + ((<usize>block) << 5);
      const stop = (<usize>last) << 2;
      for (let c = (<usize>first) << 2; c < stop; c += 4, t += bytes) {
        const ta = v128.load(t),
          tb = v128.load(t, 16);
        const x0 = v128.load32_splat(s0 + c),
          x1 = v128.load32_splat(s1 + c);
        const x2 = v128.load32_splat(s2 + c),
          x3 = v128.load32_splat(s3 + c);
        a0 = f32x4.add(a0, f32x4.mul(ta, x0));
        b0 = f32x4.add(b0, f32x4.mul(tb, x0));
        a1 = f32x4.add(a1, f32x4.mul(ta, x1));
        b1 = f32x4.add(b1, f32x4.mul(tb, x1));
        a2 = f32x4.add(a2, f32x4.mul(ta, x2));
        b2 = f32x4.add(b2, f32x4.mul(tb, x2));
        a3 = f32x4.add(a3, f32x4.mul(ta, x3));
        b3 = f32x4.add(b3, f32x4.mul(tb, x3));
      }
      const o = (<usize>block) << 5;
      v128.store(d0 + o, f32x4.add(v128.load(d0 + o), a0));
      v128.store(d0 + o, f32x4.add(v128.load(d0 + o, 16), b0), 16);
      v128.store(d1 + o, f32x4.add(v128.load(d1 + o), a1));
      v128.store(d1 + o, f32x4.add(v128.load(d1 + o, 16), b1), 16);
      v128.store(d2 + o, f32x4.add(v128.load(d2 + o), a2));
      v128.store(d2 + o, f32x4.add(v128.load(d2 + o, 16), b2), 16);
      v128.store(d3 + o, f32x4.add(v128.load(d3 + o), a3));
      v128.store(d3 + o, f32x4.add(v128.load(d3 + o, 16), b3), 16);
    }
  }
}
