import { NIFTI1, type NIFTI2 } from 'nifti-reader-js';

/** Where a header keeps its sform, and how wide its numbers are. */
const SFORM = { nifti1: { offset: 280, bytes: 4 }, nifti2: { offset: 400, bytes: 8 } } as const;

/**
 * Voxel index -> the header's unit of length, row-major 4x4: the sform where its code is set, else the qform, else voxel sizes alone
 * (methods 3, 2 and 1 of nifti1.h). Not the reader library's own, which prefers a qform of a higher code and knows none in NIfTI-2.
 *
 * @param bytes the header as it stands in the file
 */
export function niftiAffine(header: NIFTI1 | NIFTI2, bytes: Uint8Array): number[] {
  const { pixDims } = header;
  if (header.sform_code > 0) return [...sform(header, bytes), 0, 0, 0, 1];
  if (header.qform_code > 0) return [...qform(header), 0, 0, 0, 1];
  return [pixDims[1], 0, 0, 0, 0, pixDims[2], 0, 0, 0, 0, pixDims[3], 0, 0, 0, 0, 1];
}

function sform(header: NIFTI1 | NIFTI2, bytes: Uint8Array): number[] {
  const { offset, bytes: width } = header instanceof NIFTI1 ? SFORM.nifti1 : SFORM.nifti2;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, 12 * width);
  const { littleEndian } = header;
  return Array.from({ length: 12 }, (_, i) =>
    width === 4 ? view.getFloat32(4 * i, littleEndian) : view.getFloat64(8 * i, littleEndian),
  );
}

/** The rotation of the unit quaternion a + bi + cj + dk times the voxel sizes; a negative pixdim[0] turns the third axis round. */
function qform({ quatern_b: b, quatern_c: c, quatern_d: d, ...header }: NIFTI1 | NIFTI2): number[] {
  const a = Math.sqrt(Math.max(0, 1 - (b * b + c * c + d * d)));
  const [x, y, depth] = header.pixDims.slice(1, 4);
  const z = header.pixDims[0] < 0 ? -depth : depth;
  return [
    x * (a * a + b * b - c * c - d * d),
    y * 2 * (b * c - a * d),
    z * 2 * (b * d + a * c),
    header.qoffset_x,
    x * 2 * (b * c + a * d),
    y * (a * a + c * c - b * b - d * d),
    z * 2 * (c * d - a * b),
    header.qoffset_y,
    x * 2 * (b * d - a * c),
    y * 2 * (c * d + a * b),
    z * (a * a + d * d - b * b - c * c),
    header.qoffset_z,
  ];
}
