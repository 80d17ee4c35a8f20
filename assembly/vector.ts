/** Vectors of f32, a multiple of four long; sums are carried in f64. */

export function dot(a: usize, b: usize, n: i32): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  const end = a + ((<usize>n) << 2);
  while (a < end) {
    const p = v128.load(a);
    const q = v128.load(b);
    const lo = f64x2.mul(f64x2.promote_low_f32x4(p), f64x2.promote_low_f32x4(q));
    const ph = v128.shuffle<i64>(p, p, 1, 1);
    const qh = v128.shuffle<i64>(q, q, 1, 1);
    s0 = f64x2.add(s0, lo);
    s1 = f64x2.add(s1, f64x2.mul(f64x2.promote_low_f32x4(ph), f64x2.promote_low_f32x4(qh)));
    a += 16;
    b += 16;
  }
  const s = f64x2.add(s0, s1);
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

/** y += s x. */
export function axpy(y: usize, s: f32, x: usize, n: i32): void {
  const f = f32x4.splat(s);
  const end = y + ((<usize>n) << 2);
  while (y < end) {
    v128.store(y, f32x4.add(v128.load(y), f32x4.mul(f, v128.load(x))));
    y += 16;
    x += 16;
  }
}

/** y = s x. */
export function scaleTo(y: usize, s: f32, x: usize, n: i32): void {
  const f = f32x4.splat(s);
  const end = y + ((<usize>n) << 2);
  while (y < end) {
    v128.store(y, f32x4.mul(f, v128.load(x)));
    y += 16;
    x += 16;
  }
}

/** y = a x, entry by entry. */
export function multiplyTo(y: usize, a: usize, x: usize, n: i32): void {
  const end = y + ((<usize>n) << 2);
  while (y < end) {
    v128.store(y, f32x4.mul(v128.load(a), v128.load(x)));
    y += 16;
    a += 16;
    x += 16;
  }
}

/** y = x / 2 - a y, entry by entry: the boundary equation's left side, y holding the normal field on entry. */
export function halfMinusProduct(y: usize, x: usize, a: usize, n: i32): void {
  const half = f32x4.splat(0.5);
  const end = y + ((<usize>n) << 2);
  while (y < end) {
    v128.store(y, f32x4.sub(f32x4.mul(half, v128.load(x)), f32x4.mul(v128.load(a), v128.load(y))));
    y += 16;
    x += 16;
    a += 16;
  }
}

/**
 * Takes out of x the part along `weight` on each layer: x -= weight (weight . x) / (weight . weight) over the entries of
 * that layer. `layerOf` holds a layer number an entry (i32, -1 in padding), `sums` takes 2 f64 a layer.
 */
export function projectOut(x: usize, weight: usize, layerOf: usize, layers: i32, n: i32, sums: usize): void {
  memory.fill(sums, 0, (<usize>layers) << 4);
  for (let i: usize = 0; i < (<usize>n) << 2; i += 4) {
    const l = load<i32>(layerOf + i);
    if (l < 0) continue;
    const w = <f64>load<f32>(weight + i);
    const at = sums + ((<usize>l) << 4);
    store<f64>(at, load<f64>(at) + w * <f64>load<f32>(x + i));
    store<f64>(at, load<f64>(at, 8) + w * w, 8);
  }
  for (let i: usize = 0; i < (<usize>n) << 2; i += 4) {
    const l = load<i32>(layerOf + i);
    if (l < 0) continue;
    const at = sums + ((<usize>l) << 4);
    store<f32>(x + i, load<f32>(x + i) - <f32>((<f64>load<f32>(weight + i) * load<f64>(at)) / load<f64>(at, 8)));
  }
}
