import type { Vec3 } from '../../src/model/vec3';

/** Concentric shells about the origin, innermost first. */
export interface Shells {
  radiiM: readonly number[];
  sPerM: readonly number[];
}

/** A current into the outer surface about a unit direction: through a point, or uniformly through a cap. */
export interface SphereElectrode {
  direction: Vec3;
  currentA: number;
  capHalfAngleRad: number | null;
}

/** Legendre polynomials P_0..P_n at x. */
function legendre(n: number, x: number): Float64Array {
  const p = new Float64Array(n + 1);
  p[0] = 1;
  if (n > 0) p[1] = x;
  for (let k = 2; k <= n; k++) p[k] = ((2 * k - 1) * x * p[k - 1] - (k - 1) * p[k - 2]) / k;
  return p;
}

/** Injected current density at the outer surface as a Legendre series, A/m2; the mean (n = 0) is left out. */
function injected({ currentA, capHalfAngleRad }: SphereElectrode, radiusM: number, modes: number): Float64Array {
  const out = new Float64Array(modes + 1);
  if (capHalfAngleRad === null) {
    for (let n = 1; n <= modes; n++) out[n] = (currentA * (2 * n + 1)) / (4 * Math.PI * radiusM ** 2);
    return out;
  }
  const cosine = Math.cos(capHalfAngleRad);
  const density = currentA / (2 * Math.PI * radiusM ** 2 * (1 - cosine));
  const p = legendre(modes + 1, cosine);
  for (let n = 1; n <= modes; n++) out[n] = (density * (p[n - 1] - p[n + 1])) / 2;
  return out;
}

/** In each shell, potential of mode n = rise (r/outer)^n + fall (inner/r)^(n+1), for 1 A/m2 injected in that mode. */
function response({ radiiM, sPerM }: Shells, n: number): { rise: number; fall: number }[] {
  const shells = [{ rise: 1, fall: 0 }];
  let value = 1;
  let flux = sPerM[0] * n;
  for (let k = 1; k < radiiM.length; k++) {
    // sigma r dphi/dr and phi are continuous at the shell's inner radius.
    const rise = ((n + 1) * value + flux / sPerM[k]) / (2 * n + 1);
    const fall = (n * value - flux / sPerM[k]) / (2 * n + 1);
    const ratio = radiiM[k - 1] / radiiM[k];
    shells.push({ rise: rise / ratio ** n, fall });
    const [up, down] = [rise / ratio ** n, fall * ratio ** (n + 1)];
    value = up + down;
    flux = sPerM[k] * (n * up - (n + 1) * down);
  }
  const unit = radiiM[radiiM.length - 1] / flux;
  return shells.map(({ rise, fall }) => ({ rise: rise * unit, fall: fall * unit }));
}

/** E (V/m) at `points` (packed, metres) of electrodes whose currents sum to zero; a series of `modes` Legendre modes. */
export function shellField(
  shells: Shells,
  electrodes: readonly SphereElectrode[],
  points: ArrayLike<number>,
  modes = 150,
): Float64Array {
  const { radiiM } = shells;
  const responses = Array.from({ length: modes + 1 }, (_, n) => (n === 0 ? [] : response(shells, n)));
  const out = new Float64Array(points.length);
  for (const electrode of electrodes) {
    const current = injected(electrode, radiiM[radiiM.length - 1], modes);
    const d = electrode.direction;
    for (let i = 0; i < points.length; i += 3) {
      const r = Math.hypot(points[i], points[i + 1], points[i + 2]);
      const u = [points[i] / r, points[i + 1] / r, points[i + 2] / r];
      const x = Math.min(1, Math.max(-1, u[0] * d[0] + u[1] * d[1] + u[2] * d[2]));
      const shell = radiiM.findIndex((outer) => r <= outer);
      const up = r / radiiM[shell];
      const down = shell > 0 ? radiiM[shell - 1] / r : 0;
      let alongR = 0;
      let alongX = 0;
      let upN = 1;
      let downN = down;
      let [p0, p1, slope0, slope1] = [1, x, 0, 1];
      for (let n = 1; n <= modes; n++) {
        upN *= up;
        downN *= down;
        const { rise, fall } = responses[n][shell];
        alongR += (current[n] * (n * rise * upN - (n + 1) * fall * downN) * p1) / r;
        alongX += current[n] * (rise * upN + fall * downN) * slope1;
        const p2 = ((2 * n + 1) * x * p1 - n * p0) / (n + 1);
        const slope2 = slope0 + (2 * n + 1) * p1;
        [p0, p1, slope0, slope1] = [p1, p2, slope1, slope2];
      }
      for (let k = 0; k < 3; k++) out[i + k] -= alongR * u[k] + (alongX / r) * (d[k] - x * u[k]);
    }
  }
  return out;
}
