import type { Landmarks } from '../model/head';
import type { Surface } from '../model/surface';
import { add, cross, distance, normalize, scale, sub, type Vec3 } from '../model/vec3';
import { nearestOn, pointAtFraction } from './polyline';
import { scalpIndex, scalpPoint } from './scalp-index';
import { layTape } from './tape';

/**
 * The 10-10 and 10-5 systems on a closed scalp, by plane cuts. The rule, in full:
 *
 * 1. Nasion (Nz), inion (Iz) and the preauricular points (LPA, RPA) go to the nearest scalp point.
 * 2. Cz is half-way along the tape Nz-Cz-Iz and half-way along the tape LPA-Cz-RPA: each is laid in turn and Cz moved to
 *    its middle, until a round moves Cz by less than 0.1 mm.
 * 3. Midline positions at tenths (10-5: twentieths) of Nz-Cz-Iz; T7, T8 at 10 and 90 % of LPA-Cz-RPA.
 * 4. The equator: on each side the tape Fpz-T7-Oz (Fpz-T8-Oz); positions at tenths (twentieths) of it.
 * 5. Each row across the head: the tape from the left equator point over the midline point to the right one. Each side is
 *    divided by itself: quarters (eighths) of the piece between the midline and the equator.
 * 6. Below the equator: rings at 0 % (tape Nz-LPA-Iz) and 5 % (through 5 % of the midline at the front, 5 % of LPA-Cz at
 *    the side and 95 % of the midline at the back), divided as the equator is.
 *
 * A tape is the cut with the plane through its three points, pulled taut (`layTape`); each position then goes to the nearest
 * scalp point. After Oostenveld & Praamstra 2001 and Jurcak et al. 2007; where those leave a choice the above is ours.
 */
export type Positions = Map<string, Vec3>;

/** Cz stays where it is when a round of both tapes moves it less than this. */
const CZ_TOLERANCE_MM = 0.1;

/** A landmark farther than this from the scalp belongs to another head or another unit. */
const MAX_LANDMARK_OFF_MM = 25;

/** Rows across the head: place along the midline in % from Nz, name beside the midline, name at the equator and below. */
const ROWS: readonly (readonly [number, string, string])[] = [
  [15, 'AFp', 'AFp'],
  [20, 'AF', 'AF'],
  [25, 'AFF', 'AFF'],
  [30, 'F', 'F'],
  [35, 'FFC', 'FFT'],
  [40, 'FC', 'FT'],
  [45, 'FCC', 'FTT'],
  [50, 'C', 'T'],
  [55, 'CCP', 'TTP'],
  [60, 'CP', 'TP'],
  [65, 'CPP', 'TPP'],
  [70, 'P', 'P'],
  [75, 'PPO', 'PPO'],
  [80, 'PO', 'PO'],
  [85, 'POO', 'POO'],
];

/** Left-hand number and place between midline (0) and equator (1); 7 itself is the equator point. */
const STEPS: readonly (readonly [string, number])[] = [
  ['1h', 1 / 8],
  ['1', 2 / 8],
  ['3h', 3 / 8],
  ['3', 4 / 8],
  ['5h', 5 / 8],
  ['5', 6 / 8],
  ['7h', 7 / 8],
];

/** The older 10-20 names of four 10-10 positions. */
export const OLDER_NAMES: Readonly<Record<string, string>> = { T3: 'T7', T4: 'T8', T5: 'P7', T6: 'P8' };

/** 3h on the left is 4h on the right, and so on. */
const rightNumber = (left: string): string => left.replace(/\d/, (n) => String(Number(n) + 1));

