import { add, cross, dot, norm, scale, sub, type Vec3 } from '../../src/model/vec3';

const MU0_OVER_4PI = 1e-7;

/** Vector potential (Coulomb gauge, T.m) of 1 A along a straight wire from `a` to `b`, metres; closed form. */
export function segmentA(a: Vec3, b: Vec3, r: Vec3): Vec3 {
  const along = sub(b, a);
  const length = norm(along);
  const sum = norm(sub(r, a)) + norm(sub(r, b));
  return scale(along, (MU0_OVER_4PI / length) * Math.log((sum + length) / (sum - length)));
}

/** Biot-Savart flux density (T) of 1 A along a straight wire from `a` to `b`, metres; closed form. */
export function segmentB(a: Vec3, b: Vec3, r: Vec3): Vec3 {
  const [p, q] = [sub(r, a), sub(r, b)];
  const [lp, lq] = [norm(p), norm(q)];
  const factor = (MU0_OVER_4PI * (lp + lq)) / (lp * lq * (lp * lq + dot(p, q)));
  return scale(cross(p, q), factor);
}

/** Sums `field` over the segments of paths in mm, at `rMm`. */
export function overPaths(pathsMm: Vec3[][], rMm: Vec3, field: typeof segmentA): Vec3 {
  const metres = (p: Vec3): Vec3 => scale(p, 1e-3);
  let total: Vec3 = [0, 0, 0];
  for (const path of pathsMm) {
    for (let i = 0; i + 1 < path.length; i++) {
      total = add(total, field(metres(path[i]), metres(path[i + 1]), metres(rMm)));
    }
  }
  return total;
}

/** -dA/dt (V/m) at `rMm` of the paths for `didtAPerS`. */
export const primaryField = (pathsMm: Vec3[][], rMm: Vec3, didtAPerS: number): Vec3 =>
  scale(overPaths(pathsMm, rMm, segmentA), -didtAPerS);
