import type { Surface } from '../model/surface';
import type { Vec3 } from '../model/vec3';
import { planeCut } from './plane-cut';
import { firstPart, lengthMm, nearestOn } from './polyline';
import { scalpPoint } from './scalp-index';

/** The published rules: this far in front of the motor hotspot, cm. */
export const MOTOR_RULES_CM = [5, 5.5, 6] as const;

/**
 * The site `forwardCm` in front of a motor hotspot (of the hand) along the scalp, in the plane through the hotspot parallel
 * to the midline, and the line walked, mm.
 */
export function inFrontOfHotspot(scalp: Surface, hotspotMm: Vec3, forwardCm: number): { siteMm: Vec3; line: Vec3[] } {
  if (!(forwardCm > 0))
    throw new RangeError(`the distance in front of the hotspot is ${forwardCm} cm; it must be positive`);
  const start = scalpPoint(scalp, hotspotMm);
  const loops = planeCut(scalp, { normal: [1, 0, 0], offsetMm: start[0] });
  const places = loops.map((loop) => ({ loop, near: nearestOn(loop.points, start, loop.closed) }));
  const place = places.reduce((a, b) => (b.near.distanceMm < a.near.distanceMm ? b : a));
  const { points, closed } = place.loop;
  const { index } = place.near;
  const ahead = [...points.slice(index + 1), ...(closed ? points.slice(0, index + 1) : [])];
  const behind = [...points.slice(0, index + 1).reverse(), ...(closed ? points.slice(index + 1).reverse() : [])];
  const lines = [ahead, behind].map((rest) => firstPart([start, ...rest], 10 * forwardCm));
  const line = lines.reduce((a, b) => (gain(b) > gain(a) ? b : a));
  if (Math.abs(lengthMm(line) - 10 * forwardCm) > 0.01) {
    throw new RangeError(`the scalp ends less than ${forwardCm} cm in front of the hotspot`);
  }
  return { siteMm: line[line.length - 1], line };
}

/** How far forward a line leads, mm. */
const gain = (line: readonly Vec3[]): number => line[line.length - 1][1] - line[0][1];
