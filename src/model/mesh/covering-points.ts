import { type Surface, triangleCount } from '../surface';
import { at, distance } from '../vec3';

/** Points that cover a surface: its vertices, and points between them where they are farther than `spacingMm` apart. */
export function coveringPoints(surface: Surface, spacingMm: number): Float32Array {
  const points: number[] = Array.from(surface.positionsMm);
  const p = surface.positionsMm;
  for (let t = 0; t < triangleCount(surface); t++) {
    const [a, b, c] = surface.triangles.subarray(3 * t, 3 * t + 3);
    const [u, v, w] = [at(p, a), at(p, b), at(p, c)];
    const steps = Math.ceil(Math.max(distance(u, v), distance(v, w), distance(w, u)) / spacingMm);
    for (let i = 0; i <= steps; i++) {
      for (let j = 0; i + j <= steps; j++) {
        const isCorner = (i === 0 && (j === 0 || j === steps)) || i === steps;
        for (let d = 0; d < 3 && !isCorner; d++) {
          points.push(u[d] + (i / steps) * (v[d] - u[d]) + (j / steps) * (w[d] - u[d]));
        }
      }
    }
  }
  return Float32Array.from(points);
}
