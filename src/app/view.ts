import * as v from 'valibot';
import type { Vec3 } from '../model/vec3';

export type LayerId = 'scalp' | 'skull' | 'cortex' | 'white' | 'coil' | 'electrodes';
const COLOUR_MAPS = ['viridis', 'cividis', 'batlow', 'magma'] as const;
const SIGNED_MAPS = ['vik', 'blueOrange'] as const;
export type ColourMapName = (typeof COLOUR_MAPS)[number];
/** Maps whose middle is zero. */
export type SignedMapName = (typeof SIGNED_MAPS)[number];
export type Theme = 'system' | 'dark' | 'light';
/** What a threshold is a share of: the 99.9th percentile by area, the largest value, or a field in V/m that is set. */
export type ReferenceKind = 'p999' | 'peak' | 'volts';

export const CUT_KINDS = ['none', 'axial', 'coronal', 'sagittal', 'free'] as const;

/** A plane that opens the head. */
export interface Cut {
  kind: (typeof CUT_KINDS)[number];
  /** Distance of the plane from the origin along its normal, mm: z, y or x of a straight cut. */
  atMm: number;
  /** Direction of a free cut: from anterior towards the right, and up. */
  azimuthDeg: number;
  elevationDeg: number;
  /** The other half is taken away. */
  flipped: boolean;
  /** The head's image on the faces, where there is one. */
  image: boolean;
}

export const CUT_LIMITS = {
  atMm: { min: -120, max: 110, step: 1 },
  azimuthDeg: { min: -180, max: 180, step: 1 },
  elevationDeg: { min: -90, max: 90, step: 1 },
} as const;

/** A place of the coil that is aimed at; as in a plan. */
export interface Aim {
  siteMm: Vec3;
  angleDeg: number;
  pitchDeg: number;
  rollDeg: number;
}

/** How the plan is looked at: shared in the link and saved, but not part of undo. */
export interface View {
  /** One head that is planned on, two beside each other, or one whose field is worked with. */
  task: 'plan' | 'compare' | 'research';
  compare: {
    /** Two heads, or one cut in two at `wipe`, its share of the width. */
    layout: 'beside' | 'wipe';
    wipe: number;
    /** The colours' window: each side its own, or one for both. */
    scale: 'own' | 'shared';
  };
  /** The threshold f of every figure of focality, and what it is a share of. */
  focality: { fraction: number; reference: ReferenceKind; voltsPerM: number };
  /** The lesson that is open, and how far it has come; '' for none. */
  lesson: string;
  step: number;
  layers: Record<LayerId, { shown: boolean; opacity: number }>;
  cut: Cut;
  /** The cortex with its folds opened, instead of the head. */
  inflated: boolean;
  /** The line round the region at or above the threshold f, in a plan as in a comparison. */
  outline: boolean;
  /** Arrows of E on the cortex. */
  vectors: boolean;
  /** What the coil is compared with in the target view; null closes it. */
  aim: Aim | null;
  /** Three slices through a point, RAS mm, beside the stage. */
  slices: { shown: boolean; atMm: Vec3 };
  quantity: 'magnitude' | 'normal';
  colourMap: ColourMapName;
  signedMap: SignedMapName;
  /** Colour window, V/m; null follows the 99.9th percentile. */
  window: { min: number; max: number } | null;
  /** Share of the window's span below which the field is not coloured, 0 to 1. */
  threshold: number;
  /** Soft shading scales a data colour by at most a quarter; without it every pixel is the bar's own colour. */
  shading: boolean;
  /** The 10-10 positions on the scalp. */
  marks: boolean;
  /** The measuring tapes of the site's method on the scalp. */
  tapes: boolean;
  theme: Theme;
}

export const DEFAULT_VIEW: View = {
  task: 'plan',
  compare: { layout: 'beside', wipe: 0.5, scale: 'own' },
  focality: { fraction: 0.5, reference: 'p999', voltsPerM: 50 },
  lesson: '',
  step: 0,
  layers: {
    scalp: { shown: true, opacity: 0.35 },
    skull: { shown: false, opacity: 1 },
    cortex: { shown: true, opacity: 1 },
    white: { shown: true, opacity: 1 },
    coil: { shown: true, opacity: 0.3 },
    electrodes: { shown: true, opacity: 0.8 },
  },
  cut: { kind: 'none', atMm: 0, azimuthDeg: -45, elevationDeg: 30, flipped: false, image: false },
  inflated: false,
  outline: false,
  vectors: false,
  aim: null,
  slices: { shown: false, atMm: [-42, 38, 30] },
  quantity: 'magnitude',
  colourMap: 'viridis',
  signedMap: 'vik',
  window: null,
  threshold: 0.2,
  shading: true,
  marks: false,
  tapes: false,
  theme: 'system',
};

const within = ({ min, max }: { min: number; max: number }) => v.pipe(v.number(), v.minValue(min), v.maxValue(max));
const coordinate = within({ min: -200, max: 200 });
const point = v.pipe(v.tuple([coordinate, coordinate, coordinate]), v.readonly());
const degrees = within({ min: -180, max: 180 });
const fraction = within({ min: 0, max: 1 });
const layer = v.object({ shown: v.boolean(), opacity: fraction });
const volts = v.pipe(v.number(), v.minValue(-10_000), v.maxValue(10_000));

/** Bounds of f: the 99.9th percentile is not the maximum, so f may pass 1. */
export const FRACTION_LIMITS = { min: 0.3, max: 1.05, step: 0.01 } as const;
export const REFERENCE_VOLTS_LIMITS = { min: 0.01, max: 300, step: 0.01 } as const;

export const ViewSchema = v.object({
  task: v.picklist(['plan', 'compare', 'research']),
  compare: v.object({
    layout: v.picklist(['beside', 'wipe']),
    wipe: fraction,
    scale: v.picklist(['own', 'shared']),
  }),
  focality: v.object({
    fraction: within(FRACTION_LIMITS),
    reference: v.picklist(['p999', 'peak', 'volts']),
    voltsPerM: within(REFERENCE_VOLTS_LIMITS),
  }),
  lesson: v.pipe(v.string(), v.maxLength(40), v.regex(/^[a-z0-9-]*$/)),
  step: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)),
  layers: v.object({ scalp: layer, skull: layer, cortex: layer, white: layer, coil: layer, electrodes: layer }),
  cut: v.object({
    kind: v.picklist(CUT_KINDS),
    atMm: within(CUT_LIMITS.atMm),
    azimuthDeg: within(CUT_LIMITS.azimuthDeg),
    elevationDeg: within(CUT_LIMITS.elevationDeg),
    flipped: v.boolean(),
    image: v.boolean(),
  }),
  inflated: v.boolean(),
  outline: v.boolean(),
  vectors: v.boolean(),
  aim: v.nullable(v.object({ siteMm: point, angleDeg: degrees, pitchDeg: degrees, rollDeg: degrees })),
  slices: v.object({ shown: v.boolean(), atMm: point }),
  quantity: v.picklist(['magnitude', 'normal']),
  colourMap: v.picklist(COLOUR_MAPS),
  signedMap: v.picklist(SIGNED_MAPS),
  window: v.nullable(
    v.pipe(
      v.object({ min: volts, max: volts }),
      v.check((w) => w.max > w.min, 'the colour window is empty'),
    ),
  ),
  threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(0.95)),
  shading: v.boolean(),
  marks: v.boolean(),
  tapes: v.boolean(),
  theme: v.picklist(['system', 'dark', 'light']),
});
