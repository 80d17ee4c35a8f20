import * as v from 'valibot';
import { FormatError } from './format-error';
import { joinChunks } from './join-chunks';

/**
 * Named arrays in one file, in the safetensors layout (github.com/huggingface/safetensors): the length of the header as a
 * little-endian u64, a JSON header with type, shape and place of each array, then the data. Opens in NumPy and PyTorch.
 */
export interface Tensors {
  arrays: Record<string, { shape: readonly number[]; values: TensorValues }>;
  /** Texts that go with them. */
  metadata: Record<string, string>;
}

export type TensorValues = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array;

const TYPES = {
  I8: Int8Array,
  U8: Uint8Array,
  I16: Int16Array,
  U16: Uint16Array,
  I32: Int32Array,
  U32: Uint32Array,
  F32: Float32Array,
} as const;
type TypeName = keyof typeof TYPES;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entrySchema = v.object({
  dtype: v.picklist(Object.keys(TYPES) as TypeName[]),
  shape: v.array(count),
  data_offsets: v.strictTuple([count, count]),
});
const headerSchema = v.objectWithRest({ __metadata__: v.optional(v.record(v.string(), v.string()), {}) }, entrySchema);

/** A header longer than this is no file of ours, bytes. */
const MAX_HEADER = 1 << 20;

export function writeSafetensors({ arrays, metadata }: Tensors): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, values }] of Object.entries(arrays)) {
    const dtype = (Object.keys(TYPES) as TypeName[]).find((type) => values instanceof TYPES[type]);
    header[name] = { dtype, shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // the data begin at a multiple of eight, as the specification asks
  const padded = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20);
  padded.set(text);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setUint32(0, padded.length, true);
  return joinChunks([length, padded, ...Object.values(arrays).map(({ values }) => values)]);
}

/** Reads what `writeSafetensors` wrote. The arrays are copies. Throws FormatError. */
export function readSafetensors(buffer: ArrayBuffer, file: string): Tensors {
  const view = new DataView(buffer);
  const length = buffer.byteLength >= 8 ? view.getUint32(0, true) : 0;
  if (length === 0 || length > MAX_HEADER || view.getUint32(4, true) > 0 || 8 + length > buffer.byteLength) {
    throw new FormatError(file, 'has no safetensors header; the file is cut or of another kind');
  }
  const { __metadata__: metadata, ...entries } = parseHeader(new Uint8Array(buffer, 8, length), file);
  const arrays: Tensors['arrays'] = {};
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(entries)) {
    const [begin, end] = data_offsets;
    const items = shape.reduce((a, b) => a * b, 1);
    const bytes = items * TYPES[dtype].BYTES_PER_ELEMENT;
    if (end - begin !== bytes) {
      throw new FormatError(file, `${name}: ${end - begin} bytes for ${items} values of ${dtype}`);
    }
    if (8 + length + end > buffer.byteLength) {
      throw new FormatError(
        file,
        `${name}: ends at byte ${8 + length + end}, the file at ${buffer.byteLength}; it is cut`,
      );
    }
    arrays[name] = { shape, values: new TYPES[dtype](buffer.slice(8 + length + begin, 8 + length + end)) };
  }
  return { arrays, metadata };
}

function parseHeader(bytes: Uint8Array, file: string): v.InferOutput<typeof headerSchema> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new FormatError(file, 'its header is no JSON; the file is damaged');
  }
  const result = v.safeParse(headerSchema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new FormatError(file, `header: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
}
