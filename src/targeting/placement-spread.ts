import { poseAxis } from '../model/pose';
import type { Surface } from '../model/surface';
import { add, scale, type Vec3 } from '../model/vec3';
import { casingProbe } from './casing-probe';
import { casingLift } from './coil-clearance';
import { type CoilSeat, type CoilSeating, placeCoil } from './coil-pose';
import type { Objective } from './placement-search';

/** Fine enough for a lift to half a millimetre, at a tenth of the full probe's cost, mm. */
const PROBE_MM = 12;

/** The objective after one displacement of the coil, beside its value in place. */
export interface Displaced {
  /** Along the scalp, mm: away from the handle and towards the coil's +x side. */
  aheadMm: number;
  asideMm: number;
  turnDeg: number;
  /** Value there over the value in place. */
  ratio: number;
}

const STEPS: readonly Omit<Displaced, 'ratio'>[] = [
  ...[5, 10].flatMap((mm) => [
    { aheadMm: mm, asideMm: 0, turnDeg: 0 },
    { aheadMm: -mm, asideMm: 0, turnDeg: 0 },
    { aheadMm: 0, asideMm: mm, turnDeg: 0 },
    { aheadMm: 0, asideMm: -mm, turnDeg: 0 },
  ]),
  ...[10, 20].flatMap((deg) => [
    { aheadMm: 0, asideMm: 0, turnDeg: deg },
    { aheadMm: 0, asideMm: 0, turnDeg: -deg },
  ]),
];

/** Some milliseconds' work. */
const COILS_A_STEP = 16;

/** Evaluates the objective for seats displaced from `seat`, the casing kept off the scalp. */
function displacer(seating: CoilSeating, casing: Surface, objective: Objective, seat: CoilSeat) {
  const lift = casingLift(seating, casingProbe(casing, PROBE_MM), seat.gapMm);
  const home = placeCoil(seating, seat, lift);
  const ahead = poseAxis(home, 1);
  const aside = poseAxis(home, 0);
  return (aheadMm: number, asideMm: number, turnDeg: number, tiltDeg: readonly [number, number] = [0, 0]): number => {
    const moved: Vec3 = add(seat.siteMm, add(scale(ahead, aheadMm), scale(aside, asideMm)));
    const siteMm = seating.index.closest(moved).point;
    const [a, b] = seat.tiltDeg;
    const there: CoilSeat = {
      ...seat,
      siteMm,
      angleDeg: seat.angleDeg + turnDeg,
      tiltDeg: [a + tiltDeg[0], b + tiltDeg[1]],
    };
    return objective([placeCoil(seating, there, lift)])[0];
  };
}

/**
 * What the objective loses when the coil lies 5 or 10 mm off, or is turned by 10 or 20 degrees. Like `placementSpread` it wants
 * an objective above zero: of a search that spares a place, the target's field alone.
 */
export function placementSensitivity(
  seating: CoilSeating,
  casing: Surface,
  objective: Objective,
  seat: CoilSeat,
): Displaced[] {
  const at = displacer(seating, casing, objective, seat);
  const here = at(0, 0, 0);
  return STEPS.map((step) => ({ ...step, ratio: at(step.aheadMm, step.asideMm, step.turnDeg) / here }));
}

/** How a coil misses its place: independent normal errors. */
export interface PlacementError {
  /** Standard deviation along each of the two directions of the scalp, mm. */
  positionSdMm: number;
  /** Of the turn about the coil's axis and of each tilt, degrees. */
  turnSdDeg: number;
  tiltSdDeg: number;
}

/**
 * Beam F3 as measured: 50, 75 and 95 % of sites lay within 6.5, 9.9 and 13.6 mm of the navigated target (Mir-Moghtadaei et al.
 * 2015). Two normal errors of 5.6 mm give 6.6, 9.3 and 13.7 mm.
 */
export const BEAM_F3_ERROR: PlacementError = { positionSdMm: 5.6, turnSdDeg: 0, tiltSdDeg: 0 };

/** Errors to start from: a published one, and two that are assumptions. */
export const PLACEMENT_ERRORS = [
  { id: 'beam-f3', title: 'Beam F3: 5.6 mm', error: BEAM_F3_ERROR },
  { id: 'navigated', title: 'Navigated: 2 mm, 2°', error: { positionSdMm: 2, turnSdDeg: 2, tiltSdDeg: 1 } },
  { id: 'by-hand', title: 'By hand: 5 mm, 10°, tilt 5°', error: { positionSdMm: 5, turnSdDeg: 10, tiltSdDeg: 5 } },
] as const satisfies readonly { id: string; title: string; error: PlacementError }[];

/**
 * The objective for `count` misplaced coils, smallest first, over its value in place, in steps that tell the share done. The same seed
 * gives the same numbers.
 */
export function* placementSpread(
  seating: CoilSeating,
  casing: Surface,
  objective: Objective,
  seat: CoilSeat,
  error: PlacementError,
  count = 2000,
  seed = 1,
): Generator<number, Float64Array> {
  const at = displacer(seating, casing, objective, seat);
  const here = at(0, 0, 0);
  const normal = normalNumbers(seed);
  const ratios = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const ahead = normal() * error.positionSdMm;
    const aside = normal() * error.positionSdMm;
    const turn = normal() * error.turnSdDeg;
    ratios[i] = at(ahead, aside, turn, [normal() * error.tiltSdDeg, normal() * error.tiltSdDeg]) / here;
    if (i % COILS_A_STEP === 0) yield i / count;
  }
  return ratios.sort();
}

/** Standard normal numbers (Box and Muller 1958) over mulberry32. */
function normalNumbers(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** The value below which the share `q` of a spread lies. */
export const spreadQuantile = (sorted: Float64Array, q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
