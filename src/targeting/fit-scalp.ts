import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { type Head, type Landmarks, mniPoint } from '../model/head';
import { type Surface, vertexCount } from '../model/surface';
import { at, distance, dot, type Vec3 } from '../model/vec3';
import { faceNormal, scalpIndex, scalpPoint } from './scalp-index';

export const LANDMARK_KEYS = ['nasion', 'inion', 'lpa', 'rpa'] as const satisfies readonly (keyof Landmarks)[];
export type LandmarkKey = (typeof LANDMARK_KEYS)[number];

/** What of the template's scalp is fitted, MNI z mm: face, ears and neck differ from head to head and image to image. */
const LOWEST_MM = -30;
const POINTS = 1200;
const ROUNDS = 40;
/** Share of the points that count in a round: those that fit worst are left out. */
const TRIMMED = 0.9;
/** How firmly the fit is held to what it was in the round before, falling from first to last. */
const HOLD = [0.03, 1e-4] as const;
/** A landmark picked by hand weighs as much as this share of all points. */
const LANDMARK_WEIGHT = 0.5;
/** How far down from the crown the widths of a scalp are compared, mm. */
const UPPER_MM = 100;

/** A template head carried onto a scalp by an affine map. */
export interface ScalpFit {
  /** Rows of x, y, z and shift: MNI mm to the head's mm. */
  fromMni: number[];
  /** The template's, carried over and moved to the nearest point of the scalp. */
  landmarks: Landmarks;
  /** Between the carried template and the scalp over the vault, mm: root mean square and 95th percentile. */
  rmsMm: number;
  p95Mm: number;
}

/**
 * Fits a template's scalp to another by an affine map (iterative closest point to plane, trimmed; Chen and Medioni 1992). Both must be RAS: nose towards +y,
 * crown towards +z, within some 20 degrees.
 *
 * @param picked landmarks placed by hand, which the map then has to meet as well
 */
export function fitScalp(
  template: Surface,
  templateLandmarks: Landmarks,
  scalp: Surface,
  picked: Partial<Landmarks> = {},
): ScalpFit {
  const points = vaultPoints(template);
  const pairs = LANDMARK_KEYS.flatMap((key) => {
    const to = picked[key];
    return to ? [{ from: templateLandmarks[key], to, weight: LANDMARK_WEIGHT * points.length }] : [];
  });
  const index = scalpIndex(scalp);
  let fromMni = firstGuess(template, scalp);
  for (let round = 0; round < ROUNDS; round++) {
    const hold = HOLD[0] * (HOLD[1] / HOLD[0]) ** (round / (ROUNDS - 1));
    const matches = points
      .map((from) => {
        const { point, distanceMm, triangle } = index.closest(mniPoint({ fromMni }, from));
        return { from, to: point, distanceMm, weight: 1, normal: faceNormal(scalp, triangle) };
      })
      .sort((a, b) => a.distanceMm - b.distanceMm)
      .slice(0, Math.ceil(TRIMMED * points.length));
    fromMni = affineThrough([...matches, ...pairs], fromMni, hold);
  }
  const off = points.map((p) => index.closest(mniPoint({ fromMni }, p)).distanceMm).sort((a, b) => a - b);
  const carried = (key: LandmarkKey): Vec3 =>
    scalpPoint(scalp, picked[key] ?? mniPoint({ fromMni }, templateLandmarks[key]));
  return {
    fromMni,
    landmarks: { nasion: carried('nasion'), inion: carried('inion'), lpa: carried('lpa'), rpa: carried('rpa') },
    rmsMm: Math.sqrt(off.reduce((sum, d) => sum + d * d, 0) / off.length),
    p95Mm: off[Math.floor(0.95 * (off.length - 1))],
  };
}

function vaultPoints(template: Surface): Vec3[] {
  const all = Array.from({ length: vertexCount(template) }, (_, v) => at(template.positionsMm, v));
  const vault = all.filter((p) => p[2] > LOWEST_MM);
  const step = Math.max(1, Math.floor(vault.length / POINTS));
  return vault.filter((_, i) => i % step === 0);
}

