import * as v from 'valibot';
import type { Vec3 } from '../model/vec3';
import { STOKES_2007_PERCENT_PER_MM } from '../targeting/dose';
import type { HeadMeasures } from '../targeting/head-measures';
import { SITE_METHODS } from '../targeting/method-catalogue';
import { patternFault } from '../targeting/protocol-arithmetic';
import { type ProtocolBlock, protocolById, TREATMENT_SITES } from '../targeting/protocols';
import { REFERENCE_TARGET_ID, TARGETS } from '../targeting/targets';

/** A course of treatment as planned: a preset and what was changed of it. */
export interface Course {
  presetId: string;
  blocks: ProtocolBlock[];
  sessionsPerDay: number;
  gapMin: number;
  daysPerWeek: number;
  weeks: number;
}

/** What was read on one person. Undone and saved in a session file with the plan; never part of a link. */
export interface PatientReadings {
  /** Repeat readings of each tape, in `unit`, as typed. Empty: the head's own measure stands. */
  tapes: Record<keyof HeadMeasures, number[]>;
  unit: 'cm' | 'in';
  threshold: { msoPercent: number | null; method: 'emg' | 'visual' };
  /** Where the hand's hotspot was found, on the scalp; null for the scalp over the hand area. */
  hotspotMm: Vec3 | null;
}

/** How the site is found, how strong, and how often. */
export interface Targeting {
  methodId: string;
  side: 'left' | 'right';
  targetId: string;
  referenceId: string;
  pointMm: Vec3;
  regionCode: number;
  /** % of output a millimetre, for the dose by distance. */
  percentPerMm: number;
  /** How far a lifted sham coil is backed off beyond its gap, mm. */
  shamLiftMm: number;
  course: Course;
  patient: PatientReadings;
}

export const NO_READINGS: PatientReadings = {
  tapes: { nasionInionCm: [], tragusTragusCm: [], circumferenceCm: [] },
  unit: 'cm',
  threshold: { msoPercent: null, method: 'emg' },
  hotspotMm: null,
};

/** The course of a preset, to be changed. */
export function courseOf(presetId: string): Course {
  const { blocks, sessionsPerDay, gapMin, daysPerWeek, weeks } = protocolById(presetId);
  return { presetId, blocks: [...blocks], sessionsPerDay, gapMin, daysPerWeek, weeks };
}

export const DEFAULT_TARGETING: Targeting = {
  methodId: 'ten-ten',
  side: 'left',
  targetId: REFERENCE_TARGET_ID,
  referenceId: REFERENCE_TARGET_ID,
  pointMm: [-42, 44, 30],
  regionCode: 7,
  percentPerMm: STOKES_2007_PERCENT_PER_MM,
  shamLiftMm: 50,
  course: courseOf('hf-10hz'),
  patient: NO_READINGS,
};

/** Readings of one tape that are kept. */
export const MAX_READINGS = 5;

export const COURSE_LIMITS = {
  percentMt: { min: 1, max: 200, step: 5 },
  sessionsPerDay: { min: 1, max: 20, step: 1 },
  gapMin: { min: 0, max: 600, step: 5 },
  daysPerWeek: { min: 1, max: 7, step: 1 },
  weeks: { min: 1, max: 52, step: 1 },
} as const;

export const SHAM_LIFT_LIMITS = { min: 5, max: 150, step: 5 } as const;

const between = (min: number, max: number) => v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max));
const whole = ({ min, max }: { min: number; max: number }) => v.pipe(between(min, max), v.integer());
const coordinate = between(-300, 300);
const point = v.pipe(
  v.tuple([coordinate, coordinate, coordinate]),
  v.transform((p): Vec3 => p),
);

const patternSchema = v.pipe(
  v.variant('kind', [
    v.object({
      kind: v.literal('trains'),
      hz: between(0.01, 200),
      onS: between(0.01, 7200),
      offS: between(0, 7200),
      trains: whole({ min: 1, max: 10_000 }),
    }),
    v.object({
      kind: v.literal('theta-burst'),
      burstPulses: whole({ min: 1, max: 20 }),
      burstHz: between(1, 500),
      burstsPerS: between(0.1, 50),
      onS: between(0.01, 7200),
      offS: between(0, 7200),
      trains: whole({ min: 1, max: 10_000 }),
    }),
  ]),
  v.check(
    (p) => patternFault(p) === null,
    (issue) => patternFault(issue.input as Parameters<typeof patternFault>[0]) ?? 'the pattern cannot be given',
  ),
);

const courseSchema = v.object({
  presetId: v.pipe(
    v.string(),
    v.maxLength(40),
    v.check((id) => isPreset(id), 'there is no such protocol'),
  ),
  blocks: v.pipe(
    v.array(
      v.object({
        site: v.picklist(TREATMENT_SITES),
        percentMt: between(COURSE_LIMITS.percentMt.min, COURSE_LIMITS.percentMt.max),
        pattern: patternSchema,
      }),
    ),
    v.minLength(1),
    v.maxLength(4),
  ),
  sessionsPerDay: whole(COURSE_LIMITS.sessionsPerDay),
  gapMin: between(COURSE_LIMITS.gapMin.min, COURSE_LIMITS.gapMin.max),
  daysPerWeek: whole(COURSE_LIMITS.daysPerWeek),
  weeks: whole(COURSE_LIMITS.weeks),
});

const readings = v.pipe(v.array(between(0.1, 200)), v.maxLength(MAX_READINGS));

export const PatientSchema = v.object({
  tapes: v.object({ nasionInionCm: readings, tragusTragusCm: readings, circumferenceCm: readings }),
  unit: v.picklist(['cm', 'in']),
  threshold: v.object({ msoPercent: v.nullable(between(1, 100)), method: v.picklist(['emg', 'visual']) }),
  hotspotMm: v.nullable(point),
});

const targetId = v.picklist(TARGETS.map((t) => t.id));

export const TargetingSchema = v.object({
  methodId: v.picklist(SITE_METHODS.map((m) => m.id)),
  side: v.picklist(['left', 'right']),
  targetId,
  referenceId: targetId,
  pointMm: point,
  regionCode: whole({ min: 1, max: 255 }),
  percentPerMm: between(0.1, 10),
  shamLiftMm: between(SHAM_LIFT_LIMITS.min, SHAM_LIFT_LIMITS.max),
  course: courseSchema,
  patient: PatientSchema,
});

function isPreset(id: string): boolean {
  try {
    protocolById(id);
    return true;
  } catch {
    return false;
  }
}
