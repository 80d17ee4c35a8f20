import type { Landmarks } from '../model/head';
import type { Surface } from '../model/surface';
import type { Vec3 } from '../model/vec3';
import { type HeadMeasures, MEASURE_KEYS, requireMeasures } from './head-measures';
import { type HeadTapes, layHeadTapes } from './marks-on-scalp';

/** A head stretched along its own axes to a patient's three tape measures: an estimate of that head, not its image. */
export interface ScaledHead {
  /** Factors along x (right), y (front) and z (up), about the origin. */
  scale: Vec3;
  scalp: Surface;
  landmarks: Landmarks;
  tapes: HeadTapes;
  /** What the tapes on the scaled scalp read beyond the patient's, cm. */
  residualCm: HeadMeasures;
}

const ROUNDS = 8;
const TOLERANCE_CM = 0.02;

/**
 * Scales a scalp to three tape measures. Nasion-inion is mostly y and z, tragus-tragus x and z, the circumference x and y,
 * so three factors meet three measures; they are found by Newton's method, with slopes from the tapes of the scalp as it
 * is. Shape beyond these three lengths is the template's. RangeError when no factors between 0.6 and 1.6 meet the measures.
 */
export function scaleHead(scalp: Surface, landmarks: Landmarks, measures: HeadMeasures): ScaledHead {
  requireMeasures(measures);
  const template = layHeadTapes(scalp, landmarks);
  let factors: Vec3 = [1, 1, 1];
  for (let round = 0; round < ROUNDS; round++) {
    const head = scaled(scalp, landmarks, factors);
    const residualCm = difference(head.tapes.measures, measures);
    const off = MEASURE_KEYS.map((key) => residualCm[key]);
    if (Math.max(...off.map(Math.abs)) < TOLERANCE_CM) return { ...head, residualCm };
    const step = solve3(slopes(template, factors), off);
    factors = [factors[0] - step[0], factors[1] - step[1], factors[2] - step[2]];
    if (!factors.every((f) => f > 0.6 && f < 1.6)) break;
  }
  throw new RangeError('no head of ordinary proportions has these three measures; check them for a slip');
}

/** A template-head position on the scaled head. */
export const toScaled = (head: ScaledHead, p: Vec3): Vec3 => [
  p[0] * head.scale[0],
  p[1] * head.scale[1],
  p[2] * head.scale[2],
];

/** A position on the scaled head brought back to the template head (MNI for the bundled one). */
export const fromScaled = (head: ScaledHead, p: Vec3): Vec3 => [
  p[0] / head.scale[0],
  p[1] / head.scale[1],
  p[2] / head.scale[2],
];

function scaled(scalp: Surface, landmarks: Landmarks, scale: Vec3): Omit<ScaledHead, 'residualCm'> {
  const surface = {
    positionsMm: scalp.positionsMm.map((value, i) => value * scale[i % 3]),
    triangles: scalp.triangles,
  };
  const move = (p: Vec3): Vec3 => [p[0] * scale[0], p[1] * scale[1], p[2] * scale[2]];
  const { nasion, inion, lpa, rpa, leftTragus, rightTragus } = landmarks;
  const moved: Landmarks = { nasion: move(nasion), inion: move(inion), lpa: move(lpa), rpa: move(rpa) };
  if (leftTragus) moved.leftTragus = move(leftTragus);
  if (rightTragus) moved.rightTragus = move(rightTragus);
  return { scale, scalp: surface, landmarks: moved, tapes: layHeadTapes(surface, moved) };
}

const difference = (a: HeadMeasures, b: HeadMeasures): HeadMeasures => ({
  nasionInionCm: a.nasionInionCm - b.nasionInionCm,
  tragusTragusCm: a.tragusTragusCm - b.tragusTragusCm,
  circumferenceCm: a.circumferenceCm - b.circumferenceCm,
});

/** d(length in cm)/d(factor), a row a tape in the order of MEASURE_KEYS. Plane cuts stay plane cuts under scaling. */
function slopes(tapes: HeadTapes, factors: Vec3): number[][] {
  return [tapes.midline, tapes.coronal, tapes.ring].map((line) => {
    const row = [0, 0, 0];
    for (let i = 1; i < line.length; i++) {
      const d = [0, 1, 2].map((k) => line[i][k] - line[i - 1][k]);
      const length = Math.hypot(...d.map((x, k) => x * factors[k]));
      if (length > 0) for (let k = 0; k < 3; k++) row[k] += (factors[k] * d[k] * d[k]) / length / 10;
    }
    return row;
  });
}

/** Solves a 3x3 system by Cramer's rule. */
function solve3(m: number[][], v: number[]): Vec3 {
  const det = (a: number[][]): number =>
    a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) -
    a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0]) +
    a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
  const whole = det(m);
  const part = (k: number): number => det(m.map((row, i) => row.map((x, j) => (j === k ? v[i] : x)))) / whole;
  return [part(0), part(1), part(2)];
}
