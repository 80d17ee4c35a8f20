import { expect, test } from 'vitest';
import { readNifti } from '../../src/formats/nifti-read';

const SFORM = [5, 0, 0, 1, 0, 6, 0, 2, 0, 0, 7, 3];
/** A quarter turn about z, voxels of 2, 3 and 4 mm whose third axis is turned round. */
const QFORM = [0, -3, 0, 10, 2, 0, 0, 20, 0, 0, -4, 30];
const SIZES = [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0];

/** A volume of 2 x 2 x 2 bytes with both transforms, by their codes. */
function image(version: 1 | 2, littleEndian: boolean, qform: number, sform: number): Uint8Array {
  const bytes = new Uint8Array(560);
  const view = new DataView(bytes.buffer);
  const wide = version === 2;
  const real = (at: number, values: number[]): void =>
    values.forEach((x, i) => {
      if (wide) view.setFloat64(at + 8 * i, x, littleEndian);
      else view.setFloat32(at + 4 * i, x, littleEndian);
    });
  view.setInt32(0, wide ? 540 : 348, littleEndian);
  [3, 2, 2, 2, 1, 1, 1, 1].forEach((n, i) => {
    if (wide) view.setBigInt64(16 + 8 * i, BigInt(n), littleEndian);
    else view.setInt16(40 + 2 * i, n, littleEndian);
  });
  view.setInt16(wide ? 12 : 70, 2, littleEndian);
  view.setInt16(wide ? 14 : 72, 8, littleEndian);
  real(wide ? 104 : 76, [-1, 2, 3, 4]);
  if (wide) view.setBigInt64(168, 544n, littleEndian);
  else view.setFloat32(108, 352, littleEndian);
  if (wide) {
    view.setInt32(344, qform, littleEndian);
    view.setInt32(348, sform, littleEndian);
  } else {
    view.setInt16(252, qform, littleEndian);
    view.setInt16(254, sform, littleEndian);
  }
  real(wide ? 352 : 256, [0, 0, Math.SQRT1_2, 10, 20, 30]);
  real(wide ? 400 : 280, SFORM);
  bytes.set(wide ? [0x6e, 0x2b, 0x32, 0, 0x0d, 0x0a, 0x1a, 0x0a] : [0x6e, 0x2b, 0x31, 0], wide ? 4 : 344);
  return bytes;
}

// The library's own reading took a qform of a higher code for the sform, and of NIfTI-2 no qform at all.
test.each<[qform: number, sform: number, affine: number[]]>([
  [1, 1, SFORM],
  [2, 1, SFORM],
  [0, 4, SFORM],
  [1, 0, QFORM],
  [0, 0, SIZES],
])('qform code %i and sform code %i', (qform, sform, affine) => {
  for (const version of [1, 2] as const) {
    for (const littleEndian of [true, false]) {
      const { affineMm } = readNifti(image(version, littleEndian, qform, sform), 'a.nii');
      [...affine, 0, 0, 0, 1].forEach((value, i) => {
        expect(affineMm[i]).toBeCloseTo(value, 6);
      });
    }
  }
});
