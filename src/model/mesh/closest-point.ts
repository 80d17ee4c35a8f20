import { corners, type Surface, triangleCount } from '../surface';
import { add, distance, dot, scale, sub, type Vec3 } from '../vec3';

/** The surface point nearest to `p`, mm; every triangle is tried. */
export function closestPoint(surface: Surface, p: Vec3): { pointMm: Vec3; triangle: number } {
  let best = { pointMm: p, triangle: 0 };
  let least = Infinity;
  for (let t = 0; t < triangleCount(surface); t++) {
    const [a, b, c] = corners(surface, t);
    const q = closestOnTriangle(p, a, b, c);
    const d = distance(p, q);
    if (d < least) {
      least = d;
      best = { pointMm: q, triangle: t };
    }
  }
  return best;
}

/** The point of triangle abc nearest to p (Ericson, Real-Time Collision Detection, 5.1.5). */
export function closestOnTriangle(p: Vec3, a: Vec3, b: Vec3, c: Vec3): Vec3 {
  const ab = sub(b, a);
  const ac = sub(c, a);
  const ap = sub(p, a);
  const d1 = dot(ab, ap);
  const d2 = dot(ac, ap);
  if (d1 <= 0 && d2 <= 0) return a;
  const bp = sub(p, b);
  const d3 = dot(ab, bp);
  const d4 = dot(ac, bp);
  if (d3 >= 0 && d4 <= d3) return b;
  const vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return add(a, scale(ab, d1 / (d1 - d3)));
  const cp = sub(p, c);
  const d5 = dot(ab, cp);
  const d6 = dot(ac, cp);
  if (d6 >= 0 && d5 <= d6) return c;
  const vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return add(a, scale(ac, d2 / (d2 - d6)));
  const va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) return add(b, scale(sub(c, b), (d4 - d3) / (d4 - d3 + d5 - d6)));
  const f = 1 / (va + vb + vc);
  return add(a, add(scale(ab, vb * f), scale(ac, vc * f)));
}
