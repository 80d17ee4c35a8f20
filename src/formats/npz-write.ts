import { zipSync } from 'fflate';
import { type NpyValues, writeNpy } from './npy-write';

/** Earliest time a zip can hold: equal contents give equal files. */
const MTIME = new Date(1980, 0, 1);

/** Named one-dimensional arrays (or of the shape given) as `.npz`, for `numpy.load`. */
export const writeNpz = (
  arrays: Record<string, NpyValues | { values: NpyValues; shape: readonly number[] }>,
): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(arrays).map(([name, array]) => {
        const { values, shape } = 'shape' in array ? array : { values: array, shape: [array.length] };
        return [`${name}.npy`, writeNpy(values, shape)];
      }),
    ),
    { mtime: MTIME },
  );
