/**
 * The live field: signature of a source -> mode coefficients -> field. The mode matrix is int8 in blocks of rows; in each
 * block every column has a scale of its own, so that modes which are weak there keep their digits.
 */

import { laneSum, splat } from './simd';

/** out = A x: `rows` dot products of `columns` f32 (a multiple of four). */
export function denseProduct(a: usize, x: usize, rows: i32, columns: i32, out: usize): void {
  const bytes = (<usize>columns) << 2;
  for (let r = 0; r < rows; r++, a += bytes, out += 4) {
    let s0 = splat(0),
      s1 = splat(0);
    let c: usize = 0;
    for (; c + 32 <= bytes; c += 32) {
      s0 = f32x4.add(s0, f32x4.mul(v128.load(a + c), v128.load(x + c)));
      s1 = f32x4.add(s1, f32x4.mul(v128.load(a + c, 16), v128.load(x + c, 16)));
    }
    if (c < bytes) s0 = f32x4.add(s0, f32x4.mul(v128.load(a + c), v128.load(x + c)));
    store<f32>(out, laneSum(f32x4.add(s0, s1)));
  }
}

/**
 * Blocks of `rows` rows (a multiple of four) by `columns` int8 (a multiple of 16), one after another; `scales` holds
 * `columns` f32 a block. Writes rows * blocks f32 to `out`. `steps` is scratch for `columns` i16.
 */
export function modesProduct(
  matrix: usize,
  scales: usize,
  blocks: i32,
  rows: i32,
  columns: i32,
  coefficients: usize,
  steps: usize,
  out: usize,
): void {
  for (let b = 0; b < blocks; b++) {
    const unit = quantize(scales, coefficients, columns, steps);
    for (let r = 0; r < rows; r += 4, out += 16) {
      v128.store(out, f32x4.mul(splat(unit), f32x4.convert_i32x4_s(fourRows(matrix, columns, steps))));
      matrix += (<usize>columns) << 2;
    }
    scales += (<usize>columns) << 2;
  }
}

/** Writes round(scale x coefficient / unit) as i16 and gives the unit, chosen so that the largest is 32767. */
function quantize(scales: usize, coefficients: usize, columns: i32, steps: usize): f32 {
  const bytes = (<usize>columns) << 2;
  let most = splat(0);
  for (let c: usize = 0; c < bytes; c += 16) {
    most = f32x4.pmax(most, f32x4.abs(f32x4.mul(v128.load(scales + c), v128.load(coefficients + c))));
  }
  const peak = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
  if (peak === 0) {
    memory.fill(steps, 0, bytes >> 1);
    return 0;
  }
  const inverse = splat(32767 / peak);
  for (let c: usize = 0; c < bytes; c += 32) {
    const low = f32x4.mul(inverse, f32x4.mul(v128.load(scales + c), v128.load(coefficients + c)));
    const high = f32x4.mul(inverse, f32x4.mul(v128.load(scales + c, 16), v128.load(coefficients + c, 16)));
    v128.store(
      steps + (c >> 1),
      i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(f32x4.nearest(low)), i32x4.trunc_sat_f32x4_s(f32x4.nearest(high))),
    );
  }
  return peak / 32767;
}

/** Four integer dot products; 127 x 32767 x columns stays within i32 for up to 512 columns. */
function fourRows(matrix: usize, columns: i32, steps: usize): v128 {
  const stride = <usize>columns;
  let a = i32x4.splat(0),
    b = i32x4.splat(0),
    c = i32x4.splat(0),
    d = i32x4.splat(0);
  for (let k: usize = 0; k < stride; k += 16) {
    const low = v128.load(steps + (k << 1)),
      high = v128.load(steps + (k << 1), 16);
    const at = matrix + k;
    a = addDots(a, at, low, high);
    b = addDots(b, at + stride, low, high);
    c = addDots(c, at + 2 * stride, low, high);
    d = addDots(d, at + 3 * stride, low, high);
  }
  // transpose and add: lane i of the answer is the sum over row i
  const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5),
    ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5),
    cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  const p = i32x4.add(ab0, ab1),
    q = i32x4.add(cd0, cd1);
  return i32x4.add(v128.shuffle<i64>(p, q, 0, 2), v128.shuffle<i64>(p, q, 1, 3));
}

function addDots(sum: v128, at: usize, low: v128, high: v128): v128 {
  return i32x4.add(
    i32x4.add(sum, i32x4.dot_i16x8_s(v128.load8x8_s(at), low)),
    i32x4.dot_i16x8_s(v128.load8x8_s(at, 8), high),
  );
}

/** Mode points that one carried vertex leans on. */
const DONORS: i32 = 6;
/** Bytes of a carried vertex: scale f32, vertex u32, six donors u16 (padded to 8), 18 columns of four i16. */
const CARRIED_BYTES: usize = 24 + 18 * 8;

/**
 * E at the vertices that are not mode points: each a linear map of E at six mode points near it. `modeField` is packed xyz
 * f32 by mode point; writes packed xyz f32 by vertex.
 */
export function carryField(carried: usize, count: i32, modeField: usize, field: usize): void {
  for (let i = 0; i < count; i++, carried += CARRIED_BYTES) {
    let e = splat(0);
    let column = carried + 24;
    for (let d = 0; d < DONORS; d++, column += 24) {
      const donor = modeField + <usize>load<u16>(carried + 8 + ((<usize>d) << 1)) * 12;
      e = f32x4.add(e, f32x4.mul(v128.load32_splat(donor), f32x4.convert_i32x4_s(v128.load16x4_s(column))));
      e = f32x4.add(e, f32x4.mul(v128.load32_splat(donor, 4), f32x4.convert_i32x4_s(v128.load16x4_s(column, 8))));
      e = f32x4.add(e, f32x4.mul(v128.load32_splat(donor, 8), f32x4.convert_i32x4_s(v128.load16x4_s(column, 16))));
    }
    put(field, load<u32>(carried, 4), f32x4.mul(e, v128.load32_splat(carried)));
  }
}

/** Copies E of the mode points to their vertices. */
export function scatterField(vertices: usize, count: i32, modeField: usize, field: usize): void {
  for (let i = 0; i < count; i++, vertices += 4, modeField += 12) {
    const at = field + <usize>load<u32>(vertices) * 12;
    store<u64>(at, load<u64>(modeField));
    store<f32>(at, load<f32>(modeField, 8), 8);
  }
}

function put(field: usize, vertex: u32, e: v128): void {
  const at = field + <usize>vertex * 12;
  store<f64>(at, f64x2.extract_lane(e, 0));
  store<f32>(at, f32x4.extract_lane(e, 2), 8);
}
