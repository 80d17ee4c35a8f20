import { writeFieldCsv } from '../formats/field-csv';
import { writeGiftiFunc, writeGiftiSurface } from '../formats/gifti-write';
import { writeGmsh } from '../formats/gmsh-write';
import { writeNifti } from '../formats/nifti-write';
import { writeNpy } from '../formats/npy-write';
import { writePly } from '../formats/ply-write';
import { writeVtp } from '../formats/vtp-write';
import { magnitudes } from '../measures/scalar-mesh';
import type { Surface } from '../model/surface';
import { type BrainGrid, fillGrid } from './brain-grid';
import type { FieldPoints } from './job-points';
import type { OutputSet } from './output-set';

export const FORMATS = ['csv', 'gii', 'nii', 'vtp', 'msh', 'ply', 'npy'] as const;
export type Format = (typeof FORMATS)[number];

/** One component of packed vectors. */
const component = (packed: Float32Array, axis: number): Float32Array => packed.filter((_, i) => i % 3 === axis);

/** The surface the points stand for, or the points themselves as one without triangles. */
const carrier = ({ onto, pointsMm }: FieldPoints): Surface =>
  onto?.surface ?? { positionsMm: Float32Array.from(pointsMm), triangles: new Uint32Array(0) };

const WRITERS: Record<Exclude<Format, 'nii'>, (points: FieldPoints, e: Float32Array, out: OutputSet) => void> = {
  csv: (points, e, out) => out.add('field.csv', writeFieldCsv(points.pointsMm, e)),
  npy: (_, e, out) => out.add('field.npy', writeNpy(e, [e.length / 3, 3])),
  ply: (points, e, out) => {
    const [Ex, Ey, Ez] = [0, 1, 2].map((axis) => component(e, axis));
    out.add('field.ply', writePly(carrier(points), { Ex, Ey, Ez, magnE: magnitudes(e) }));
  },
  vtp: (points, e, out) => {
    const arrays = [
      { name: 'E', components: 3 as const, values: e },
      { name: 'magnE', components: 1 as const, values: magnitudes(e) },
    ];
    out.add('field.vtp', writeVtp(carrier(points), arrays));
  },
  msh: (points, e, out) => {
    const fields = [
      { name: 'E', on: 'nodes' as const, components: 3 as const, values: e },
      { name: 'magnE', on: 'nodes' as const, components: 1 as const, values: magnitudes(e) },
    ];
    out.add('field.msh', writeGmsh(carrier(points), fields));
  },
  gii: (points, e, out) => {
    const [Ex, Ey, Ez] = [0, 1, 2].map((axis) => component(e, axis));
    out.add('field.func.gii', writeGiftiFunc({ magnE: magnitudes(e), Ex, Ey, Ez }));
    if (points.onto) out.add('field.surf.gii', writeGiftiSurface(points.onto.surface));
  },
};

/** `field.csv` and the further formats asked for, except the volume. */
export function addFieldFiles(
  formats: ReadonlySet<Format>,
  points: FieldPoints,
  e: Float32Array,
  out: OutputSet,
): void {
  for (const format of new Set<Format>(['csv', ...formats])) if (format !== 'nii') WRITERS[format](points, e, out);
}

/** E and its magnitude in the brain on a 2 mm grid. */
export function addVolume(grid: BrainGrid, e: Float32Array, out: OutputSet): void {
  const { dims, affine } = grid;
  const volume = (values: Float32Array, components: 1 | 3, description: string): Uint8Array =>
    writeNifti({ dims, affine, components, values: fillGrid(grid, values, components), description });
  out.add('E.nii.gz', volume(e, 3, 'coilscope E, V/m, RAS'));
  out.add('magnE.nii.gz', volume(magnitudes(e), 1, 'coilscope |E|, V/m'));
}
