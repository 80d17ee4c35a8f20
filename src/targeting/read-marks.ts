import { cross, dot, normalize, sub, type Vec3 } from '../model/vec3';
import type { ScalpMarks } from './beam-f3';
import { type HeadTapes, type Side, walkMarks } from './marks-on-scalp';
import { lengthMm, nearestOn } from './polyline';

/** How far beside the tape a site may lie before its marks are held not to lead to it, mm. */
const MAX_MISS_MM = 3;

/**
 * The marks that lead to a site: `walkMarks` the other way round. X is read on the circumference where the plane through
 * the vertex, the site and the circumference's centre meets it on the site's side, Y along the tape from the vertex. Null
 * where no such marks are: at the vertex itself, and for sites below the circumference.
 */
export function readMarks(tapes: HeadTapes, siteMm: Vec3): { marks: ScalpMarks; side: Side } | null {
  const { vertex, centre } = tapes;
  const side: Side = siteMm[0] < vertex[0] ? 'left' : 'right';
  const ring = side === 'left' ? tapes.ring : tapes.ring.slice().reverse();
  const up = sub(vertex, centre);
  const across = cross(up, sub(siteMm, centre));
  if (Math.hypot(...across) < 1e-6 * dot(up, up)) return null;
  const normal = normalize(across);
  const height = (p: Vec3): number => dot(normal, sub(p, centre));
  const outward = cross(normal, up);
  let xMm = 0;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [height(ring[i - 1]), height(ring[i])];
    const step = lengthMm([ring[i - 1], ring[i]]);
    if (a !== b && a * b <= 0 && dot(outward, sub(ring[i], centre)) * dot(outward, sub(siteMm, centre)) > 0) {
      xMm += (step * a) / (a - b);
      return alongTape(tapes, xMm, side, siteMm);
    }
    xMm += step;
  }
  return null;
}

function alongTape(tapes: HeadTapes, xMm: number, side: Side, siteMm: Vec3): { marks: ScalpMarks; side: Side } | null {
  if (xMm > lengthMm(tapes.ring) / 2) return null;
  const walked = walkMarks(tapes, { xCm: xMm / 10, yCm: 0 }, side);
  const tape = walked.yRest.slice().reverse();
  const near = nearestOn(tape, siteMm, false);
  if (near.distanceMm > MAX_MISS_MM) return null;
  const yMm = lengthMm([...tape.slice(0, near.index + 1), near.point]);
  return { marks: { xCm: xMm / 10, yCm: yMm / 10 }, side };
}
