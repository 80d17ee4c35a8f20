import { gzipSync } from 'fflate';

/** Values on a regular grid, x fastest. */
export interface Volume {
  dims: readonly [number, number, number];
  /** Row-major 3x4 or 4x4: voxel index -> RAS mm. */
  affine: readonly number[];
  /** 1 for a scalar, 3 for a vector; the values of one component follow those of the one before. */
  components: 1 | 3;
  /** Stored as they are: 32-bit floats or bytes. */
  values: Float32Array | Uint8Array;
  /** At most 79 characters of ASCII. */
  description: string;
  /** A text of any length, kept as an extension (code 6) of the header. */
  comment?: string;
}

const HEADER_BYTES = 352;
const UINT8 = 2;
const FLOAT32 = 16;
const MM_AND_SECONDS = 2 | 8;
const VECTOR = 1007;
const SCANNER_RAS = 1;

const COMMENT = 6;

/** Size, code and text, padded with zeros to a multiple of 16 bytes. */
function commentExtension(comment: string): Uint8Array {
  const text = new TextEncoder().encode(comment);
  const bytes = new Uint8Array(Math.ceil((8 + text.length) / 16) * 16);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, bytes.length, true);
  view.setInt32(4, COMMENT, true);
  bytes.set(text, 8);
  return bytes;
}

/** A gzipped NIfTI-1 volume (`.nii.gz`), placed by its sform; a vector takes the fifth dimension. */
export function writeNifti({ dims, affine, components, values, description, comment }: Volume): Uint8Array {
  if (values.length !== dims[0] * dims[1] * dims[2] * components) {
    throw new RangeError(`values.length must be ${dims.join(' x ')} x ${components}, got ${values.length}`);
  }
  const extension = comment === undefined ? new Uint8Array(0) : commentExtension(comment);
  const start = HEADER_BYTES + extension.length;
  const bytes = new Uint8Array(start + values.byteLength);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 348, true);
  const shape = components === 1 ? [3, ...dims, 1, 1, 1, 1] : [5, ...dims, 1, components, 1, 1];
  shape.forEach((n, i) => {
    view.setInt16(40 + 2 * i, n, true);
  });
  if (components === 3) view.setInt16(68, VECTOR, true);
  view.setInt16(70, values instanceof Uint8Array ? UINT8 : FLOAT32, true);
  view.setInt16(72, 8 * values.BYTES_PER_ELEMENT, true);
  view.setFloat32(76, 1, true);
  for (let axis = 0; axis < 3; axis++) {
    const spacing = Math.hypot(affine[axis], affine[4 + axis], affine[8 + axis]);
    view.setFloat32(80 + 4 * axis, spacing, true);
  }
  view.setFloat32(108, start, true);
  view.setFloat32(112, 1, true);
  bytes[123] = MM_AND_SECONDS;
  bytes.set(new TextEncoder().encode(description.slice(0, 79)), 148);
  view.setInt16(254, SCANNER_RAS, true);
  for (let i = 0; i < 12; i++) view.setFloat32(280 + 4 * i, affine[i], true);
  bytes.set(new TextEncoder().encode('n+1'), 344);
  bytes[348] = comment === undefined ? 0 : 1;
  bytes.set(extension, HEADER_BYTES);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start);
  return gzipSync(bytes, { mtime: 0 });
}
