import { readPointsCsv } from '../formats/points-csv';
import type { FieldSurface, Head } from '../model/head';
import { InputError } from './input-error';
import type { InputFiles } from './input-files';

/** Where the field is asked for. */
export interface FieldPoints {
  from: string;
  /** Packed, mm; 64-bit as a file gives them, 32-bit from a bundled surface. */
  pointsMm: Float64Array | Float32Array;
  /** The surface whose vertices the points stand for, one each. */
  onto?: FieldSurface;
}

/** Whether a job's points are one of the head's own surfaces. */
export const isFieldSurface = (points: string): points is FieldSurface['id'] =>
  points === 'cortex' || points === 'white';

/** The points of a job: a field surface of the head by its name, or a CSV file. Throws InputError or FormatError. */
export async function loadPoints(points: string, head: Head, files: InputFiles): Promise<FieldPoints> {
  if (!isFieldSurface(points)) {
    return { from: points, pointsMm: readPointsCsv(await files.read(points), points) };
  }
  const onto = head.fieldSurfaces.find((surface) => surface.id === points);
  if (onto) return { from: points, pointsMm: onto.pointsMm, onto };
  const has = head.fieldSurfaces.map(({ id }) => `"${id}"`).join(', ') || 'none';
  throw new InputError(
    `points: the head has no surface "${points}" (it has ${has}); name its layers grey_matter and white_matter, or give a points file x,y,z`,
  );
}
