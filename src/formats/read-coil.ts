import type { Coil } from '../model/coil';
import type { FileData } from './byte-reader';
import { readCcd } from './ccd';
import { readCoilNifti } from './coil-nifti';
import { FormatError } from './format-error';
import { readTcd } from './tcd';

/**
 * The coils of a `.ccd`, `.tcd` or `.nii.gz` (A-field) file: one, or one for each stimulator of a `.tcd` that needs
 * several. Throws FormatError.
 */
export function readCoils(data: FileData, file: string): Coil[] {
  const name = file.toLowerCase();
  if (name.endsWith('.ccd')) return [readCcd(data, file)];
  if (name.endsWith('.tcd')) return readTcd(data, file);
  if (name.endsWith('.nii.gz') || name.endsWith('.nii')) return [readCoilNifti(data, file)];
  throw new FormatError(file, 'is no coil that is read here: .ccd, .tcd or an A-field .nii.gz');
}
