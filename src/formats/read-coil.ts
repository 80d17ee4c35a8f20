import type { Coil } from '../model/coil';
import type { FileData } from './byte-reader';
import { readCcd } from './ccd';
import { FormatError } from './format-error';
import { readTcd } from './tcd';

/**
 * The coils of a `.ccd` or `.tcd` file: one, or one for each stimulator of a `.tcd` that needs several. An A-field grid
 * (`.nii.gz`) is refused: it holds the field of the coil, not the coil, and says nothing outside its box.
 */
export function readCoils(data: FileData, file: string): Coil[] {
  const name = file.toLowerCase();
  if (name.endsWith('.ccd')) return [readCcd(data, file)];
  if (name.endsWith('.tcd')) return readTcd(data, file);
  if (name.endsWith('.nii.gz') || name.endsWith('.nii')) {
    throw new FormatError(file, 'is an A-field grid, which is not read; give the coil as .ccd or .tcd');
  }
  throw new FormatError(file, 'is no coil that is read here: .ccd or .tcd');
}
