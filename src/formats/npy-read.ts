import { asBytes, ByteReader, type FileData } from './byte-reader';
import { FormatError } from './format-error';

/** An array of a `.npy` file, in C order. */
export interface NpyArray {
  shape: number[];
  values: Float32Array | Float64Array | Int32Array | Uint32Array | string[];
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

function parseHeader(text: string, file: string): { descr: string; fortran: boolean; shape: number[] } {
  const descr = /'descr':\s*'([^']{1,20})'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const tuple = /'shape':\s*\(([\d\s,]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || tuple === undefined) {
    throw new FormatError(file, 'has no plain header (a record or an object array?); save one numeric array');
  }
  const shape = tuple.split(',').flatMap((word) => (word.trim() === '' ? [] : [Number(word)]));
  return { descr, fortran: order === 'True', shape };
}

/**
 * A NumPy `.npy` array (1.0 to 3.0) of 32- or 64-bit floats, 32-bit whole numbers or texts, little-endian. Object arrays
 * are pickles, which could run code: refused. Throws FormatError.
 */
export function readNpy(data: FileData, file: string): NpyArray {
  const bytes = asBytes(data);
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) throw new FormatError(file, 'is no .npy array');
  const reader = new ByteReader(bytes, file);
  reader.skip(6);
  const major = reader.uint8();
  reader.uint8();
  const headerBytes = major === 1 ? reader.uint16() : reader.uint32();
  reader.expect(headerBytes, 1, 'bytes of header');
  const header = new TextDecoder('latin1').decode(bytes.subarray(reader.offset, reader.offset + headerBytes));
  reader.skip(headerBytes);
  const { descr, fortran, shape } = parseHeader(header, file);
  if (fortran && shape.length > 1) throw new FormatError(file, 'is in Fortran order; save it with order="C"');
  const count = shape.reduce((a, b) => a * b, 1);
  const width = /^<U(\d{1,6})$/.exec(descr)?.[1];
  if (width !== undefined) {
    reader.expect(count, 4 * Number(width), 'texts');
    return { shape, values: Array.from({ length: count }, () => text(reader, Number(width), file)) };
  }
  reader.expect(count, descr.endsWith('8') ? 8 : 4, 'values');
  const length = count;
  switch (descr) {
    case '<f4':
      return { shape, values: Float32Array.from({ length }, reader.float32) };
    case '<f8':
      return { shape, values: Float64Array.from({ length }, reader.float64) };
    case '<i4':
      return { shape, values: Int32Array.from({ length }, reader.int32) };
    case '<u4':
      return { shape, values: Uint32Array.from({ length }, reader.uint32) };
    default:
      throw new FormatError(file, `values of type ${descr} are not read; save float32 or float64`);
  }
}

function text(reader: ByteReader, width: number, file: string): string {
  const codes = Array.from({ length: width }, reader.uint32);
  if (codes.some((code) => code > 0x10ffff)) throw new FormatError(file, 'holds a text that is no Unicode');
  return String.fromCodePoint(...codes).replace(/\0+$/, '');
}
