import * as v from 'valibot';

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const number3 = v.tuple([
  v.pipe(v.number(), v.finite()),
  v.pipe(v.number(), v.finite()),
  v.pipe(v.number(), v.finite()),
]);
/** Rows of three numbers, or their raw bytes packed by zlib and base64. */
const rows3 = v.union([v.array(number3), v.string()]);

const element = v.object({
  name: v.optional(v.string()),
  stimulator: index,
  elementCasing: v.optional(index),
  deformations: v.optional(v.array(index)),
  type: v.picklist([1, 2, 3]),
  points: v.optional(rows3),
  values: v.optional(rows3),
});

/** The parts of a SimNIBS `.tcd` coil that are used here; the rest (waveforms, limits, optimisation) is passed over. */
export const TcdSchema = v.object({
  name: v.optional(v.string()),
  brand: v.optional(v.string()),
  version: v.optional(v.string()),
  coilCasing: v.optional(index),
  coilElementList: v.pipe(v.array(element), v.minLength(1)),
  stimulatorList: v.pipe(
    v.array(
      v.object({
        name: v.optional(v.string()),
        brand: v.optional(v.string()),
        maxdIdt: v.optional(v.pipe(v.number(), v.finite())),
      }),
    ),
    v.minLength(1),
  ),
  deformList: v.optional(
    v.array(
      v.object({
        deformRange: v.optional(index),
        type: v.picklist(['x', 'y', 'z', 'rot2p']),
        point1: v.optional(number3),
        point2: v.optional(number3),
      }),
    ),
  ),
  deformRangeList: v.optional(v.array(v.object({ initial: v.pipe(v.number(), v.finite()) }))),
  coilModels: v.optional(
    v.array(v.object({ points: rows3, faces: v.union([v.array(v.array(v.number())), v.string()]) })),
  ),
});

export type Tcd = v.InferOutput<typeof TcdSchema>;
export type TcdElement = Tcd['coilElementList'][number];
export type TcdRows = v.InferOutput<typeof rows3>;
