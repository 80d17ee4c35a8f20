import type { Pose } from '../model/pose';
import { type Surface, vertexCount } from '../model/surface';
import { add, at, cross, distance, dot, normalize, scale, sub, type Vec3 } from '../model/vec3';
import { casingProbe } from './casing-probe';
import { casingLift } from './coil-clearance';
import { type CoilSeat, type CoilSeating, placeCoil, smoothNormal } from './coil-pose';
import { casingRings, seatFan } from './seat-fan';

/** What is maximised: a number for every pose. Asked for many at once, those of one site together. */
export type Objective = (poses: readonly Pose[]) => ArrayLike<number>;

export interface SearchBounds {
  /** Sites within this distance of `centreMm` are tried, mm. */
  centreMm: Vec3;
  radiusMm: number;
  /** Turns tried: from `angleDeg` up to this much either way; 180 for all. */
  angleDeg: number;
  angleSpanDeg: number;
  gapMm: number;
}

export interface SearchGrid {
  /** Between sites, mm, and between turns, degrees. */
  siteStepMm: number;
  angleStepDeg: number;
}

/** What a user waits for: about 50,000 poses over a 60 mm cap of scalp. */
export const DEFAULT_GRID: SearchGrid = { siteStepMm: 4, angleStepDeg: 5 };

export interface SiteAnswer {
  siteMm: Vec3;
  /** The best turn there and what it gives. */
  angleDeg: number;
  value: number;
}

export interface SearchAnswer {
  /** The best seat after refinement. */
  seat: CoilSeat;
  pose: Pose;
  value: number;
  /** Poses tried on the grid and in the refinement. */
  gridPoses: number;
  refinePoses: number;
  /** The best turn at every site of the grid: a map of the objective over the scalp. */
  map: SiteAnswer[];
}

/** What a quick objective is made from: so many sites of the grid and turns at each; and the grid that is worth one, in such trials. */
const TRIAL_SITES = 50;
const TRIAL_TURNS = 6;
const TRIALS_WORTH = 10;
/** Seats refined from the grid; the others lie in the same hills. */
const REFINED = 4;
/** The casing is probed this coarsely on the grid and while it is refined, mm; what is found is placed by the full probe. */
const GRID_PROBE_MM = 24;
const REFINE_PROBE_MM = 12;

/**
 * The best placement of a coil for an objective: all sites and turns of a grid within the bounds, then a pattern search from the
 * best few with the coil's casing kept off the scalp by the gap. Yields the share done now and then.
 *
 * @param quick a faster objective, as good for a map, for poses like some of the grid's
 * @throws RangeError when no scalp lies within the bounds
 */
export function* searchPlacement(
  seating: CoilSeating,
  casing: Surface,
  objective: Objective,
  bounds: SearchBounds,
  grid: SearchGrid = DEFAULT_GRID,
  quick: (trial: readonly Pose[]) => Objective = () => objective,
): Generator<number, SearchAnswer> {
  const sites = gridSites(seating, bounds, grid.siteStepMm);
  if (sites.length === 0) {
    throw new RangeError(
      `no scalp within ${bounds.radiusMm} mm of ${bounds.centreMm.map((c) => c.toFixed(0)).join(', ')}`,
    );
  }
  const angles = gridAngles(bounds, grid.angleStepDeg);
  const coarse = casingRings(casing, GRID_PROBE_MM);
  const fan = (siteMm: Vec3): Pose[] => angles.map(seatFan(seating, siteMm, bounds.gapMm, coarse));
  const trial = evenly(sites, TRIAL_SITES).flatMap((siteMm) => evenly(fan(siteMm), TRIAL_TURNS));
  const gridPoses = sites.length * angles.length;
  const gridObjective = gridPoses > TRIALS_WORTH * trial.length ? quick(trial) : objective;
  const map: SiteAnswer[] = [];
  for (const [i, siteMm] of sites.entries()) {
    const values = gridObjective(fan(siteMm));
    let best: SiteAnswer = { siteMm, angleDeg: bounds.angleDeg, value: -Infinity };
    angles.forEach((angleDeg, k) => {
      if (values[k] > best.value) best = { siteMm, angleDeg, value: values[k] };
    });
    map.push(best);
    if (i % 16 === 0) yield i / sites.length;
  }
  const near = casingLift(seating, casingProbe(casing, REFINE_PROBE_MM), bounds.gapMm);
  const full = casingLift(seating, casingProbe(casing), bounds.gapMm);
  let refinePoses = 0;
  const placed = (seat: CoilSeat, lift: typeof full): Tried => {
    refinePoses++;
    const pose = placeCoil(seating, seat, lift);
    return { seat, pose, value: objective([pose])[0] };
  };
  let answer: Tried | null = null;
  const starts = map.toSorted((a, b) => b.value - a.value).slice(0, REFINED);
  for (const start of starts) {
    const { seat } = refine(seating, start, bounds, grid, (tried) => placed(tried, near));
    const found = placed(seat, full);
    if (!answer || found.value > answer.value) answer = found;
    yield 1;
  }
  if (!answer) throw new RangeError('the objective is no number at any pose');
  return { ...answer, gridPoses, refinePoses, map };
}

