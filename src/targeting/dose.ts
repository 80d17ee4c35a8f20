/** How the motor threshold was read: twitches seen by eye read higher than an EMG. */
export type ThresholdMethod = 'emg' | 'visual';

export interface MotorThreshold {
  /** Resting motor threshold, % of maximum stimulator output. */
  msoPercent: number;
  method: ThresholdMethod;
}

/** One way to an intensity at the site. The ways are shown side by side; none is averaged with another. */
export interface DoseEstimate {
  method: 'percent-mt' | 'distance' | 'e-field';
  title: string;
  /** % of maximum stimulator output. */
  msoPercent: number;
  /** The formula with its numbers. */
  formula: string;
  caveat: string;
  /** The stimulator cannot deliver this. */
  overMaximum: boolean;
}

/** Stokes et al. 2007 (abstract): 2.8 % of output a millimetre, without a difference between coils or hemispheres. */
export const STOKES_2007_PERCENT_PER_MM = 2.8;
/** Stokes et al. 2005. */
export const STOKES_2005_PERCENT_PER_MM = 3;

/** Westin et al. 2014: a threshold read by eye is higher than one by EMG by this on average, in %. */
const VISUAL_THRESHOLD_EXCESS = { meanPercent: 11.3, lowPercent: 0, highPercent: 27.8 } as const;

const positive = (value: number, what: string): void => {
  if (!(Number.isFinite(value) && value > 0)) throw new RangeError(`${what} is ${value}; it must be a positive number`);
};

const estimate = (e: Omit<DoseEstimate, 'overMaximum'>): DoseEstimate => ({ ...e, overMaximum: e.msoPercent > 100 });

const show = (x: number): string => (Math.round(10 * x) / 10).toString();

/** Intensity as a percentage of the motor threshold, wherever the coil is. */
export function dosePercentOfThreshold(threshold: MotorThreshold, percentMt: number): DoseEstimate {
  positive(threshold.msoPercent, 'the motor threshold');
  positive(percentMt, 'the intensity in % of motor threshold');
  const msoPercent = (threshold.msoPercent * percentMt) / 100;
  return estimate({
    method: 'percent-mt',
    title: 'Percent of motor threshold',
    msoPercent,
    formula: `${show(threshold.msoPercent)} % × ${show(percentMt)} % = ${show(msoPercent)} % of output`,
    caveat: 'Takes the cortex at the site to be as far from the coil, and as excitable, as at the motor hotspot.',
  });
}

/**
 * Threshold adjusted by the difference in scalp-cortex distance, then the percentage: (MT + g (D_site - D_M1)) x intensity,
 * g in % of output a mm. The gradient is published (Stokes et al. 2005, 2007); the use of it at other sites is customary.
 * RangeError where the adjusted threshold is not positive.
 */
export function doseByDistance(
  threshold: MotorThreshold,
  percentMt: number,
  siteDepthMm: number,
  motorDepthMm: number,
  percentPerMm: number = STOKES_2007_PERCENT_PER_MM,
): DoseEstimate {
  positive(threshold.msoPercent, 'the motor threshold');
  positive(percentMt, 'the intensity in % of motor threshold');
  positive(siteDepthMm, 'the scalp-cortex distance at the site');
  positive(motorDepthMm, 'the scalp-cortex distance at the hotspot');
  positive(percentPerMm, 'the gradient');
  const extraMm = siteDepthMm - motorDepthMm;
  const adjusted = threshold.msoPercent + percentPerMm * extraMm;
  positive(adjusted, 'the distance-adjusted threshold');
  const msoPercent = (adjusted * percentMt) / 100;
  const sign = extraMm < 0 ? '−' : '+';
  return estimate({
    method: 'distance',
    title: 'Adjusted by scalp-cortex distance',
    msoPercent,
    formula:
      `(${show(threshold.msoPercent)} % ${sign} ${show(percentPerMm)} %/mm × ${show(Math.abs(extraMm))} mm) × ` +
      `${show(percentMt)} % = ${show(msoPercent)} % of output`,
    caveat: 'One slope for every coil, stimulator and site; distance alone, whatever the folding and the coil angle.',
  });
}

/**
 * The output at which the field at the site equals the percentage of the field at the hotspot at threshold:
 * MT x (E_M1 / E_site) x intensity, both fields at the same dI/dt.
 */
export function doseByField(
  threshold: MotorThreshold,
  percentMt: number,
  motorFieldVPerM: number,
  siteFieldVPerM: number,
): DoseEstimate {
  positive(threshold.msoPercent, 'the motor threshold');
  positive(percentMt, 'the intensity in % of motor threshold');
  positive(motorFieldVPerM, 'the field at the hotspot');
  positive(siteFieldVPerM, 'the field at the site');
  const ratio = motorFieldVPerM / siteFieldVPerM;
  const msoPercent = threshold.msoPercent * ratio * (percentMt / 100);
  return estimate({
    method: 'e-field',
    title: 'Matched electric field',
    msoPercent,
    formula:
      `${show(threshold.msoPercent)} % × ${show(motorFieldVPerM)} / ${show(siteFieldVPerM)} V/m × ${show(percentMt)} % ` +
      `= ${show(msoPercent)} % of output`,
    caveat: 'Takes the threshold field to be the same in both areas; computed on a template head, not on this patient.',
  });
}

/** dI/dt at an output, A/us; the two are close to proportional. `maxDidtAPerS` is that at 100 %. */
export const didtAtOutput = (msoPercent: number, maxDidtAPerS: number): number =>
  ((msoPercent / 100) * maxDidtAPerS) / 1e6;

/** The output that gives a dI/dt, % of maximum. */
export const outputAtDidt = (didtAPerUs: number, maxDidtAPerS: number): number =>
  (100 * didtAPerUs * 1e6) / maxDidtAPerS;

/** What to say of a threshold that was read by eye, or null. It is not converted: the spread is as large as the mean. */
export function thresholdNote(threshold: MotorThreshold): string | null {
  if (threshold.method === 'emg') return null;
  const { meanPercent, lowPercent, highPercent } = VISUAL_THRESHOLD_EXCESS;
  return (
    `A threshold read by eye is ${meanPercent} % higher than by EMG on average ` +
    `(${lowPercent} to ${highPercent} %, Westin et al. 2014); the figures here are not corrected for it.`
  );
}
