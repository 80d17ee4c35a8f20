/** Twins of the product of the boundary operator: near entries (assembly/boundary.ts) and translations (assembly/translate.ts). */

const LEAF_BYTES: usize = 24;
const SIDE_BYTES: usize = 12;

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
    const slot = load<i32>(leaf);
    const slots = load<i32>(leaf, 4);
    const box = <usize>load<i32>(leaf, 8) * bytes;
    const leafRuns = runs + ((<usize>load<i32>(leaf, 12)) << 3);
    const runCount = load<i32>(leaf, 16);
    let size: usize = 16;
    for (let r = 0; r < runCount; r++) size += (<usize>load<i32>(leafRuns + ((<usize>r) << 3), 4)) << 3;
    const first = entries + ((<usize>load<u32>(leaf, 20)) << 4);
    for (let i = 0; i < slots; i++) {
      const panel = first + <usize>(i >> 2) * size;
      const row = down + <usize>(slot + i) * bytes;
      for (let side = sides; side < sidesEnd; side += SIDE_BYTES) {
        const near = nearSum(panel, i & 3, leafRuns, runCount, load<u32>(side));
        const far = rowProduct(row, bytes, <usize>load<u32>(side, 8) + box);
        store<f32>(<usize>load<u32>(side, 4) + ((<usize>(slot + i)) << 2), near + far);
      }
    }
  }
}

/** The sum over one target's column of a panel; four sums side by side, so that none waits for the one before. */
function nearSum(panel: usize, lane: i32, runs: usize, runCount: i32, charge: usize): f32 {
  let s0: f32 = 0;
  let s1: f32 = 0;
  let s2: f32 = 0;
  let s3: f32 = 0;
  let entry = panel + 16 + ((<usize>lane) << 1);
  for (let r = 0; r < runCount; r++) {
    let q = charge + ((<usize>load<i32>(runs + ((<usize>r) << 3))) << 2);
    const end = q + ((<usize>load<i32>(runs + ((<usize>r) << 3), 4)) << 2);
    for (; q < end; q += 16, entry += 32) {
      s0 += <f32>load<i16>(entry) * load<f32>(q);
      s1 += <f32>load<i16>(entry, 8) * load<f32>(q, 4);
      s2 += <f32>load<i16>(entry, 16) * load<f32>(q, 8);
      s3 += <f32>load<i16>(entry, 24) * load<f32>(q, 12);
    }
  }
  return load<f32>(panel + ((<usize>lane) << 2)) * (s0 + s1 + (s2 + s3));
}

function rowProduct(down: usize, bytes: usize, local: usize): f32 {
  let s0: f32 = 0;
  let s1: f32 = 0;
  let s2: f32 = 0;
  let s3: f32 = 0;
  for (const end = down + bytes; down < end; down += 16, local += 16) {
    s0 += load<f32>(down) * load<f32>(local);
    s1 += load<f32>(down, 4) * load<f32>(local, 4);
    s2 += load<f32>(down, 8) * load<f32>(local, 8);
    s3 += load<f32>(down, 12) * load<f32>(local, 12);
  }
  return s0 + s1 + (s2 + s3);
}

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
  const bytes = (<usize>n) << 2;
  for (let g = 0; g < directions; g++, start += 4, matrices += bytes * <usize>n, bounds += <usize>n) {
    const first = pairs + ((<usize>load<i32>(start)) << 3);
    const end = pairs + ((<usize>load<i32>(start, 4)) << 3);
    for (let pair = first; pair < end; pair += 16) {
      translateTwo(
        matrices,
        n,
        bounds,
        sources + <usize>load<u32>(pair) * bytes,
        sources + <usize>load<u32>(pair, 8) * bytes,
        destinations + <usize>load<u32>(pair, 4) * bytes,
        destinations + <usize>load<u32>(pair, 12) * bytes,
      );
    }
  }
}

/** Four rows by two boxes at a time: as many sums as there are registers for, so that a number once loaded serves twice or more. */
function translateTwo(matrix: usize, n: i32, bounds: usize, s0: usize, s1: usize, d0: usize, d1: usize): void {
  const bytes = (<usize>n) << 2;
  for (let four: usize = 0; four < <usize>n >> 2; four++) {
    const at = bounds + ((four >> 1) << 3);
    const begin = (<usize>load<i32>(at)) << 2;
    const end = (<usize>load<i32>(at, 4)) << 2;
    if (begin === end) continue;
    let a0: f32 = 0;
    let a1: f32 = 0;
    let a2: f32 = 0;
    let a3: f32 = 0;
    let b0: f32 = 0;
    let b1: f32 = 0;
    let b2: f32 = 0;
    let b3: f32 = 0;
    let t = matrix + <usize>n * begin + (four << 4);
    for (let c = begin; c < end; c += 4, t += bytes) {
      const x0 = load<f32>(s0 + c);
      const x1 = load<f32>(s1 + c);
      const t0 = load<f32>(t);
      const t1 = load<f32>(t, 4);
      const t2 = load<f32>(t, 8);
      const t3 = load<f32>(t, 12);
      a0 += t0 * x0;
      b0 += t0 * x1;
      a1 += t1 * x0;
      b1 += t1 * x1;
      a2 += t2 * x0;
      b2 += t2 * x1;
      a3 += t3 * x0;
      b3 += t3 * x1;
    }
    addFour(d0 + (four << 4), a0, a1, a2, a3);
    addFour(d1 + (four << 4), b0, b1, b2, b3);
  }
}

function addFour(at: usize, a: f32, b: f32, c: f32, d: f32): void {
  store<f32>(at, load<f32>(at) + a);
  store<f32>(at, load<f32>(at, 4) + b, 4);
  store<f32>(at, load<f32>(at, 8) + c, 8);
  store<f32>(at, load<f32>(at, 12) + d, 12);
}
