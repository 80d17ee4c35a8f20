import { type Chunk, joinChunks } from './join-chunks';

const TYPES = { Float32Array: '<f4', Float64Array: '<f8', Uint32Array: '<u4', Int32Array: '<i4' } as const;

/** NumPy `.npy` 1.0: `values` in C order with the given shape. */
export function writeNpy(
  values: Float32Array | Float64Array | Uint32Array | Int32Array,
  shape: readonly number[],
): Uint8Array {
  const type = TYPES[values.constructor.name as keyof typeof TYPES];
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  // Data start at a multiple of 64 bytes; the header ends with a line feed.
  const padded = `${dictionary.padEnd(Math.ceil((dictionary.length + 11) / 64) * 64 - 11)}\n`;
  const preamble = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 255, padded.length >> 8);
  const chunks: Chunk[] = [preamble, padded, values];
  return joinChunks(chunks);
}
