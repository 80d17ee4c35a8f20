import { invertPose, type Pose, transformPoint } from '../../src/model/pose';
import { corners, type Surface, triangleCount } from '../../src/model/surface';
import { add, at, dot, norm, scale, sub, type Vec3 } from '../../src/model/vec3';
import { windingNumber } from './winding-number';

type Corners = [Vec3, Vec3, Vec3];

/** The point of a triangle nearest to `p` (Ericson, Real-Time Collision Detection, 5.1.5). */
function nearestOnTriangle(p: Vec3, [a, b, c]: Corners): Vec3 {
  const [ab, ac, ap] = [sub(b, a), sub(c, a), sub(p, a)];
  const [d1, d2] = [dot(ab, ap), dot(ac, ap)];
  if (d1 <= 0 && d2 <= 0) return a;
  const bp = sub(p, b);
  const [d3, d4] = [dot(ab, bp), dot(ac, bp)];
  if (d3 >= 0 && d4 <= d3) return b;
  const vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return add(a, scale(ab, d1 / (d1 - d3)));
  const cp = sub(p, c);
  const [d5, d6] = [dot(ab, cp), dot(ac, cp)];
  if (d6 >= 0 && d5 <= d6) return c;
  const vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return add(a, scale(ac, d2 / (d2 - d6)));
  const va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 >= d3 && d5 >= d6) return add(b, scale(sub(c, b), (d4 - d3) / (d4 - d3 + d5 - d6)));
  const whole = 1 / (va + vb + vc);
  return add(a, add(scale(ab, vb * whole), scale(ac, vc * whole)));
}

interface Box {
  low: Vec3;
  high: Vec3;
}

function boundingBox(surface: Surface): Box {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  surface.positionsMm.forEach((value, i) => {
    low[i % 3] = Math.min(low[i % 3], value);
    high[i % 3] = Math.max(high[i % 3], value);
  });
  return { low, high };
}

function distanceToBox(p: Vec3, { low, high }: Box): number {
  return Math.hypot(...p.map((value, d) => Math.max(low[d] - value, 0, value - high[d])));
}

/**
 * The smallest distance from the posed casing to any of `pointsMm` (packed, head frame), mm; negative when a point is
 * inside, by how deep the deepest is. Infinity for no points. Points are tried nearest box first, so only those
 * around the contact cost a pass over the casing.
 */
export function casingGapMm(casing: Surface, pose: Pose, pointsMm: ArrayLike<number>): number {
  const toCoil = invertPose(pose);
  const box = boundingBox(casing);
  const candidates = Array.from({ length: pointsMm.length / 3 }, (_, i) => {
    const p = transformPoint(toCoil, at(pointsMm, i));
    return { p, atLeast: distanceToBox(p, box) };
  }).sort((a, b) => a.atLeast - b.atLeast);
  const triangles = Array.from({ length: triangleCount(casing) }, (_, t) => {
    const at = corners(casing, t);
    return { at, reach: Math.max(norm(sub(at[1], at[0])), norm(sub(at[2], at[0]))) };
  });

  let gap = Infinity;
  for (const { p, atLeast } of candidates) {
    if (atLeast > 0 && atLeast >= gap) break;
    let nearest = Infinity;
    for (const { at, reach } of triangles) {
      // No point of a triangle is farther from its first corner than another corner is.
      if (norm(sub(p, at[0])) - reach >= nearest) continue;
      nearest = Math.min(nearest, norm(sub(p, nearestOnTriangle(p, at))));
    }
    const inside = atLeast === 0 && windingNumber(casing, p) > 0.5;
    gap = Math.min(gap, inside ? -nearest : nearest);
  }
  return gap;
}
