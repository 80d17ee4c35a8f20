import * as v from 'valibot';
import type { Vec3 } from '../model/vec3';
import { DEFAULT_TARGETING, type Targeting, TargetingSchema } from './targeting-plan';

/** Where the coil lies, in the words a clinician uses; the angles and the gap are those of `CoilSeat`. */
export interface Placement {
  /** The scalp point the coil's axis passes through, RAS mm. */
  siteMm: Vec3;
  /** Direction away from the handle, from straight ahead, positive to the head's right, degrees. */
  angleDeg: number;
  /** Raises the front edge (away from the handle) when positive, degrees. */
  pitchDeg: number;
  /** Raises the wing on the coil's +x side when positive, degrees. */
  rollDeg: number;
  /** Least distance between casing and scalp, mm: hair, a cap, a deliberate lift. */
  gapMm: number;
}

/** One electrode of a montage, by its 10-10 name. */
export interface MontageElectrode {
  at: string;
  currentMa: number;
}

/** What is being planned: everything a solve depends on. Undone and redone as one value, shared in the link. */
export interface Plan {
  source: 'tms' | 'tdcs';
  coilId: string;
  placement: Placement;
  /** The 10-10 name the coil was put on, until it is moved by hand. */
  siteName: string;
  /** Triangles of the head solved and shown: 130,000 or 58,000. */
  detail: 'full' | 'light';
  didtAPerUs: number;
  montage: MontageElectrode[];
  padRadiusMm: number;
  targeting: Targeting;
}

export const DEFAULT_PLAN: Plan = {
  source: 'tms',
  coilId: 'figure8-70',
  placement: { siteMm: [-50.9, 54.4, 42.9], angleDeg: 45, pitchDeg: 0, rollDeg: 0, gapMm: 4 },
  siteName: 'F3',
  detail: 'full',
  didtAPerUs: 70,
  montage: [
    { at: 'F3', currentMa: 2 },
    { at: 'Fp2', currentMa: -2 },
  ],
  padRadiusMm: 28,
  targeting: DEFAULT_TARGETING,
};

/** Bounds shared by the sliders, the number fields, the keyboard and the checks on what comes from a link or a file. */
export const LIMITS = {
  angleDeg: { min: -180, max: 180, step: 1 },
  pitchDeg: { min: -30, max: 30, step: 1 },
  rollDeg: { min: -30, max: 30, step: 1 },
  gapMm: { min: 0, max: 40, step: 0.5 },
  didtAPerUs: { min: 1, max: 250, step: 0.1 },
  currentMa: { min: -4, max: 4, step: 0.1 },
  padRadiusMm: { min: 5, max: 35, step: 0.5 },
} as const;

const bounded = (key: keyof typeof LIMITS) =>
  v.pipe(v.number(), v.minValue(LIMITS[key].min), v.maxValue(LIMITS[key].max));
const coordinate = v.pipe(v.number(), v.minValue(-300), v.maxValue(300));

export const PlacementSchema = v.object({
  siteMm: v.pipe(
    v.tuple([coordinate, coordinate, coordinate]),
    v.transform((p): Vec3 => p),
  ),
  angleDeg: bounded('angleDeg'),
  pitchDeg: bounded('pitchDeg'),
  rollDeg: bounded('rollDeg'),
  gapMm: bounded('gapMm'),
});

const siteText = v.pipe(v.string(), v.maxLength(12), v.regex(/^[A-Za-z0-9]*$/));

export const PlanSchema = v.object({
  source: v.picklist(['tms', 'tdcs']),
  coilId: v.pipe(v.string(), v.maxLength(60), v.regex(/^[a-z0-9-]+$/)),
  placement: PlacementSchema,
  siteName: siteText,
  detail: v.picklist(['full', 'light']),
  didtAPerUs: bounded('didtAPerUs'),
  montage: v.pipe(
    v.array(v.object({ at: siteText, currentMa: bounded('currentMa') })),
    v.maxLength(16),
    v.check((all) => new Set(all.map((e) => e.at)).size === all.length, 'an electrode site is used twice'),
  ),
  padRadiusMm: bounded('padRadiusMm'),
  targeting: TargetingSchema,
});

/** Net current of a montage, mA; it must vanish before it can be solved. */
export const netCurrentMa = (montage: readonly MontageElectrode[]): number =>
  montage.reduce((sum, e) => sum + e.currentMa, 0);

/** `deg` brought into (-180, 180]. */
export const wrapDegrees = (deg: number): number => {
  const turned = ((((deg + 180) % 360) + 360) % 360) - 180;
  return turned === -180 ? 180 : turned;
};

export const clamp = (value: number, { min, max }: { min: number; max: number }): number =>
  Math.min(max, Math.max(min, value));
