import { type Pose, poseAxis, transformPoint } from '../model/pose';
import { type Surface, vertexCount } from '../model/surface';
import { at, dot, scale, sub, type Vec3 } from '../model/vec3';
import { clearHeightMm, isClear, reachBelowMm } from './coil-clearance';
import { type CoilSeat, type CoilSeating, placeCoil } from './coil-pose';
import { faceNormal, scalpIndex } from './scalp-index';

/** Rays to the scalp start this far outside, so that points inside the head are seen too, mm. */
const RAY_BACK_MM = 300;

/** Turns at which a site's clearance is measured; between them it is interpolated. */
const TURNS = 24;
const STEP_DEG = 360 / TURNS;

/**
 * The side of a casing that faces the head, in cells that a turn by a step takes into each other: rings about the coil's axis,
 * each of `TURNS` cells. Depths along +z, mm; -Infinity where the casing does not reach.
 */
export interface CasingRings {
  spacingMm: number;
  /** Ring by ring, from the middle out. */
  depthsMm: Float32Array;
}

export function casingRings(casing: Surface, spacingMm: number): CasingRings {
  const index = scalpIndex(casing);
  let radius = 0;
  for (let v = 0; v < vertexCount(casing); v++) {
    const [x, y] = at(casing.positionsMm, v);
    radius = Math.max(radius, Math.hypot(x, y));
  }
  const rings = 1 + Math.floor(radius / spacingMm);
  const depthsMm = Float32Array.from({ length: TURNS * rings }, (_, cell) => {
    const [x, y] = cellCentre(cell, spacingMm);
    const hit = index.firstHit([x, y, RAY_BACK_MM], [0, 0, -1]);
    return hit ? hit.point[2] : -Infinity;
  });
  return { spacingMm, depthsMm };
}

const cellCentre = (cell: number, spacingMm: number): Vec3 => {
  const radius = Math.floor(cell / TURNS) * spacingMm;
  const angle = (2 * Math.PI * (cell % TURNS)) / TURNS;
  return [radius * Math.cos(angle), radius * Math.sin(angle), 0];
};

/**
 * All turns of a coil at one site, for searches that try thousands: the scalp's frame is found once, and so is how far the scalp
 * rises to each cell of the casing, which serves every turn. A flat coil lies within a millimetre of `placeCoil` with `casingLift`, a bent
 * one within some; those have the last word on what is found.
 */
export function seatFan(
  seating: CoilSeating,
  siteMm: CoilSeat['siteMm'],
  gapMm: number,
  rings: CasingRings,
): (angleDeg: number) => Pose {
  const flat = placeCoil(seating, { siteMm, angleDeg: 0, tiltDeg: [0, 0], gapMm });
  const liftsMm = turnLiftsMm(seating, flat, gapMm, rings);
  return (angleDeg) => {
    const turn = (((angleDeg % 360) + 360) % 360) / STEP_DEG;
    const before = Math.floor(turn) % TURNS;
    const t = turn - Math.floor(turn);
    return turned(flat, angleDeg, (1 - t) * liftsMm[before] + t * liftsMm[(before + 1) % TURNS]);
  };
}

/** Scalp that may come to lie under a cell of the casing. */
interface Foot {
  /** The cell that it lies under before the coil is turned. */
  place: number;
  point: Vec3;
  /** Cosine between the axis and the scalp's normal. */
  slope: number;
  /** Over the plane of the coil's origin, mm. */
  riseMm: number;
}

/** How far the coil must be backed off at each turn: the most that any cell of its casing asks for where it then lies. */
function turnLiftsMm(seating: CoilSeating, flat: Pose, gapMm: number, rings: CasingRings): Float64Array {
  const axis = poseAxis(flat, 2);
  const { depthsMm } = rings;
  const lifts = new Float64Array(TURNS);
  const feet = feetOf(seating, flat, gapMm, rings);
  /** Calls `look` with every depth that a turn brings over a foot. */
  const turnsOver = ({ place }: Foot, look: (turn: number, depthMm: number) => void): void => {
    const first = place - (place % TURNS);
    for (let cell = 0; cell < TURNS; cell++) look((place - first - cell + TURNS) % TURNS, depthsMm[first + cell]);
  };
  /** Has every turn keep the cells that come over a foot this high above it. */
  const keepAbove = (foot: Foot, heightMm: number): void =>
    turnsOver(foot, (turn, depthMm) => {
      lifts[turn] = Math.max(lifts[turn], heightMm + foot.riseMm + depthMm);
    });
  // As `casingLift`: first along the axis alone, then those that are still too near.
  for (const foot of feet) keepAbove(foot, gapMm);
  for (const foot of feet) {
    let lowest = Number.POSITIVE_INFINITY;
    turnsOver(foot, (turn, depthMm) => {
      lowest = Math.min(lowest, lifts[turn] - foot.riseMm - depthMm);
    });
    if (isClear(lowest, foot.slope, gapMm)) continue;
    keepAbove(foot, clearHeightMm(seating.index, foot.point, axis, gapMm, lowest));
  }
  return lifts;
}

/** What lies under the cells of the rings, as far as it may come near. */
function feetOf(seating: CoilSeating, flat: Pose, gapMm: number, { spacingMm, depthsMm }: CasingRings): Foot[] {
  const axis = poseAxis(flat, 2);
  const feet: Foot[] = [];
  for (let ring = 0; ring < depthsMm.length; ring += TURNS) {
    const farMm = RAY_BACK_MM + reachBelowMm(gapMm) + Math.max(...depthsMm.subarray(ring, ring + TURNS));
    for (let place = ring; place < ring + TURNS; place++) {
      const p = transformPoint(flat, cellCentre(place, spacingMm));
      const hit = seating.index.firstHit(sub(p, scale(axis, RAY_BACK_MM)), axis, farMm);
      if (!hit) continue;
      const slope = Math.abs(dot(faceNormal(seating.scalp, hit.triangle), axis));
      feet.push({ place, point: hit.point, slope, riseMm: RAY_BACK_MM - hit.distanceMm });
    }
  }
  return feet;
}

/** The pose turned about the coil's axis, as `CoilSeat.angleDeg` counts, and backed off along it. */
function turned(pose: Pose, angleDeg: number, liftMm: number): Pose {
  const c = Math.cos((angleDeg * Math.PI) / 180);
  const s = Math.sin((angleDeg * Math.PI) / 180);
  const out = [...pose];
  for (let r = 0; r < 12; r += 4) {
    out[r] = c * pose[r] + s * pose[r + 1];
    out[r + 1] = c * pose[r + 1] - s * pose[r];
    out[r + 3] -= liftMm * pose[r + 2];
  }
  return out;
}
