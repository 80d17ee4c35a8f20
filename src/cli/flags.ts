import { type Command, InvalidArgumentError, Option } from 'commander';
import { readNifti } from '../formats/nifti-read';
import type { Vec3 } from '../model/vec3';
import { FORMATS, type Format } from './field-files';
import { InputError } from './input-error';
import { readBytes } from './input-files';
import { readPoint } from './read-point';
import { DEFAULT_MAX_EDGE_MM, DEFAULT_TOLERANCE, type RunSettings, type VolumeGrid } from './run-job';
import { DEFAULT_SPACING_MM } from './solve';

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(Number.isFinite(value) && value > 0)) throw new InvalidArgumentError('it must be a number greater than 0.');
  return value;
}

export function count(text: string): number {
  const value = positiveNumber(text);
  if (!Number.isInteger(value) || value > 1024) throw new InvalidArgumentError('it must be a whole number, 1 to 1024.');
  return value;
}

/** A turn, degrees. */
export function degrees(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(Math.abs(value) <= 360)) throw new InvalidArgumentError('it must be from -360 to 360.');
  return value;
}

/** `x,y,z` in mm. */
export function pointMm(text: string): Vec3 {
  const point = readPoint(text);
  if (!point) throw new InvalidArgumentError('give x,y,z in mm.');
  return point;
}

/** A file or directory to write to; an empty name is most often a shell's variable that was not set. */
export function notEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('it must not be empty.');
  return text;
}

/** `--format gii --format vtp` and `--format gii,vtp` alike. */
function addFormats(text: string, sofar = new Set<Format>()): Set<Format> {
  for (const word of text.split(',')) {
    const format = FORMATS.find((known) => known === word);
    if (!format) throw new InvalidArgumentError(`choose from ${FORMATS.join(', ')}.`);
    sofar.add(format);
  }
  return sofar;
}

/** The flags that every command which solves has. */
export interface SolverFlags {
  out: string;
  format?: Set<Format>;
  resolution: 'full' | 'light';
  tolerance?: number;
  maxEdge?: number;
  nullCheck: boolean;
  charges?: boolean;
  spacing?: number;
  grid?: string;
  threads: number;
  quiet?: boolean;
  json?: boolean;
}

export const withSolverFlags = (command: Command): Command =>
  command
    .requiredOption('--out <dir>', 'where the results go', notEmpty)
    .option('--format <list>', `field files: ${FORMATS.join(', ')} (nii: E and |E| in the brain)`, addFormats)
    .option('--charges', 'the charge density of every interface too (csv, vtp, msh, npz)')
    .option('--spacing <mm>', `of the voxels of --format nii (default: ${DEFAULT_SPACING_MM})`, positiveNumber)
    .option('--grid <image>', 'a NIfTI image (such as the MRI) whose voxels --format nii takes')
    .addOption(new Option('--resolution <which>', 'of the head colin27').choices(['full', 'light']).default('full'))
    .option(
      '--tolerance <residual>',
      `relative residual at which the solver stops (default: ${DEFAULT_TOLERANCE})`,
      positiveNumber,
    )
    .option(
      '--max-edge <mm>',
      `subdivide layers with a longer mean edge (default: ${DEFAULT_MAX_EDGE_MM}; finer is more accurate, and slower)`,
      positiveNumber,
    )
    .option('--no-null-check', 'skip the second solve, of a uniform field of which nothing should be left')
    .option('--quiet', 'nothing on stderr but errors')
    .option('--json', 'print the summary on stdout');

async function volumeOf({ grid, spacing }: SolverFlags): Promise<VolumeGrid | undefined> {
  if (grid === undefined) return spacing;
  if (spacing !== undefined) throw new InputError('--grid and --spacing: give one of them');
  const { dims, affineMm } = readNifti(await readBytes(grid, `--grid ${grid}`), grid);
  const [nx = 1, ny = 1, nz = 1] = dims;
  return { dims: [nx, ny, nz], affine: affineMm };
}

export async function runSettings(flags: SolverFlags): Promise<RunSettings> {
  const volume = await volumeOf(flags);
  if (volume !== undefined && !flags.format?.has('nii'))
    throw new InputError('--grid and --spacing go with --format nii');
  return {
    tolerance: flags.tolerance,
    maxEdgeMm: flags.maxEdge,
    nullCheck: flags.nullCheck,
    charges: flags.charges,
    volume,
  };
}
