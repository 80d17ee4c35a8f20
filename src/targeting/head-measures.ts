/** The three tape measures of a head, cm. */
export interface HeadMeasures {
  /** Nasion to inion over the vertex. */
  nasionInionCm: number;
  /** Tragus to tragus over the vertex. */
  tragusTragusCm: number;
  /** Round the head at the level of Fpz and Oz. */
  circumferenceCm: number;
}

export type LengthUnit = 'cm' | 'in';

/** Exact by definition. */
export const CM_PER_INCH = 2.54;

export const toCm = (value: number, unit: LengthUnit): number => (unit === 'in' ? value * CM_PER_INCH : value);
export const fromCm = (cm: number, unit: LengthUnit): number => (unit === 'in' ? cm / CM_PER_INCH : cm);

/** A length on another tape, to half a millimetre or a hundredth of an inch: what was read in cm comes back the same. */
export function asTapeReads(value: number, from: LengthUnit, to: LengthUnit): number {
  if (from === to) return value;
  const parts = to === 'cm' ? 20 : 100;
  return Math.round(parts * fromCm(toCm(value, from), to)) / parts;
}

const WRITTEN: Readonly<Record<LengthUnit, RegExp>> = {
  cm: /^(\d*\.?\d*)\s*(?:cm)?$/,
  in: /^(\d*\.?\d*)\s*(?:in)?$/,
};

/** A length as it is typed, with or without the unit it is in: from a millimetre to two metres, else null. */
export function readLength(text: string, unit: LengthUnit): number | null {
  const written = WRITTEN[unit].exec(text.trim().replace(',', '.'));
  const value = Number.parseFloat(written?.[1] ?? '');
  return value >= 0.1 && value <= 200 ? value : null;
}

/** What a measure is called, and the range beyond which it is asked to be read again (a habit, without a source). */
export const MEASURES: Readonly<Record<keyof HeadMeasures, { title: string; lowCm: number; highCm: number }>> = {
  nasionInionCm: { title: 'nasion to inion', lowCm: 30, highCm: 42 },
  tragusTragusCm: { title: 'tragus to tragus', lowCm: 30, highCm: 42 },
  circumferenceCm: { title: 'circumference', lowCm: 50, highCm: 65 },
};

export const MEASURE_KEYS: readonly (keyof HeadMeasures)[] = ['nasionInionCm', 'tragusTragusCm', 'circumferenceCm'];

/** Repeat readings farther apart than this are worth another one, cm. */
const WIDE_SPREAD_CM = 0.5;

/** Readings of one measure: their mean and how far apart they lie, cm. */
export interface Averaged {
  meanCm: number;
  /** Largest minus smallest. */
  spreadCm: number;
  count: number;
}

/** The mean of repeat readings, each in `unit`. RangeError for none, or for one that is not a positive number. */
export function averageReadings(readings: readonly number[], unit: LengthUnit): Averaged {
  if (readings.length === 0) throw new RangeError('a measure needs at least one reading');
  const cm = readings.map((r, i) => {
    if (!(Number.isFinite(r) && r > 0)) throw new RangeError(`reading ${i + 1} is ${r}; it must be a positive length`);
    return toCm(r, unit);
  });
  return {
    meanCm: cm.reduce((sum, r) => sum + r, 0) / cm.length,
    spreadCm: Math.max(...cm) - Math.min(...cm),
    count: cm.length,
  };
}

/** Throws a RangeError that names the first measure which is not a positive number. */
export function requireMeasures(measures: HeadMeasures): void {
  for (const key of MEASURE_KEYS) {
    const value = measures[key];
    if (!(Number.isFinite(value) && value > 0)) {
      throw new RangeError(`${MEASURES[key].title} is ${value}; it must be a positive length in cm`);
    }
  }
}

/** What makes a set of measures worth checking, in words; empty when nothing does. Computing goes on regardless. */
export function measureWarnings(measures: HeadMeasures, spreadsCm: Partial<HeadMeasures> = {}): string[] {
  const out: string[] = [];
  const { nasionInionCm: ni, tragusTragusCm: tt, circumferenceCm: cf } = measures;
  const likeInches = MEASURE_KEYS.every((key) => {
    const cm = measures[key] * CM_PER_INCH;
    return cm >= MEASURES[key].lowCm && cm <= MEASURES[key].highCm;
  });
  if (likeInches) return ['the three measures look like inches; choose inches, or enter centimetres'];
  for (const key of MEASURE_KEYS) {
    const { title, lowCm, highCm } = MEASURES[key];
    const value = measures[key];
    if (value < lowCm || value > highCm) {
      out.push(`${title} ${value.toFixed(1)} cm is outside ${lowCm} to ${highCm} cm; measure again`);
    }
    const spread = spreadsCm[key];
    if (spread !== undefined && spread > WIDE_SPREAD_CM) {
      out.push(`readings of ${title} differ by ${spread.toFixed(1)} cm; take another`);
    }
  }
  // The bounds of both checks are ours: a quarter beyond what the ranges above make of an ordinary head.
  const arcs = ni / tt;
  if (arcs < 0.8 || arcs > 1.25) {
    out.push(`nasion to inion is ${arcs.toFixed(2)} times tragus to tragus; 0.8 to 1.25 is usual, check both`);
  }
  const round = (2 * cf) / (ni + tt);
  if (round < 1.3 || round > 1.85) {
    out.push(
      `the circumference is ${round.toFixed(2)} times the mean of the two arcs; 1.3 to 1.85 is usual, check the three`,
    );
  }
  return out;
}
