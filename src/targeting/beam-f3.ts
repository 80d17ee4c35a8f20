import { type HeadMeasures, requireMeasures } from './head-measures';

/** The two lengths that mark a scalp site. Left and right sites have the same lengths, laid to their own side. */
export interface ScalpMarks {
  /** From Fpz along the circumference to the mark A, cm. */
  xCm: number;
  /** From the vertex along the line to A, cm. */
  yCm: number;
}

const DEGREE = Math.PI / 180;

/**
 * Beam F3 as the web program computes it (after the MATLAB `Beam_F3(TT, NI, CF)`, Z. Li, Maastricht 2023): on a flat map of
 * the head, vertex at the origin and front at -y, F3 is where the lines Fz-F7 and Fp1-C3 cross.
 *
 * Three numbers are the program's own and kept, so that a site found here is the site found there: 298 degrees where Fp1
 * lies at 288, a slope without the cosine of 324, and Y scaled by 0.91. An exact map would give X 0.7 to 1.2 cm smaller
 * and Y 0.1 to 0.2 cm larger. The formulas printed in the paper do not give usable lengths.
 *
 * Throws a RangeError for a measure that is not a positive number.
 */
export function beamF3(measures: HeadMeasures): ScalpMarks {
  requireMeasures(measures);
  const r1 = 0.4 * measures.nasionInionCm;
  const r2 = 0.4 * measures.tragusTragusCm;
  // The lines y = a x - r1/2 (through Fz) and y = b (x - r2/2) (through C3).
  const a = (r2 * Math.sin(324 * DEGREE) + r1 / 2) / r2;
  const b = (r1 * Math.sin(298 * DEGREE)) / (r1 * Math.cos(298 * DEGREE) - r2 / 2);
  const x = (r1 - r2 * b) / (2 * (a - b));
  const y = a * x - r1 / 2;
  const theta = Math.atan(y / x) / DEGREE;
  return { xCm: ((measures.circumferenceCm / 4) * (90 + theta)) / 90, yCm: 0.91 * Math.hypot(x, y) };
}
