import type { Coil } from '../model/coil';
import type { FileData } from './byte-reader';
import { headerPairs, named } from './ccd';
import { FormatError } from './format-error';
import { readNifti } from './nifti-read';

/**
 * A coil as SimNIBS keeps it in a `.nii.gz`: its vector potential per 1 A on a grid in the coil's frame (mm), with the
 * three components in the fourth or fifth dimension; the description may hold `dIdtmax` (A/us) and names. Throws
 * FormatError.
 */
export function readCoilNifti(data: FileData, file: string): Coil {
  const image = readNifti(data, file);
  const [nx = 1, ny = 1, nz = 1, ...more] = image.dims;
  const components = more.filter((n) => n !== 1);
  if (components.length !== 1 || components[0] !== 3) {
    throw new FormatError(
      file,
      `is ${image.dims.join(' x ')}; the A-field of a coil has three components on a grid of x, y, z`,
    );
  }
  if (Math.min(nx, ny, nz) < 2)
    throw new FormatError(file, 'is flat: a field needs two voxels or more along each axis');
  const [a, b, c, , d, e, f, , g, h, i] = image.affineMm;
  const volume = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!(Math.abs(volume) > 1e-9)) throw new FormatError(file, 'has a transform without an inverse; set its sform');
  const size = nx * ny * nz;
  const valuesTmPerA = new Float32Array(3 * size);
  for (let v = 0; v < size; v++) {
    for (let k = 0; k < 3; k++) valuesTmPerA[3 * v + k] = image.values[k * size + v];
  }
  const bad = valuesTmPerA.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new FormatError(file, `voxel ${Math.floor(bad / 3)} is not finite; mend the field`);
  const pairs = headerPairs(image.description);
  const didtPerMicrosecond = Number(pairs.get('dIdtmax'));
  const stimulator = named(pairs.get('stimulator'));
  return {
    id: file,
    title: named(pairs.get('coilname')) ?? file,
    aField: { dims: [nx, ny, nz], affineMm: image.affineMm, valuesTmPerA },
    ...(didtPerMicrosecond > 0 && Number.isFinite(didtPerMicrosecond) && { maxDidtAPerS: didtPerMicrosecond * 1e6 }),
    ...(stimulator && { stimulator }),
    source: file,
  };
}
