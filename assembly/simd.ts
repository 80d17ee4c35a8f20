/** Four-lane f32 helpers that WASM SIMD lacks. */

export function splat(x: f32): v128 {
  return f32x4.splat(x);
}

export function dot3(ax: v128, ay: v128, az: v128, bx: v128, by: v128, bz: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.mul(ax, bx), f32x4.mul(ay, by)), f32x4.mul(az, bz));
}

/** The sum of the four lanes. */
export function laneSum(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

const TAN_PI_8: f32 = 0.41421356;

/** tan(pi/8) and the polynomial of atanSmall. Constants are built anew at each use; these are loaded, by one instruction each. */
const ATAN: usize = memory.data<f32>([
  TAN_PI_8,
  8.05374449538e-2,
  1.38776856032e-1,
  1.99777106478e-1,
  3.33329491539e-1,
]);

/** Whether |atan2(y, x)| is less than pi/8 in all lanes, and so atanSmall(y / x). */
export function allSmall(y: v128, x: v128): bool {
  return i32x4.bitmask(f32x4.lt(f32x4.abs(y), f32x4.mul(x, v128.load32_splat(ATAN)))) === 15;
}

/**
 * atan2(y, x) to about 2e-7. Range reduction and polynomial are those of Cephes' atanf (Moshier 1992), which keeps the
 * argument below tan(pi/8).
 */
export function atan2x4(y: v128, x: v128): v128 {
  const ax = f32x4.abs(x),
    ay = f32x4.abs(y);
  const small = f32x4.pmin(ax, ay);
  const large = f32x4.pmax(f32x4.pmax(ax, ay), splat(1e-37));
  // atan t = pi/4 + atan((t - 1)/(t + 1)), both cases by one division
  const high = f32x4.gt(small, f32x4.mul(large, splat(TAN_PI_8)));
  const above = v128.bitselect(f32x4.sub(small, large), small, high);
  let angle = atanSmall(f32x4.div(above, v128.bitselect(f32x4.add(small, large), large, high)));
  angle = f32x4.add(angle, v128.and(high, splat(<f32>(Math.PI / 4))));
  angle = v128.bitselect(f32x4.sub(splat(<f32>(Math.PI / 2)), angle), angle, f32x4.gt(ay, ax));
  angle = v128.bitselect(f32x4.sub(splat(<f32>Math.PI), angle), angle, f32x4.lt(x, splat(0)));
  const sign = v128.and(y, i32x4.splat(0x80000000));
  return v128.or(angle, sign);
}

/** atan(t), |t| up to tan(pi/8); the polynomial in pairs (Estrin), which shortens the wait for the last term. */
export function atanSmall(t: v128): v128 {
  const z = f32x4.mul(t, t);
  const high = f32x4.sub(f32x4.mul(z, v128.load32_splat(ATAN, 4)), v128.load32_splat(ATAN, 8));
  const low = f32x4.sub(f32x4.mul(z, v128.load32_splat(ATAN, 12)), v128.load32_splat(ATAN, 16));
  const p = f32x4.add(f32x4.mul(high, f32x4.mul(z, z)), low);
  return f32x4.add(f32x4.mul(p, f32x4.mul(z, t)), t);
}

/**
 * atanh(u) for 0 <= u < 1: halved by atanh(u) = 2 atanh(u / (1 + sqrt(1 - u^2))) until the series is short. Keeps its
 * relative precision for small u, where ln((1 + u)/(1 - u)) would not.
 */
export function atanhx4(u: v128): v128 {
  const one = splat(1);
  let factor = one;
  while (v128.any_true(f32x4.gt(u, splat(0.3)))) {
    const rest = f32x4.sqrt(f32x4.pmax(splat(0), f32x4.mul(f32x4.sub(one, u), f32x4.add(one, u))));
    u = f32x4.div(u, f32x4.add(one, rest));
    factor = f32x4.add(factor, factor);
  }
  const z = f32x4.mul(u, u);
  let p = f32x4.add(f32x4.mul(z, splat(1.0 / 11.0)), splat(1.0 / 9.0));
  p = f32x4.add(f32x4.mul(p, z), splat(1.0 / 7.0));
  p = f32x4.add(f32x4.mul(p, z), splat(1.0 / 5.0));
  p = f32x4.add(f32x4.mul(p, z), splat(1.0 / 3.0));
  p = f32x4.add(f32x4.mul(f32x4.mul(p, z), u), u);
  return f32x4.mul(p, factor);
}
