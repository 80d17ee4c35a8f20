/**
 * Solid harmonics in the convention that makes their addition theorems free of factors (Epton & Dembart 1995; Dehnen
 * 2014): R_n^m = r^n / (n+m)! P_n^m e^{im phi} and I_n^m = (n-m)! / r^{n+1} P_n^m e^{im phi}, so that
 *   1/|r - s| = sum_nm conj(R_n^m(s)) I_n^m(r)                for |s| < |r|,
 *   R_n^m(a + b) = sum_kl R_k^l(a) R_{n-k}^{m-l}(b),
 *   I_n^m(a + b) = sum_kl (-1)^k conj(R_k^l(a)) I_{n+k}^{m+l}(b)  for |a| < |b|.
 * Negative orders follow from X_n^{-m} = (-1)^m conj(X_n^m) and are not stored. A set up to `degree` is (degree + 1)^2
 * f64: for each n the real X_n^0, then Re and Im of X_n^m, m = 1..n.
 */

export function re(n: i32, m: i32): i32 {
  return m === 0 ? n * n : n * n + 2 * m - 1;
}

function get(at: usize, k: i32): f64 {
  return load<f64>(at + ((<usize>k) << 3));
}

function put(at: usize, k: i32, x: f64): void {
  store<f64>(at + ((<usize>k) << 3), x);
}

export function realPart(at: usize, n: i32, m: i32): f64 {
  return m > n ? 0 : get(at, re(n, m));
}

export function imaginaryPart(at: usize, n: i32, m: i32): f64 {
  return m > n || m === 0 ? 0 : get(at, re(n, m) + 1);
}

/** The regular harmonics of (x, y, z) up to `degree`. */
export function regular(out: usize, degree: i32, x: f64, y: f64, z: f64): void {
  const r2 = x * x + y * y + z * z;
  put(out, 0, 1);
  for (let m = 0; m <= degree; m++) {
    if (m > 0) {
      const a = realPart(out, m - 1, m - 1),
        b = imaginaryPart(out, m - 1, m - 1);
      const f = -0.5 / <f64>m;
      put(out, re(m, m), f * (x * a - y * b));
      put(out, re(m, m) + 1, f * (x * b + y * a));
    }
    for (let n = m + 1; n <= degree; n++) {
      const f = 1.0 / <f64>((n - m) * (n + m));
      const u = <f64>(2 * n - 1) * z * f;
      const v = n - 2 >= m ? r2 * f : 0.0;
      put(out, re(n, m), u * realPart(out, n - 1, m) - (n - 2 >= m ? v * realPart(out, n - 2, m) : 0.0));
      if (m > 0) {
        put(
          out,
          re(n, m) + 1,
          u * imaginaryPart(out, n - 1, m) - (n - 2 >= m ? v * imaginaryPart(out, n - 2, m) : 0.0),
        );
      }
    }
  }
}

/** The irregular harmonics of (x, y, z), not the origin, up to `degree`. */
export function irregular(out: usize, degree: i32, x: f64, y: f64, z: f64): void {
  const r2 = x * x + y * y + z * z;
  const s = 1.0 / r2;
  put(out, 0, Math.sqrt(s));
  for (let m = 0; m <= degree; m++) {
    if (m > 0) {
      const a = realPart(out, m - 1, m - 1),
        b = imaginaryPart(out, m - 1, m - 1);
      const f = -(<f64>(2 * m - 1)) * s;
      put(out, re(m, m), f * (x * a - y * b));
      put(out, re(m, m) + 1, f * (x * b + y * a));
    }
    for (let n = m + 1; n <= degree; n++) {
      const u = <f64>(2 * n - 1) * z * s;
      const v = <f64>((n - 1) * (n - 1) - m * m) * s;
      put(out, re(n, m), u * realPart(out, n - 1, m) - (n - 2 >= m ? v * realPart(out, n - 2, m) : 0.0));
      if (m > 0) {
        put(
          out,
          re(n, m) + 1,
          u * imaginaryPart(out, n - 1, m) - (n - 2 >= m ? v * imaginaryPart(out, n - 2, m) : 0.0),
        );
      }
    }
  }
}
