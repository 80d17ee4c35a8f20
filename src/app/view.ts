import * as v from 'valibot';

export type LayerId = 'scalp' | 'cortex' | 'white' | 'coil' | 'electrodes';
const COLOUR_MAPS = ['viridis', 'cividis', 'batlow', 'magma'] as const;
const SIGNED_MAPS = ['vik', 'blueOrange'] as const;
export type ColourMapName = (typeof COLOUR_MAPS)[number];
/** Maps whose middle is zero. */
export type SignedMapName = (typeof SIGNED_MAPS)[number];
export type Theme = 'system' | 'dark' | 'light';
/** What a threshold is a share of: the 99.9th percentile by area, the largest value, or a field in V/m that is set. */
export type ReferenceKind = 'p999' | 'peak' | 'volts';

/** How the plan is looked at: shared in the link and saved, but not part of undo. */
export interface View {
  /** One head that is planned on, or two beside each other. */
  task: 'plan' | 'compare';
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
    cortex: { shown: true, opacity: 1 },
    white: { shown: true, opacity: 1 },
    coil: { shown: true, opacity: 0.3 },
    electrodes: { shown: true, opacity: 0.8 },
  },
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

const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const layer = v.object({ shown: v.boolean(), opacity: fraction });
const volts = v.pipe(v.number(), v.minValue(-10_000), v.maxValue(10_000));

/** Bounds of f: the 99.9th percentile is not the maximum, so f may pass 1. */
export const FRACTION_LIMITS = { min: 0.3, max: 1.05, step: 0.01 } as const;
export const REFERENCE_VOLTS_LIMITS = { min: 0.01, max: 300, step: 0.01 } as const;

export const ViewSchema = v.object({
  task: v.picklist(['plan', 'compare']),
  compare: v.object({
    layout: v.picklist(['beside', 'wipe']),
    wipe: fraction,
    scale: v.picklist(['own', 'shared']),
  }),
  focality: v.object({
    fraction: v.pipe(v.number(), v.minValue(FRACTION_LIMITS.min), v.maxValue(FRACTION_LIMITS.max)),
    reference: v.picklist(['p999', 'peak', 'volts']),
    voltsPerM: v.pipe(v.number(), v.minValue(REFERENCE_VOLTS_LIMITS.min), v.maxValue(REFERENCE_VOLTS_LIMITS.max)),
  }),
  lesson: v.pipe(v.string(), v.maxLength(40), v.regex(/^[a-z0-9-]*$/)),
  step: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)),
  layers: v.object({ scalp: layer, cortex: layer, white: layer, coil: layer, electrodes: layer }),
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
