import { add, distance, dot, lerp, scale, sub, type Vec3 } from '../model/vec3';

/** The length of a polyline, mm. */
export function lengthMm(line: readonly Vec3[]): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1], line[i]);
  return sum;
}

/** The point `distanceMm` along a polyline; held at its ends. */
export function pointAlong(line: readonly Vec3[], distanceMm: number): Vec3 {
  let left = distanceMm;
  for (let i = 1; i < line.length; i++) {
    const step = distance(line[i - 1], line[i]);
    if (left <= step) return step > 0 ? lerp(line[i - 1], line[i], Math.max(0, left / step)) : line[i - 1];
    left -= step;
  }
  return line[line.length - 1];
}

/** The point at `fraction` (0 to 1) of a polyline's length. */
export const pointAtFraction = (line: readonly Vec3[], fraction: number): Vec3 =>
  pointAlong(line, fraction * lengthMm(line));

/** The first `distanceMm` of a polyline, ending exactly there. */
export function firstPart(line: readonly Vec3[], distanceMm: number): Vec3[] {
  const out: Vec3[] = [line[0]];
  let left = distanceMm;
  for (let i = 1; i < line.length; i++) {
    const step = distance(line[i - 1], line[i]);
    if (left <= step) {
      out.push(step > 0 ? lerp(line[i - 1], line[i], Math.max(0, left / step)) : line[i]);
      return out;
    }
    out.push(line[i]);
    left -= step;
  }
  return out;
}

/** The nearest place on a polyline: its segment (from `index` to `index + 1`, cyclic when closed), point and distance. */
export function nearestOn(
  line: readonly Vec3[],
  p: Vec3,
  closed: boolean,
): { index: number; point: Vec3; distanceMm: number } {
  let best = { index: 0, point: line[0], distanceMm: distance(line[0], p) };
  const segments = closed ? line.length : line.length - 1;
  for (let i = 0; i < segments; i++) {
    const a = line[i];
    const d = sub(line[(i + 1) % line.length], a);
    const l2 = dot(d, d);
    const t = l2 > 0 ? Math.min(1, Math.max(0, dot(sub(p, a), d) / l2)) : 0;
    const point = add(a, scale(d, t));
    const distanceMm = distance(point, p);
    if (distanceMm < best.distanceMm) best = { index: i, point, distanceMm };
  }
  return best;
}
