import { composePoses, type Pose } from '../model/pose';
import { asText, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { checkedPose, type NamedPose } from './named-pose';

/**
 * Poses as plain text: 16 numbers each, row-major 4x4, coil mm -> head RAS mm, SimNIBS axes, with any white space,
 * commas or brackets between; `#` starts a comment. Throws FormatError.
 */
export function readPoseText(data: FileData, file: string): NamedPose[] {
  const words = asText(data)
    .replaceAll(/#.*/g, ' ')
    .split(/[\s,;[\]]+/)
    .filter((word) => word !== '');
  const numbers = words.map(Number);
  const bad = numbers.findIndex(Number.isNaN);
  if (bad >= 0) throw new FormatError(file, `number ${bad + 1} reads "${words[bad].slice(0, 20)}"; give 4x4 matrices`);
  if (numbers.length === 0 || numbers.length % 16 !== 0) {
    throw new FormatError(file, `holds ${numbers.length} numbers; a pose is 16 (a 4x4 matrix, row by row)`);
  }
  return Array.from({ length: numbers.length / 16 }, (_, i) =>
    checkedPose(`pose ${i + 1}`, numbers.slice(16 * i, 16 * i + 16), file),
  );
}

/** Poses as text that `readPoseText` reads back exactly. */
export const writePoseText = (poses: readonly NamedPose[]): string =>
  poses
    .map(({ name, pose }) => {
      const rows = [0, 4, 8, 12].map((at) => pose.slice(at, at + 4).join(' '));
      return `# ${name.replaceAll(/\s+/g, ' ')}\n${rows.join('\n')}\n`;
    })
    .join('\n');

/** `outer @ inner`, with -0 tidied to 0. */
export const multiply = (outer: Pose, inner: Pose): number[] => composePoses(outer, inner).map((value) => value + 0);
