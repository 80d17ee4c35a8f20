import { zlibSync } from 'fflate';
import type { Surface } from '../model/surface';
import { encodeBase64 } from './base64';
import { escapeXml } from './xml';

interface ArraySpec {
  intent: string;
  name?: string;
  columns: number;
  values: Float32Array | Uint32Array;
  coordinates?: boolean;
}

/** NIfTI's scanner-space code by name: the positions are RAS mm of the head they came from. */
const COORDINATES =
  '<CoordinateSystemTransformMatrix><DataSpace><![CDATA[NIFTI_XFORM_SCANNER_ANAT]]></DataSpace>' +
  '<TransformedSpace><![CDATA[NIFTI_XFORM_SCANNER_ANAT]]></TransformedSpace>' +
  '<MatrixData>1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1</MatrixData></CoordinateSystemTransformMatrix>';

function dataArray({ intent, name, columns, values, coordinates }: ArraySpec): string {
  const rows = values.length / columns;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const type = values instanceof Float32Array ? 'FLOAT32' : 'INT32';
  const shape =
    columns === 1 ? `Dimensionality="1" Dim0="${rows}"` : `Dimensionality="2" Dim0="${rows}" Dim1="${columns}"`;
  const meta = name
    ? `<MetaData><MD><Name>Name</Name><Value>${escapeXml(name)}</Value></MD></MetaData>`
    : '<MetaData/>';
  return (
    `<DataArray Intent="NIFTI_INTENT_${intent}" DataType="NIFTI_TYPE_${type}" ArrayIndexingOrder="RowMajorOrder" ` +
    `${shape} Encoding="GZipBase64Binary" Endian="LittleEndian" ExternalFileName="" ExternalFileOffset="">${meta}` +
    `${coordinates ? COORDINATES : ''}<Data>${encodeBase64(zlibSync(bytes))}</Data></DataArray>`
  );
}

const giftiFile = (arrays: readonly ArraySpec[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<GIFTI Version="1.0" NumberOfDataArrays="${arrays.length}">\n` +
  `<MetaData/><LabelTable/>\n${arrays.map(dataArray).join('\n')}\n</GIFTI>\n`;

/** A surface as `.surf.gii`, RAS mm. */
export const writeGiftiSurface = (surface: Surface): string =>
  giftiFile([
    { intent: 'POINTSET', columns: 3, values: surface.positionsMm, coordinates: true },
    { intent: 'TRIANGLE', columns: 3, values: surface.triangles },
  ]);

/** Named scalars, one number a vertex each, as `.func.gii`. */
export const writeGiftiFunc = (scalars: Record<string, Float32Array>): string =>
  giftiFile(Object.entries(scalars).map(([name, values]) => ({ intent: 'NONE', name, columns: 1, values })));
