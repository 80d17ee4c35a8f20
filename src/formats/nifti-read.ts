import { NIFTI1, readHeader } from 'nifti-reader-js';
import { asBytes, ByteReader, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { inflate, inflateStart, isGzip, MAX_DEFLATE_RATIO } from './inflate';
import { niftiAffine } from './nifti-affine';

/** An image on a grid, as stored but for its scaling. */
export interface NiftiImage {
  /** Length along each axis the file uses: x, y, z, time, components... */
  dims: number[];
  /** Row-major 4x4, voxel index -> mm: the sform where there is one, else the qform (nifti-affine.ts). */
  affineMm: number[];
  /** x fastest; scl_slope and scl_inter applied. */
  values: Float32Array | Float64Array;
  description: string;
  intentCode: number;
  /** Comments (code 6) among the header's extensions. */
  comments: string[];
}

const NIFTI1_BYTES = 348;
const NIFTI2_BYTES = 540;
/** The longer header and the four bytes that say whether extensions follow. */
const HEADER_BYTES = NIFTI2_BYTES + 4;
const MAX_VALUES = 2 ** 28;
const COMMENT = 6;
const MM_PER_UNIT: Record<number, number> = { 1: 1e3, 2: 1, 3: 1e-3 };

const BYTES: Record<number, number> = {
  [NIFTI1.TYPE_UINT8]: 1,
  [NIFTI1.TYPE_INT8]: 1,
  [NIFTI1.TYPE_INT16]: 2,
  [NIFTI1.TYPE_UINT16]: 2,
  [NIFTI1.TYPE_INT32]: 4,
  [NIFTI1.TYPE_UINT32]: 4,
  [NIFTI1.TYPE_FLOAT32]: 4,
  [NIFTI1.TYPE_FLOAT64]: 8,
};

function valueReader(reader: ByteReader, type: number): () => number {
  const readers: Record<number, () => number> = {
    [NIFTI1.TYPE_UINT8]: reader.uint8,
    [NIFTI1.TYPE_INT8]: reader.int8,
    [NIFTI1.TYPE_INT16]: reader.int16,
    [NIFTI1.TYPE_UINT16]: reader.uint16,
    [NIFTI1.TYPE_INT32]: reader.int32,
    [NIFTI1.TYPE_UINT32]: reader.uint32,
    [NIFTI1.TYPE_FLOAT32]: reader.float32,
    [NIFTI1.TYPE_FLOAT64]: reader.float64,
  };
  return readers[type];
}

function parseHeader(start: Uint8Array, file: string): { header: ReturnType<typeof readHeader>; affine: number[] } {
  // Extensions are read below, with their sizes checked: the library would trust them, so it is not shown any.
  const isNifti1 = start[0] === 0x5c || start[3] === 0x5c;
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set(start.subarray(0, isNifti1 ? NIFTI1_BYTES : NIFTI2_BYTES));
  try {
    const header = readHeader(bytes.buffer);
    return { header, affine: niftiAffine(header, bytes) };
  } catch {
    throw new FormatError(file, 'is no NIfTI image in one file (.nii or .nii.gz); convert it');
  }
}

/** Extensions stand between header and data: size and code, then text padded with zeros. */
function commentsOf(bytes: Uint8Array, from: number, to: number, littleEndian: boolean, file: string): string[] {
  const comments: string[] = [];
  const reader = new ByteReader(bytes.subarray(0, Math.min(to, bytes.length)), file, littleEndian);
  reader.offset = Math.min(from, reader.bytes.length);
  if (reader.remaining < 4 || reader.uint8() === 0) return comments;
  reader.skip(3);
  while (reader.remaining >= 16) {
    const [size, code] = [reader.int32(), reader.int32()];
    if (size < 16 || size - 8 > reader.remaining) break;
    const text = reader.bytes.subarray(reader.offset, reader.offset + size - 8);
    if (code === COMMENT) comments.push(new TextDecoder().decode(text).replace(/\0+$/, ''));
    reader.skip(size - 8);
  }
  return comments;
}

/**
 * A NIfTI-1 or NIfTI-2 image in one file, gzipped or not, either byte order, of whole numbers up to 32 bits or floats.
 * Specification: nifti.nimh.nih.gov, nifti1.h. Throws FormatError.
 */
export function readNifti(data: FileData, file: string): NiftiImage {
  const packed = asBytes(data);
  const gzip = isGzip(packed);
  const start = gzip ? inflateStart(packed, HEADER_BYTES, file, 'the image') : packed;
  const { header, affine } = parseHeader(start, file);
  const rank = header.dims[0];
  const dims = header.dims.slice(1, 1 + rank);
  const count = dims.reduce((a, b) => a * b, 1);
  if (!(rank >= 1 && rank <= 7) || !dims.every((d) => Number.isInteger(d) && d >= 1) || count > MAX_VALUES) {
    throw new FormatError(file, `has the dimensions ${dims.slice(0, 7).join(' x ')}, which no image here can have`);
  }
  const type = header.datatypeCode;
  if (!(type in BYTES)) throw new FormatError(file, `data type ${type} is not read; convert it to 32-bit floats`);
  const offset = header.vox_offset;
  const end = offset + count * BYTES[type];
  const headerEnd = header instanceof NIFTI1 ? NIFTI1_BYTES : NIFTI2_BYTES;
  if (!(Number.isInteger(offset) && offset >= headerEnd && offset < 2 ** 26)) {
    throw new FormatError(file, `says that its data start at byte ${offset}; get the file again`);
  }
  if (gzip && end > packed.length * MAX_DEFLATE_RATIO) throw new FormatError(file, `is too short for ${count} values`);
  const bytes = gzip ? inflate(packed, end + (1 << 20), file, 'the image') : packed;
  const reader = new ByteReader(bytes, file, header.littleEndian);
  reader.offset = Math.min(offset, bytes.length);
  reader.expect(count, BYTES[type], 'values');
  const next = valueReader(reader, type);
  // A slope of zero means that the values are not scaled.
  const scaled = header.scl_slope !== 0 && Number.isFinite(header.scl_slope + header.scl_inter);
  const [slope, inter] = scaled ? [header.scl_slope, header.scl_inter] : [1, 0];
  const exact = BYTES[type] < 4 || type === NIFTI1.TYPE_FLOAT32;
  const values = exact && slope === 1 && inter === 0 ? new Float32Array(count) : new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = slope * next() + inter;
  const unit = MM_PER_UNIT[header.xyzt_units & 7] ?? 1;
  const affineMm = affine.map((value, i) => (i < 12 ? value * unit : value));
  if (!affineMm.every(Number.isFinite)) throw new FormatError(file, 'has a transform that is not finite');
  return {
    dims,
    affineMm,
    values,
    description: header.description.replace(/\0.*$/s, ''),
    intentCode: header.intent_code,
    comments: commentsOf(bytes, headerEnd, offset, header.littleEndian, file),
  };
}
