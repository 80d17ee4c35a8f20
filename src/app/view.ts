import * as v from 'valibot';

export type LayerId = 'scalp' | 'cortex' | 'white' | 'coil' | 'electrodes';
export type ColourMapName = 'viridis' | 'cividis' | 'magma';
export type Theme = 'system' | 'dark' | 'light';

/** How the plan is looked at: shared in the link and saved, but not part of undo. */
export interface View {
  layers: Record<LayerId, { shown: boolean; opacity: number }>;
  quantity: 'magnitude' | 'normal';
  colourMap: ColourMapName;
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
  layers: {
    scalp: { shown: true, opacity: 0.35 },
    cortex: { shown: true, opacity: 1 },
    white: { shown: true, opacity: 1 },
    coil: { shown: true, opacity: 0.3 },
    electrodes: { shown: true, opacity: 0.8 },
  },
  quantity: 'magnitude',
  colourMap: 'viridis',
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

export const ViewSchema = v.object({
  layers: v.object({ scalp: layer, cortex: layer, white: layer, coil: layer, electrodes: layer }),
  quantity: v.picklist(['magnitude', 'normal']),
  colourMap: v.picklist(['viridis', 'cividis', 'magma']),
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
