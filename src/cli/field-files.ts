import { chargeMap, fieldMap, type Provenance } from '../formats/field-map';
import { fieldMapFiles, MAP_FORMATS, type MapFormat, type NamedFile } from '../formats/field-map-files';
import { writeNifti } from '../formats/nifti-write';
import { magnitudes } from '../measures/scalar-mesh';
import { fillGrid } from '../model/brain-grid';
import { InputError } from './input-error';
import type { FieldPoints } from './job-points';
import type { FileSink } from './output-set';
import type { JobResult } from './run-job';

export const FORMATS = [...MAP_FORMATS, 'nii'] as const;
export type Format = (typeof FORMATS)[number];

/** Formats that keep numbers on triangles. */
const CHARGE_FORMATS: readonly MapFormat[] = ['csv', 'vtp', 'msh', 'npz'];

/** E and |E| in the brain as volumes. */
export function volumeFiles({ grid, eVPerM }: NonNullable<JobResult['volume']>, provenance: Provenance): NamedFile[] {
  const { dims, affine } = grid;
  const comment = JSON.stringify(provenance);
  const file = (name: string, values: Float32Array, components: 1 | 3, description: string): NamedFile => ({
    name: `${name}.nii.gz`,
    content: writeNifti({ dims, affine, components, values: fillGrid(grid, values, components), description, comment }),
  });
  return [file('E', eVPerM, 3, 'coilscope E, V/m, RAS'), file('magnE', magnitudes(eVPerM), 1, 'coilscope |E|, V/m')];
}

/** Throws InputError where a format asked for can hold nothing of a field at these points. */
export function checkFormats(formats: ReadonlySet<Format>, points: FieldPoints): void {
  if (points.onto || !formats.has('glb')) return;
  throw new InputError(`--format glb: needs a surface, and ${points.from} holds points; choose vtp, ply or another`);
}

/** The files of a result in the formats asked for; charges, where there are any, as NPZ unless another format can. */
export function addFieldFiles(
  formats: ReadonlySet<Format>,
  result: JobResult,
  provenance: Provenance,
  out: FileSink,
): void {
  const { points, eVPerM, beside, charges, volume } = result;
  const map = fieldMap(points.pointsMm, eVPerM, points.onto, provenance, beside);
  const chosen = MAP_FORMATS.filter((format) => formats.has(format));
  const files = chosen.flatMap((format) => fieldMapFiles(map, format));
  if (volume) files.push(...volumeFiles(volume, provenance));
  if (charges) {
    const chargeFormats = CHARGE_FORMATS.filter((format) => formats.has(format));
    const onTriangles = chargeMap(charges.surfaces, charges.densitiesVPerM, provenance);
    for (const format of chargeFormats.length > 0 ? chargeFormats : (['npz'] as const)) {
      files.push(...fieldMapFiles(onTriangles, format));
    }
  }
  for (const { name, content } of files) out.add(name, content);
}
