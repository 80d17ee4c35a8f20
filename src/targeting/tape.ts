import type { LevelLine } from '../model/level-lines';
import type { Surface } from '../model/surface';
import { cross, dot, sub, type Vec3 } from '../model/vec3';
import { type Plane, planeCut, planeThrough } from './plane-cut';
import { nearestOn } from './polyline';

/** How far a plane cut may pass from the points it is meant to join before the surface is held to have a hole there. */
const MAX_MISS_MM = 15;

/**
 * A measuring tape laid on the scalp from `from` over `via` to `to`: the cut of the surface with the plane through the
 * three points, the branch that passes `via`, pulled taut within its plane. A taut tape bridges hollows (temples, the
 * folds of an ear, the root of the nose) as a real one does, so its length does not depend on small folds of the mesh.
 * Points in mm from `from` to `to`. Throws a RangeError when the plane does not join the points.
 */
export function layTape(surface: Surface, from: Vec3, via: Vec3, to: Vec3): Vec3[] {
  const plane = planeThrough(from, via, to);
  return pullTaut(skinBranch(surface, plane, from, via, to), plane.normal);
}

/** As `layTape`, but following the skin into every hollow. */
export function skinLine(surface: Surface, from: Vec3, via: Vec3, to: Vec3): Vec3[] {
  return skinBranch(surface, planeThrough(from, via, to), from, via, to);
}

/** The closed tape round the head in a plane, pulled taut; the piece of the cut that passes nearest `through`. */
export function layRing(surface: Surface, plane: Plane, through: readonly Vec3[]): Vec3[] {
  const { points } = nearestLoop(planeCut(surface, plane), through);
  const [u, w] = planeAxes(plane.normal);
  const hull = convexHull(points.map((p) => [dot(p, u), dot(p, w)])).map((i) => points[i]);
  return [...hull, hull[0]];
}

function skinBranch(surface: Surface, plane: Plane, from: Vec3, via: Vec3, to: Vec3): Vec3[] {
  const { points, closed } = nearestLoop(planeCut(surface, plane), [from, via, to]);
  const start = nearestOn(points, from, closed);
  const end = nearestOn(points, to, closed);
  const ahead = between(points, start, end, closed);
  if (!closed) return ahead;
  const behind = between(points, end, start, closed).reverse();
  const miss = (line: Vec3[]): number => nearestOn(line, via, false).distanceMm;
  return miss(ahead) <= miss(behind) ? ahead : behind;
}

/** The piece of a cut that passes nearest all of `through`: ears, air cavities and the like form pieces of their own. */
function nearestLoop(loops: LevelLine[], through: readonly Vec3[]): LevelLine {
  let best: LevelLine | undefined;
  let bestMiss = Number.POSITIVE_INFINITY;
  for (const loop of loops) {
    const miss = Math.max(...through.map((p) => nearestOn(loop.points, p, loop.closed).distanceMm));
    if (miss < bestMiss) {
      best = loop;
      bestMiss = miss;
    }
  }
  if (!best || bestMiss > MAX_MISS_MM) {
    const miss = best ? `passes ${bestMiss.toFixed(0)} mm from them` : 'misses the surface';
    throw new RangeError(`the plane through the landmarks ${miss}; are they in the scalp's coordinates (mm)?`);
  }
  return best;
}

/** The points from one place on a line to another, walking forward (through the start again when closed). */
function between(
  points: readonly Vec3[],
  start: { index: number; point: Vec3 },
  end: { index: number; point: Vec3 },
  closed: boolean,
): Vec3[] {
  const n = points.length;
  if (!closed && end.index < start.index) return between(points, end, start, closed).reverse();
  const out = [start.point];
  let steps = (end.index - start.index + n) % n;
  if (closed && steps === 0) {
    // Both ends on one segment: forward is either a step within it or all the way round.
    const origin = points[start.index];
    const gone = (p: Vec3): number => dot(sub(p, origin), sub(p, origin));
    if (gone(end.point) < gone(start.point)) steps = n;
  }
  for (let k = 1; k <= steps; k++) out.push(points[(start.index + k) % n]);
  out.push(end.point);
  return out;
}

/**
 * The taut tape along a branch: corners of the branch's convex hull in the order they come, ends kept. Where an end lies
 * in a hollow of its own the piece up to the first corner is pulled taut by itself.
 */
function pullTaut(branch: Vec3[], normal: Vec3): Vec3[] {
  const [u, w] = planeAxes(normal);
  const flat = branch.map((p): [number, number] => [dot(p, u), dot(p, w)]);
  const taut = (first: number, last: number): number[] => {
    if (last - first < 2) return first === last ? [first] : [first, last];
    const hull = convexHull(flat.slice(first, last + 1))
      .map((i) => i + first)
      .sort((a, b) => a - b);
    const head = hull[0];
    const tail = hull[hull.length - 1];
    const before = head > first ? taut(first, head) : [];
    const after = tail < last ? taut(tail, last) : [];
    return [...before.slice(0, -1), ...hull, ...after.slice(1)];
  };
  return taut(0, branch.length - 1).map((i) => branch[i]);
}

/** Two unit axes of a plane. */
function planeAxes(normal: Vec3): [Vec3, Vec3] {
  const helper: Vec3 = Math.abs(normal[0]) < 0.7 ? [1, 0, 0] : [0, 1, 0];
  const across = cross(normal, helper);
  const size = Math.hypot(...across);
  const u: Vec3 = [across[0] / size, across[1] / size, across[2] / size];
  return [u, cross(normal, u)];
}

/** Indices of the corners of the convex hull, counter-clockwise (Andrew's monotone chain). */
function convexHull(points: readonly (readonly [number, number])[]): number[] {
  const order = points.map((_, i) => i).sort((i, j) => points[i][0] - points[j][0] || points[i][1] - points[j][1]);
  const turn = (o: number, a: number, b: number): number =>
    (points[a][0] - points[o][0]) * (points[b][1] - points[o][1]) -
    (points[a][1] - points[o][1]) * (points[b][0] - points[o][0]);
  const half = (indices: number[]): number[] => {
    const chain: number[] = [];
    for (const i of indices) {
      while (chain.length >= 2 && turn(chain[chain.length - 2], chain[chain.length - 1], i) <= 0) chain.pop();
      chain.push(i);
    }
    return chain.slice(0, -1);
  };
  return [...half(order), ...half(order.slice().reverse())];
}
