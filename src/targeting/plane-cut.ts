import { type LevelLine, levelLines } from '../model/level-lines';
import type { Surface } from '../model/surface';
import { cross, dot, normalize, sub, type Vec3 } from '../model/vec3';

/** The plane of all p with normal . p = offsetMm; `normal` has unit length. */
export interface Plane {
  normal: Vec3;
  offsetMm: number;
}

/** The plane through three points, RAS mm; throws a RangeError when they lie on one line. */
export function planeThrough(a: Vec3, b: Vec3, c: Vec3): Plane {
  const n = cross(sub(b, a), sub(c, a));
  const size = Math.max(dot(sub(b, a), sub(b, a)), dot(sub(c, a), sub(c, a)));
  if (Math.hypot(...n) <= 1e-6 * size) {
    const text = [a, b, c].map((p) => `(${p.map((x) => x.toFixed(1)).join(' ')})`).join(', ');
    throw new RangeError(`the points ${text} lie on one line and define no plane; check the landmarks`);
  }
  const normal = normalize(n);
  return { normal, offsetMm: dot(normal, a) };
}

/** Where a plane cuts a surface: closed loops on a closed surface. */
export function planeCut(surface: Surface, plane: Plane): LevelLine[] {
  const { positionsMm } = surface;
  const height = new Float64Array(positionsMm.length / 3);
  const [nx, ny, nz] = plane.normal;
  for (let v = 0; v < height.length; v++) {
    height[v] = nx * positionsMm[3 * v] + ny * positionsMm[3 * v + 1] + nz * positionsMm[3 * v + 2];
  }
  return levelLines(surface, height, plane.offsetMm);
}