/** Crown on crown, as wide and as long as the scalp is above its lower parts. */
function firstGuess(template: Surface, scalp: Surface): number[] {
  const [a, b] = [upperBox(template), upperBox(scalp)];
  const width = (box: typeof a, d: 0 | 1): number => box.high[d] - box.low[d];
  const sx = width(b, 0) / width(a, 0);
  const sy = width(b, 1) / width(a, 1);
  const sz = (sx + sy) / 2;
  const shift = (d: 0 | 1, s: number): number => (b.low[d] + b.high[d] - s * (a.low[d] + a.high[d])) / 2;
  return [sx, 0, 0, shift(0, sx), 0, sy, 0, shift(1, sy), 0, 0, sz, b.high[2] - sz * a.high[2]];
}

/** The box of what lies within UPPER_MM of the crown. */
function upperBox({ positionsMm }: Surface): { low: number[]; high: number[] } {
  let top = -Infinity;
  for (let i = 2; i < positionsMm.length; i += 3) top = Math.max(top, positionsMm[i]);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positionsMm.length; i += 3) {
    if (positionsMm[i + 2] < top - UPPER_MM) continue;
    for (let d = 0; d < 3; d++) {
      low[d] = Math.min(low[d], positionsMm[i + d]);
      high[d] = Math.max(high[d], positionsMm[i + d]);
    }
  }
  return { low, high };
}

interface Match {
  from: Vec3;
  to: Vec3;
  weight: number;
  /** Of the surface at `to`, along which the distance counts; a landmark's distance counts in every direction. */
  normal?: Vec3;
}

/** Share of a distance along the surface that counts; without any, a sphere could turn under the fit. */
const ALONG = 0.02;
/** What the linear part of a map is measured in beside its shift, mm: the size of a head. */
const SIZE_MM = 80;

/** The affine map that takes each `from` to its `to` in the weighted least-squares sense, held to the map `now` by `hold`. */
function affineThrough(matches: readonly Match[], now: readonly number[], hold: number): number[] {
  const gram = Matrix.zeros(12, 12);
  const right = Matrix.zeros(12, 1);
  let total = 0;
  const row = new Float64Array(12);
  const equation = (from: Vec3, to: Vec3, along: Vec3, weight: number): void => {
    // In parts of the head's size, so that all twelve unknowns are alike.
    for (let k = 0; k < 3; k++) {
      for (let d = 0; d < 3; d++) row[4 * k + d] = (along[k] * from[d]) / SIZE_MM;
      row[4 * k + 3] = along[k];
    }
    const value = dot(along, to);
    for (let i = 0; i < 12; i++) {
      for (let j = 0; j <= i; j++) gram.set(i, j, gram.get(i, j) + weight * row[i] * row[j]);
      right.set(i, 0, right.get(i, 0) + weight * row[i] * value);
    }
  };
  for (const { from, to, weight, normal } of matches) {
    total += weight;
    const about = normal ? ALONG * weight : weight;
    for (const axis of AXES) equation(from, to, axis, about);
    if (normal) equation(from, to, normal, weight);
  }
  for (let i = 0; i < 12; i++) {
    gram.set(i, i, gram.get(i, i) + hold * total);
    right.set(i, 0, right.get(i, 0) + hold * total * now[i] * (i % 4 === 3 ? 1 : SIZE_MM));
    for (let j = 0; j < i; j++) gram.set(j, i, gram.get(i, j));
  }
  const x = new CholeskyDecomposition(gram).solve(right).to1DArray();
  return x.map((value, i) => (i % 4 === 3 ? value : value / SIZE_MM));
}

const AXES: Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** What keeps four landmarks from being a head's, or null. */
export function landmarksFault({ landmarks }: Pick<Head, 'landmarks'>): string | null {
  if (!landmarks) return 'nasion, inion and both preauricular points are needed';
  const { nasion, inion, lpa, rpa } = landmarks;
  if (lpa[0] >= rpa[0]) return 'the left preauricular point lies to the right of the right one; is the head RAS?';
  if (inion[1] >= nasion[1]) return 'the inion lies in front of the nasion; is the head RAS?';
  if (distance(nasion, inion) < 60 || distance(lpa, rpa) < 60)
    return 'two landmarks lie within 60 mm of their opposite';
  return null;
}
