import { type Chunk, joinChunks } from './join-chunks';

const TYPES = { Float32Array: '<f4', Float64Array: '<f8', Uint32Array: '<u4', Int32Array: '<i4' } as const;

/** Numbers, or texts (NumPy's `<U`). */
export type NpyValues = Float32Array | Float64Array | Uint32Array | Int32Array | readonly string[];

/** Texts as NumPy keeps them: UTF-32, all padded with zeros to the longest. */
function unicodeRows(texts: readonly string[]): { type: string; codes: Uint32Array } {
  const points = texts.map((text) => Array.from(text, (c) => c.codePointAt(0) ?? 0));
  const width = Math.max(1, ...points.map((p) => p.length));
  const codes = new Uint32Array(width * texts.length);
  points.forEach((p, i) => {
    codes.set(p, width * i);
  });
  return { type: `<U${width}`, codes };
}

/**
 * NumPy `.npy` 1.0: `values` in C order with the given shape; `[]` is a single value. Specification: numpy.org, NEP 1 and
 * numpy.lib.format.
 */
export function writeNpy(values: NpyValues, shape: readonly number[]): Uint8Array {
  const size = shape.reduce((a, b) => a * b, 1);
  if (values.length !== size) throw new RangeError(`${values.length} values for the shape (${shape.join(', ')})`);
  const { type, codes } = isNumbers(values)
    ? { type: TYPES[values.constructor.name as keyof typeof TYPES], codes: values }
    : unicodeRows(values);
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // Data start at a multiple of 64 bytes; the header ends with a line feed.
  const padded = `${dictionary.padEnd(Math.ceil((dictionary.length + 11) / 64) * 64 - 11)}\n`;
  const preamble = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 255, padded.length >> 8);
  const chunks: Chunk[] = [preamble, padded, codes];
  return joinChunks(chunks);
}

const isNumbers = (values: NpyValues): values is Exclude<NpyValues, readonly string[]> => ArrayBuffer.isView(values);
