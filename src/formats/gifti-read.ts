import type { Surface } from '../model/surface';
import { decodeBase64 } from './base64';
import { asText, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { inflate, MAX_DEFLATE_RATIO } from './inflate';
import { SurfaceParts } from './surface-parts';
import { TokenReader } from './token-reader';
import { descendants, parseXml, type XmlElement } from './xml';

/** One array of a GIFTI file, unpacked, row by row. */
export interface GiftiArray {
  intent: string;
  dims: number[];
  values: Float32Array | Int32Array | Uint8Array;
}

const BYTES = { NIFTI_TYPE_FLOAT32: 4, NIFTI_TYPE_INT32: 4, NIFTI_TYPE_UINT8: 1 } as const;
type DataType = keyof typeof BYTES;

function dimsOf(element: XmlElement, file: string): number[] {
  const rank = Number(element.attributes.Dimensionality);
  const dims = Array.from({ length: rank > 0 && rank <= 6 ? rank : 0 }, (_, i) =>
    Number(element.attributes[`Dim${i}`]),
  );
  if (dims.length === 0 || !dims.every((d) => Number.isInteger(d) && d > 0)) {
    throw new FormatError(file, 'a DataArray has no valid Dimensionality and Dim0...; re-export it');
  }
  return dims;
}

function packedBytes(element: XmlElement, text: string, size: number, file: string): Uint8Array {
  const { Encoding } = element.attributes;
  if (Encoding !== 'Base64Binary' && Encoding !== 'GZipBase64Binary') {
    throw new FormatError(file, `encoding ${Encoding} is not read; export with GZipBase64Binary`);
  }
  const raw = decodeBase64(text, file, 'a DataArray');
  if (Encoding === 'Base64Binary') return raw;
  if (size > raw.length * MAX_DEFLATE_RATIO) throw new FormatError(file, `a DataArray is too short for ${size} bytes`);
  return inflate(raw, size, file, 'a DataArray');
}

function readArray(element: XmlElement, file: string): GiftiArray {
  const { Intent = '', DataType, Encoding, Endian, ArrayIndexingOrder } = element.attributes;
  if (!(DataType in BYTES)) throw new FormatError(file, `data type ${DataType} is not read; export FLOAT32 or INT32`);
  const type = DataType as DataType;
  const dims = dimsOf(element, file);
  const count = dims.reduce((a, b) => a * b);
  const text = element.children.find((child) => child.name === 'Data')?.text ?? '';
  const toValues = type === 'NIFTI_TYPE_FLOAT32' ? Float32Array : type === 'NIFTI_TYPE_INT32' ? Int32Array : Uint8Array;
  let values: GiftiArray['values'];
  if (Encoding === 'ASCII') {
    const words = new TokenReader(text, file);
    if (2 * count > text.length + 1) throw new FormatError(file, `a DataArray is too short for ${count} numbers`);
    values = new toValues(count);
    for (let i = 0; i < count; i++) values[i] = words.number('a number');
  } else {
    const bytes = packedBytes(element, text, count * BYTES[type], file);
    if (bytes.length !== count * BYTES[type]) {
      throw new FormatError(
        file,
        `a DataArray holds ${bytes.length} bytes where ${dims.join(' x ')} need ${count * BYTES[type]}`,
      );
    }
    if (Endian === 'BigEndian' && BYTES[type] === 4) {
      for (let i = 0; i < bytes.length; i += 4) bytes.subarray(i, i + 4).reverse();
    }
    values = new toValues(bytes.slice().buffer);
  }
  if (ArrayIndexingOrder === 'ColumnMajorOrder' && dims.length === 2) {
    const [rows, columns] = dims;
    values = values.map((_, i) => values[(i % columns) * rows + Math.floor(i / columns)]) as GiftiArray['values'];
  }
  return { intent: Intent, dims, values };
}

/** Every array of a GIFTI file (ASCII, base64, gzipped base64; either byte order and index order). Throws FormatError. */
export function readGifti(data: FileData, file: string): GiftiArray[] {
  const root = parseXml(asText(data), file);
  if (root.name !== 'GIFTI') throw new FormatError(file, `is no GIFTI file: its root is <${root.name.slice(0, 20)}>`);
  return descendants(root, 'DataArray').map((element) => readArray(element, file));
}

/** The surface of a GIFTI file as stored (its coordinate-system matrices are not applied). Throws FormatError. */
export function readGiftiSurface(data: FileData, file: string): Surface {
  const arrays = readGifti(data, file);
  const points = arrays.find((a) => a.intent === 'NIFTI_INTENT_POINTSET');
  const faces = arrays.find((a) => a.intent === 'NIFTI_INTENT_TRIANGLE');
  if (points?.dims[1] !== 3 || faces?.dims[1] !== 3) {
    throw new FormatError(file, 'holds no POINTSET and TRIANGLE arrays of three columns; give a .surf.gii');
  }
  const parts = new SurfaceParts(file, Float32Array.from(points.values));
  for (let t = 0; t < faces.dims[0]; t++) parts.polygon([...faces.values.subarray(3 * t, 3 * t + 3)]);
  return parts.finish();
}
