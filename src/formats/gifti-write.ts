import { zlibSync } from 'fflate';
import type { Surface } from '../model/surface';
import { encodeBase64 } from './base64';
import { float32Text } from './float-text';
import { escapeXml } from './xml';

/** How numbers are kept; gzip is the smallest, ASCII the one a person can read. */
export type GiftiEncoding = 'ASCII' | 'Base64Binary' | 'GZipBase64Binary';

export interface GiftiOptions {
  encoding?: GiftiEncoding;
  /** Name and value pairs for the whole file. */
  meta?: Record<string, string>;
}

interface ArraySpec {
  intent: string;
  meta?: Record<string, string>;
  columns: number;
  values: Float32Array | Uint32Array;
  coordinates?: boolean;
}

/** NIfTI's scanner-space code by name: the positions are RAS mm of the head they came from. */
const COORDINATES =
  '<CoordinateSystemTransformMatrix><DataSpace><![CDATA[NIFTI_XFORM_SCANNER_ANAT]]></DataSpace>' +
  '<TransformedSpace><![CDATA[NIFTI_XFORM_SCANNER_ANAT]]></TransformedSpace>' +
  '<MatrixData>1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1</MatrixData></CoordinateSystemTransformMatrix>';

function metaData(meta: Record<string, string> = {}): string {
  const pairs = Object.entries(meta).map(
    ([name, value]) => `<MD><Name>${escapeXml(name)}</Name><Value>${escapeXml(value)}</Value></MD>`,
  );
  return pairs.length > 0 ? `<MetaData>${pairs.join('')}</MetaData>` : '<MetaData/>';
}

function encoded(values: Float32Array | Uint32Array, columns: number, encoding: GiftiEncoding): string {
  if (encoding === 'ASCII') {
    const words = Array.from(values, values instanceof Float32Array ? float32Text : String);
    return words.map((word, i) => `${word}${(i + 1) % columns === 0 ? '\n' : ' '}`).join('');
  }
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return encodeBase64(encoding === 'Base64Binary' ? bytes : zlibSync(bytes));
}

function dataArray({ intent, meta, columns, values, coordinates }: ArraySpec, encoding: GiftiEncoding): string {
  const rows = values.length / columns;
  const type = values instanceof Float32Array ? 'FLOAT32' : 'INT32';
  const shape =
    columns === 1 ? `Dimensionality="1" Dim0="${rows}"` : `Dimensionality="2" Dim0="${rows}" Dim1="${columns}"`;
  return (
    `<DataArray Intent="NIFTI_INTENT_${intent}" DataType="NIFTI_TYPE_${type}" ArrayIndexingOrder="RowMajorOrder" ` +
    `${shape} Encoding="${encoding}" Endian="LittleEndian" ExternalFileName="" ExternalFileOffset="">${metaData(meta)}` +
    `${coordinates ? COORDINATES : ''}<Data>${encoded(values, columns, encoding)}</Data></DataArray>`
  );
}

const giftiFile = (arrays: readonly ArraySpec[], options: GiftiOptions): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<GIFTI Version="1.0" NumberOfDataArrays="${arrays.length}">\n` +
  `${metaData(options.meta)}<LabelTable/>\n` +
  `${arrays.map((array) => dataArray(array, options.encoding ?? 'GZipBase64Binary')).join('\n')}\n</GIFTI>\n`;

/** A surface as `.surf.gii`, RAS mm. Specification: GIFTI 1.0 (nitrc.org/projects/gifti). */
export const writeGiftiSurface = (surface: Surface, options: GiftiOptions = {}): string =>
  giftiFile(
    [
      { intent: 'POINTSET', columns: 3, values: surface.positionsMm, coordinates: true },
      { intent: 'TRIANGLE', columns: 3, values: surface.triangles },
    ],
    options,
  );

/** Named scalars, one number a vertex each, as `.func.gii`; `units` gives some of them a unit. */
export const writeGiftiFunc = (
  scalars: Record<string, Float32Array>,
  options: GiftiOptions & { units?: Record<string, string> } = {},
): string =>
  giftiFile(
    Object.entries(scalars).map(([name, values]) => {
      const unit = options.units?.[name];
      return { intent: 'NONE', meta: { Name: name, ...(unit && { Units: unit }) }, columns: 1, values };
    }),
    options,
  );
