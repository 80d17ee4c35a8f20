import type { Pose } from '../model/pose';
import { asText, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { checkedPose, type NamedPose } from './named-pose';
import { multiply } from './pose-text';

/** Brainsight's coil axes to SimNIBS's, and back: x and z turn round. */
const AXES: Pose = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1];
/** Columns of the rotation and the position, in the order of a row-major 4x4. */
const COLUMNS = [0, 1, 2].flatMap((row) => [`m0n${row}`, `m1n${row}`, `m2n${row}`, `Loc. ${'XYZ'[row]}`]);
const SETS = ['Target Name', 'Sample Name'];

/**
 * Targets and samples of a Brainsight text export as coil poses (SimNIBS axes, RAS mm). The export must be in one of the
 * NIfTI coordinate systems: Brainsight's own is that of the image's voxels, which the file does not hold. Rows without a
 * position are passed over. Throws FormatError.
 */
export function readBrainsight(data: FileData, file: string): NamedPose[] {
  const poses: NamedPose[] = [];
  let columns: string[] | undefined;
  let system = '';
  for (const line of asText(data).split(/\r?\n/)) {
    if (line.startsWith('# Coordinate system:')) {
      system = line.slice(20).trim();
      if (!/^nifti:/i.test(system)) {
        throw new FormatError(
          file,
          `coordinate system "${system}" needs the image; export as NIfTI:Aligned or NIfTI:Scanner`,
        );
      }
    } else if (line.startsWith('#')) {
      const titles = line.slice(1).trim().split('\t');
      columns = SETS.includes(titles[0]) ? titles : undefined;
    } else if (columns && line.trim() !== '') {
      const cells = line.split('\t');
      const matrix = COLUMNS.map((title) => Number.parseFloat(cells[columns?.indexOf(title) ?? -1]));
      if (matrix.every(Number.isFinite)) {
        poses.push(checkedPose(cells[0], multiply([...matrix, 0, 0, 0, 1], AXES), file));
      }
    }
  }
  if (system === '') throw new FormatError(file, 'is no Brainsight export: it names no coordinate system');
  if (poses.length === 0) throw new FormatError(file, 'holds no target or sample with a position and an orientation');
  return poses;
}

/** Poses as a Brainsight text file of targets, `NIfTI:Aligned`, RAS mm. */
export function writeBrainsight(poses: readonly NamedPose[]): string {
  const rows = poses.map(({ name, pose }) => {
    const m = multiply(pose, AXES);
    const cells = [m[3], m[7], m[11], m[0], m[4], m[8], m[1], m[5], m[9], m[2], m[6], m[10]].map((v) => v.toFixed(4));
    return [name.replaceAll(/\s+/g, ' '), ...cells].join('\t');
  });
  return [
    '# Version: 12',
    '# Coordinate system: NIfTI:Aligned',
    '# Created by: Coilscope',
    '# Units: millimetres, degrees, milliseconds, and microvolts',
    '# Encoding: UTF-8',
    '# Notes: Each column is delimited by a tab. Each value within a column is delimited by a semicolon.',
    '# Target Name\tLoc. X\tLoc. Y\tLoc. Z\tm0n0\tm0n1\tm0n2\tm1n0\tm1n1\tm1n2\tm2n0\tm2n1\tm2n2',
    ...rows,
    '',
  ].join('\n');
}