/** Up to `count` of a list, taken at equal steps. */
function evenly<T>(list: readonly T[], count: number): T[] {
  const step = Math.max(1, list.length / count);
  return Array.from({ length: Math.min(count, list.length) }, (_, i) => list[Math.floor(i * step)]);
}

/** Scalp vertices and points between them within the bounds, about `stepMm` apart. */
function gridSites(seating: CoilSeating, { centreMm, radiusMm }: SearchBounds, stepMm: number): Vec3[] {
  const { scalp, centroids } = seating;
  const kept: Vec3[] = [];
  const offer = (p: Vec3): void => {
    if (distance(p, centreMm) <= radiusMm && kept.every((k) => distance(k, p) >= 0.8 * stepMm)) kept.push(p);
  };
  for (let v = 0; v < vertexCount(scalp); v++) offer(at(scalp.positionsMm, v));
  for (let t = 0; t < centroids.length / 3; t++) offer(at(centroids, t));
  return kept;
}

function gridAngles({ angleDeg, angleSpanDeg }: SearchBounds, stepDeg: number): number[] {
  if (angleSpanDeg >= 180) return Array.from({ length: Math.round(360 / stepDeg) }, (_, i) => i * stepDeg - 180);
  const half = Math.floor(angleSpanDeg / stepDeg);
  return Array.from({ length: 2 * half + 1 }, (_, i) => angleDeg + (i - half) * stepDeg);
}

/** The smallest steps of the refinement: below what a hand or a robot can hold. */
const LEAST_MM = 0.25;

type Tried = { seat: CoilSeat; pose: Pose; value: number };

/** Pattern search along the scalp and over the turn, the steps halved whenever none of them helps. */
function refine(
  seating: CoilSeating,
  start: SiteAnswer,
  bounds: SearchBounds,
  grid: SearchGrid,
  evaluate: (seat: CoilSeat) => Tried,
): Tried {
  let best = evaluate({ siteMm: start.siteMm, angleDeg: start.angleDeg, tiltDeg: [0, 0], gapMm: bounds.gapMm });
  const inside = ({ siteMm, angleDeg }: CoilSeat): boolean =>
    distance(siteMm, bounds.centreMm) <= bounds.radiusMm &&
    (bounds.angleSpanDeg >= 180 || Math.abs(angleDeg - bounds.angleDeg) <= bounds.angleSpanDeg);
  for (let mm = grid.siteStepMm / 2, deg = grid.angleStepDeg / 2; mm >= LEAST_MM; mm /= 2, deg /= 2) {
    for (let moved = true; moved; ) {
      moved = false;
      for (const seat of neighbours(seating, best.seat, mm, deg)) {
        if (!inside(seat)) continue;
        const tried = evaluate(seat);
        if (tried.value > best.value) {
          best = tried;
          moved = true;
        }
      }
    }
  }
  return best;
}

/** The seats one step away along the scalp, and one turn either way. */
function neighbours(seating: CoilSeating, seat: CoilSeat, mm: number, deg: number): CoilSeat[] {
  const moves = tangents(seating, seat.siteMm).flatMap((t) => [scale(t, mm), scale(t, -mm)]);
  return [
    ...moves.map((move) => ({ ...seat, siteMm: seating.index.closest(add(seat.siteMm, move)).point })),
    { ...seat, angleDeg: seat.angleDeg + deg },
    { ...seat, angleDeg: seat.angleDeg - deg },
  ];
}

/** Two perpendicular unit tangents of the scalp: towards the front or the vertex, and across. */
function tangents(seating: CoilSeating, siteMm: Vec3): [Vec3, Vec3] {
  const near = seating.index.closest(siteMm);
  const normal = smoothNormal(seating, near.point, near.triangle);
  const axis: Vec3 = Math.abs(normal[1]) < 0.8 ? [0, 1, 0] : [0, 0, 1];
  const ahead = normalize(sub(axis, scale(normal, dot(axis, normal))));
  return [ahead, cross(normal, ahead)];
}
