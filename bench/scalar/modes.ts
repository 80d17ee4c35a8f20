/** Twin of the mode product of assembly/modes.ts. */

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
  for (let b = 0; b < blocks; b++, scales += (<usize>columns) << 2) {
    const unit = quantize(scales, coefficients, columns, steps);
    for (let r = 0; r < rows; r++, out += 4, matrix += columns) {
      store<f32>(out, unit * <f32>dotProduct(matrix, columns, steps));
    }
  }
}

function quantize(scales: usize, coefficients: usize, columns: i32, steps: usize): f32 {
  const bytes = (<usize>columns) << 2;
  let peak: f32 = 0;
  for (let c: usize = 0; c < bytes; c += 4) {
    peak = max(peak, abs(load<f32>(scales + c) * load<f32>(coefficients + c)));
  }
  const inverse: f32 = peak > 0 ? 32767 / peak : 0;
  for (let c: usize = 0; c < bytes; c += 4) {
    const value = inverse * (load<f32>(scales + c) * load<f32>(coefficients + c));
    store<i16>(steps + (c >> 1), <i16>nearest<f32>(value));
  }
  return peak / 32767;
}

function dotProduct(matrix: usize, columns: i32, steps: usize): i32 {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (const end = matrix + <usize>columns; matrix < end; matrix += 4, steps += 8) {
    a += <i32>load<i8>(matrix) * <i32>load<i16>(steps);
    b += <i32>load<i8>(matrix, 1) * <i32>load<i16>(steps, 2);
    c += <i32>load<i8>(matrix, 2) * <i32>load<i16>(steps, 4);
    d += <i32>load<i8>(matrix, 3) * <i32>load<i16>(steps, 6);
  }
  return a + b + c + d;
}
