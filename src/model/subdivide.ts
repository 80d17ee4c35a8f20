import { corners, type Surface, triangleCount } from './surface';
import { distance } from './vec3';

/** The mean edge length of a surface, mm. */
export function meanEdgeMm(s: Surface): number {
  let sum = 0;
  for (let t = 0; t < triangleCount(s); t++) {
    const [a, b, c] = corners(s, t);
    sum += distance(a, b) + distance(b, c) + distance(c, a);
  }
  return sum / (3 * triangleCount(s));
}

/** The same surface with every triangle split into four at its edge midpoints; the shape does not change. */
export function subdivide(s: Surface): Surface {
  const positions = Array.from(s.positionsMm);
  const triangles: number[] = [];
  const middles = new Map<number, number>();
  const middle = (a: number, b: number): number => {
    const key = Math.min(a, b) * 2 ** 26 + Math.max(a, b);
    const known = middles.get(key);
    if (known !== undefined) return known;
    const at = positions.length / 3;
    for (let d = 0; d < 3; d++) positions.push((positions[3 * a + d] + positions[3 * b + d]) / 2);
    middles.set(key, at);
    return at;
  };
  for (let t = 0; t < s.triangles.length; t += 3) {
    const [a, b, c] = s.triangles.subarray(t, t + 3);
    const ab = middle(a, b);
    const bc = middle(b, c);
    const ca = middle(c, a);
    triangles.push(a, ab, ca, b, bc, ab, c, ca, bc, ab, bc, ca);
  }
  return { positionsMm: Float32Array.from(positions), triangles: Uint32Array.from(triangles) };
}

/** How many triangles `refineTo` makes. */
export const refinedCount = (s: Surface, maxEdgeMm: number): number =>
  triangleCount(s) * 4 ** Math.max(0, Math.ceil(Math.log2(meanEdgeMm(s) / maxEdgeMm)));

/** Subdivides until the mean edge is at most `maxEdgeMm`. */
export function refineTo(s: Surface, maxEdgeMm: number): Surface {
  let out = s;
  for (let edge = meanEdgeMm(s); edge > maxEdgeMm; edge /= 2) out = subdivide(out);
  return out;
}
