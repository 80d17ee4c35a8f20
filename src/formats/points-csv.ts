import { asText, type FileData } from './byte-reader';
import { FormatError } from './format-error';

/** Points of a CSV file with the header `x,y,z`, mm, packed. Throws FormatError. */
export function readPointsCsv(data: FileData, file: string): Float64Array {
  const lines = asText(data).split(/\r?\n/);
  if (lines[0].toLowerCase().replaceAll(/[\s"]/g, '') !== 'x,y,z') {
    throw new FormatError(file, `line 1 must be the header x,y,z, found "${lines[0].slice(0, 40)}"`);
  }
  const points: number[] = [];
  lines.slice(1).forEach((line, i) => {
    if (line.trim() === '') return;
    const cells = line.split(',');
    const xyz = cells.map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell)));
    if (xyz.length !== 3 || !xyz.every(Number.isFinite)) {
      throw new FormatError(
        file,
        `line ${i + 2}: three finite numbers x,y,z (mm) expected, found "${line.slice(0, 40)}"`,
      );
    }
    points.push(...xyz);
  });
  if (points.length === 0)
    throw new FormatError(file, 'holds no points; give at least one line x,y,z below the header');
  return Float64Array.from(points);
}
