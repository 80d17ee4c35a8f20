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

/** One source of a field and how it is set: what stands on one side of a comparison. */
export interface Scenario {
  source: 'tms' | 'tdcs';
  coilId: string;
  placement: Placement;
  /** The 10-10 name the coil was put on, until it is moved by hand. */
  siteName: string;
  /** The coil stood on the edge of one wing over the same site: the customary sham. */
  sham: boolean;
  /** Without the charge on the tissue boundaries the coil's own (primary) field is left: for teaching. */
  charge: boolean;
  didtAPerUs: number;
  montage: MontageElectrode[];
  padRadiusMm: number;
}

export type Side = 'a' | 'b';

/**
 * What is being planned: everything a solve depends on. Undone and redone as one value, shared in the link. Its own scenario
 * is the one that is edited and stands on `side`; `other` stands on the other side while two are compared.
 */
export interface Plan extends Scenario {
  /** The bundled head, or one of the user's own by its hash; a link never holds the head itself. */
  head: string;
  /** Triangles of the bundled head solved and shown: 130,000 or 58,000. */
  detail: 'full' | 'light';
  targeting: Targeting;
  side: Side;
  other: Scenario;
}

const DEFAULT_SCENARIO: Scenario = {
  source: 'tms',
  coilId: 'figure8-70',
  placement: { siteMm: [-50.9, 54.4, 42.9], angleDeg: 45, pitchDeg: 0, rollDeg: 0, gapMm: 4 },
  siteName: 'F3',
  sham: false,
  charge: true,
  didtAPerUs: 70,
  montage: [
    { at: 'F3', currentMa: 2 },
    { at: 'Fp2', currentMa: -2 },
  ],
  padRadiusMm: 28,
};

export const DEFAULT_PLAN: Plan = {
  ...DEFAULT_SCENARIO,
  head: 'colin27',
  detail: 'full',
  targeting: DEFAULT_TARGETING,
  side: 'a',
  other: { ...DEFAULT_SCENARIO, source: 'tdcs' },
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

const PlacementSchema = v.object({
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

const ScenarioSchema = v.object({
  source: v.picklist(['tms', 'tdcs']),
  coilId: v.pipe(v.string(), v.maxLength(60), v.regex(/^[a-z0-9-]+$/)),
  placement: PlacementSchema,
  siteName: siteText,
  sham: v.boolean(),
  charge: v.boolean(),
  didtAPerUs: bounded('didtAPerUs'),
  montage: v.pipe(
    v.array(v.object({ at: siteText, currentMa: bounded('currentMa') })),
    v.maxLength(16),
    v.check((all) => new Set(all.map((e) => e.at)).size === all.length, 'an electrode site is used twice'),
  ),
  padRadiusMm: bounded('padRadiusMm'),
});

export const PlanSchema = v.object({
  ...ScenarioSchema.entries,
  head: v.pipe(v.string(), v.regex(/^(colin27|[0-9a-f]{16})$/)),
  detail: v.picklist(['full', 'light']),
  targeting: TargetingSchema,
  side: v.picklist(['a', 'b']),
  other: ScenarioSchema,
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
