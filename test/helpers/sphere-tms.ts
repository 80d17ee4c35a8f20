import { add, cross, dot, norm, scale, sub, type Vec3 } from '../../src/model/vec3';

const MU0_OVER_4PI = 1e-7;

/** Magnetic dipoles outside a sphere, metres and A.m2. */
export interface Dipole {
  position: Vec3;
  moment: Vec3;
}

/**
 * The total E (V/m) at `points` (packed, metres) in a spherically symmetric conductor about the origin, of dipoles whose
 * moments change at `moment` per second. By reciprocity E.q = -(dm/dt).B_q, with Sarvas's (1987) closed form for the field
 * B_q outside the sphere of a current dipole q inside it (Heller & van Hulsteyn 1992); conductivities and radii drop out.
 */
export function sphereField(dipoles: readonly Dipole[], points: ArrayLike<number>): Float64Array {
  const out = new Float64Array(points.length);
  for (const { position: r, moment: m } of dipoles) {
    const [rx, ry, rz] = r;
    const [mx, my, mz] = m;
    const rr = norm(r);
    for (let i = 0; i < points.length; i += 3) {
      const px = points[i];
      const py = points[i + 1];
      const pz = points[i + 2];
      const ax = rx - px;
      const ay = ry - py;
      const az = rz - pz;
      const a = Math.sqrt(ax * ax + ay * ay + az * az);
      const ar = ax * rx + ay * ry + az * rz;
      const f = a * (rr * a + ar);
      const alongR = (a * a) / rr + ar / a + 2 * a + 2 * rr;
      const alongP = a + 2 * rr + ar / a;
      const gradient = alongR * (rx * mx + ry * my + rz * mz) - alongP * (px * mx + py * my + pz * mz);
      const k = -MU0_OVER_4PI / (f * f);
      out[i] += k * (f * (py * mz - pz * my) - gradient * (py * rz - pz * ry));
      out[i + 1] += k * (f * (pz * mx - px * mz) - gradient * (pz * rx - px * rz));
      out[i + 2] += k * (f * (px * my - py * mx) - gradient * (px * ry - py * rx));
    }
  }
  return out;
}

/**
 * A flat closed loop of 1 A as dipoles over the area it spans: the fan of triangles from its centre, each cut into rings, with
 * the dipole at each piece's centroid. The loop does not repeat its first point.
 */
export function loopDipoles(loop: readonly Vec3[], rings: number): Dipole[] {
  const centre = scale(loop.reduce(add), 1 / loop.length);
  const out: Dipole[] = [];
  const put = (a: Vec3, b: Vec3, c: Vec3): void => {
    out.push({
      position: scale(add(add(a, b), c), 1 / 3),
      moment: scale(cross(sub(b, a), sub(c, a)), 0.5),
    });
  };
  loop.forEach((p, i) => {
    const q = loop[(i + 1) % loop.length];
    const on = (end: Vec3, k: number): Vec3 => add(centre, scale(sub(end, centre), k / rings));
    put(centre, on(p, 1), on(q, 1));
    for (let k = 1; k < rings; k++) {
      put(on(p, k), on(p, k + 1), on(q, k + 1));
      put(on(p, k), on(q, k + 1), on(q, k));
    }
  });
  return out;
}

/** A flat figure-of-eight in the coil frame, metres: circular turns of evenly spaced radii, the wings' currents opposed. */
export function figureEight(turns: number, innerM: number, outerM: number, centreM: number, segments = 48): Vec3[][] {
  return [1, -1].flatMap((side) =>
    Array.from({ length: turns }, (_, i) => {
      const radius = innerM + ((outerM - innerM) * i) / (turns - 1);
      return Array.from({ length: segments }, (_unused, j): Vec3 => {
        const angle = (side * 2 * Math.PI * j) / segments;
        return [side * centreM + radius * Math.cos(angle), radius * Math.sin(angle), 0];
      });
    }),
  );
}

/** Scales dipoles of 1 A to a rate of change of current. */
export const driven = (dipoles: readonly Dipole[], didtAPerS: number): Dipole[] =>
  dipoles.map(({ position, moment }) => ({ position, moment: scale(moment, didtAPerS) }));

/** Relative L2 error of packed vectors. */
export function relativeError(values: ArrayLike<number>, reference: readonly Vec3[]): number {
  let off = 0;
  let whole = 0;
  reference.forEach((e, i) => {
    const d: Vec3 = [values[3 * i] - e[0], values[3 * i + 1] - e[1], values[3 * i + 2] - e[2]];
    off += dot(d, d);
    whole += dot(e, e);
  });
  return Math.sqrt(off / whole);
}