/** Positions of the 10-10 and 10-5 systems by name, RAS mm on the scalp. RangeError when the landmarks do not span a head. */
export function tenTenPositions(scalp: Surface, landmarks: Landmarks): Positions {
  const { nz, iz, lpa, rpa, cz, midline, coronal } = centralTapes(scalp, landmarks);
  const out: Positions = new Map();
  const put = (name: string, p: Vec3): void => {
    out.set(name, scalpPoint(scalp, p));
  };
  const onMidline = percentOf(scalp, midline);
  const onCoronal = percentOf(scalp, coronal);

  put('Nz', nz);
  put('Iz', iz);
  put('LPA', lpa);
  put('RPA', rpa);
  put('Cz', cz);
  put('Fpz', onMidline(10));
  put('Oz', onMidline(90));
  put('OIz', onMidline(95));

  const sides = [
    { number: (left: string) => left, ear: lpa, percent: (p: number) => p },
    { number: rightNumber, ear: rpa, percent: (p: number) => 100 - p },
  ].map(({ number, ear, percent }) => ({
    number,
    equator: percentOf(scalp, layTape(scalp, onMidline(10), onCoronal(percent(10)), onMidline(90))),
    upperRing: percentOf(scalp, layTape(scalp, onMidline(5), onCoronal(percent(5)), onMidline(95))),
    lowerRing: percentOf(scalp, layTape(scalp, nz, ear, iz)),
  }));

  for (const { number, equator, upperRing, lowerRing } of sides) {
    put(`Fp${number('1h')}`, equator(5));
    put(`Fp${number('1')}`, equator(10));
    put(`O${number('1')}`, equator(90));
    put(`O${number('1h')}`, equator(95));
    put(`OI${number('1')}`, upperRing(90));
    put(`OI${number('1h')}`, upperRing(95));
    put(`I${number('1')}`, lowerRing(90));
    put(`I${number('1h')}`, lowerRing(95));
  }

  for (const [percent, inner, outer] of ROWS) {
    const middle = percent === 50 ? cz : onMidline(percent);
    put(`${inner}z`, middle);
    const [left, right] = sides.map(({ equator }) => equator(percent));
    const halves = splitAt(layTape(scalp, left, middle, right), middle);
    sides.forEach(({ number, equator, upperRing, lowerRing }, side) => {
      for (const [step, fraction] of STEPS) {
        put(`${step === '7h' ? outer : inner}${number(step)}`, pointAtFraction(halves[side], fraction));
      }
      put(`${outer}${number('7')}`, equator(percent));
      put(`${outer}${number('9h')}`, upperRing(percent));
      put(`${outer}${number('9')}`, lowerRing(percent));
    });
  }
  return out;
}

/** Landmarks on the scalp, Cz, and the two tapes that cross there. RangeError as `tenTenPositions`. */
export function centralTapes(
  scalp: Surface,
  landmarks: Landmarks,
): { nz: Vec3; iz: Vec3; lpa: Vec3; rpa: Vec3; cz: Vec3; midline: Vec3[]; coronal: Vec3[]; rounds: number } {
  const [nz, iz, lpa, rpa] = (['nasion', 'inion', 'lpa', 'rpa'] as const).map((name) => {
    const { point, distanceMm } = scalpIndex(scalp).closest(landmarks[name]);
    if (!(distanceMm <= MAX_LANDMARK_OFF_MM)) {
      throw new RangeError(`${name} is ${distanceMm.toFixed(0)} mm from the scalp; give it in the scalp's frame, mm`);
    }
    return point;
  });
  if (lpa[0] >= rpa[0]) throw new RangeError('lpa is not to the left of rpa (x grows to the right); exchange them');
  if (nz[1] <= iz[1]) throw new RangeError('the nasion is not in front of the inion (y grows forward); exchange them');
  let cz = crown(scalp, nz, iz, lpa, rpa);
  for (let rounds = 1; rounds <= 50; rounds++) {
    const half = scalpPoint(scalp, pointAtFraction(layTape(scalp, nz, cz, iz), 0.5));
    const next = scalpPoint(scalp, pointAtFraction(layTape(scalp, lpa, half, rpa), 0.5));
    const moved = distance(next, cz);
    cz = next;
    if (moved < CZ_TOLERANCE_MM) {
      const midline = layTape(scalp, nz, cz, iz);
      return { nz, iz, lpa, rpa, cz, midline, coronal: layTape(scalp, lpa, cz, rpa), rounds };
    }
  }
  throw new RangeError('the two tapes over the head do not settle on a vertex; check the four landmarks');
}

/** Where the scalp is met straight above the middle between the ears; "above" is square to ear-ear and nasion-inion. */
function crown(scalp: Surface, nz: Vec3, iz: Vec3, lpa: Vec3, rpa: Vec3): Vec3 {
  const middle = scale(add(lpa, rpa), 0.5);
  const up = normalize(cross(sub(rpa, lpa), sub(nz, iz)));
  // From far above downward: the first crossing is the outermost.
  const hit = scalpIndex(scalp).firstHit(add(middle, scale(up, 1000)), scale(up, -1));
  if (!hit) throw new RangeError('no scalp lies above the middle between lpa and rpa; check the landmarks');
  return hit.point;
}

/** The scalp point at a percentage of a tape's length. */
function percentOf(scalp: Surface, tape: Vec3[]): (percent: number) => Vec3 {
  return (percent) => scalpPoint(scalp, pointAtFraction(tape, percent / 100));
}

/** The pieces of a tape on either side of a point on it, both running from that point outward. */
function splitAt(tape: Vec3[], p: Vec3): [Vec3[], Vec3[]] {
  const { index, point } = nearestOn(tape, p, false);
  return [
    [point, ...tape.slice(0, index + 1).reverse()],
    [point, ...tape.slice(index + 1)],
  ];
}
