import type { FieldMap } from '../formats/field-map';
import type { MapFormat } from '../formats/field-map-files';
import type { Head } from '../model/head';
import type { SurfaceId } from './field-store';
import { spaceLabel } from './scenario-title';

/** The voxels of Colin27's own image (ch2 of MRIcron): whole millimetres. */
export const MRI_FRAME = {
  dims: [181, 217, 181] as const,
  affine: [1, 0, 0, -90, 0, 1, 0, -125, 0, 0, 1, -71, 0, 0, 0, 1] as const,
};

export type VolumeChoice = 'none' | 'mri' | 'spaced';

/** What is to be exported, and how. */
export interface ExportChoice {
  surfaces: Record<SurfaceId, boolean>;
  formats: Record<(typeof EXPORT_FORMATS)[number]['id'], boolean>;
  volume: VolumeChoice;
  spacingMm: number;
  /** Solve a uniform field too, whose rest is the solver's error. */
  check: boolean;
  packing: 'zip' | 'files';
}

export const EXPORT_FORMATS = [
  { id: 'gii', title: 'GIFTI', opens: 'Workbench, nibabel, FreeSurfer' },
  { id: 'vtp', title: 'VTK', opens: 'ParaView' },
  { id: 'msh', title: 'Gmsh', opens: 'Gmsh, SimNIBS' },
  { id: 'ply', title: 'PLY', opens: 'MeshLab, Blender' },
  { id: 'glb', title: 'GLB', opens: 'any 3D viewer' },
  { id: 'npz', title: 'NumPy', opens: 'Python' },
  { id: 'csv', title: 'CSV', opens: 'spreadsheets, R' },
] as const satisfies readonly { id: MapFormat; title: string; opens: string }[];

export const DEFAULT_CHOICE: ExportChoice = {
  surfaces: { cortex: true, white: false },
  formats: { gii: true, vtp: false, msh: false, ply: false, glb: false, npz: false, csv: true },
  volume: 'none',
  spacingMm: 2,
  check: true,
  packing: 'zip',
};

export const SPACING_LIMITS = { min: 1, max: 8, step: 0.5 } as const;

/** A file before it is made. */
export interface PlannedFile {
  name: string;
  what: string;
  where: string;
  /** Bytes, to some ten per cent for what is compressed. */
  about: number;
}

/** The stem that all files of an export share, in the entities of BIDS: letters and digits alone in a value. */
export const stemOf = (head: Head, name: string): string =>
  `sub-${alphanumeric(head.id)}_space-${spaceLabel(head)}_desc-${alphanumeric(name) || 'field'}`;

const alphanumeric = (text: string): string => text.normalize('NFKD').replaceAll(/[^A-Za-z0-9]/g, '');

/** Numbers a vertex: E, |E|, normal component, area. */
const SCALARS = 6;

/** Bytes of a surface's file by format, from the number of its vertices; measured on the bundled head. */
const BYTES: Record<keyof ExportChoice['formats'], (vertices: number) => number> = {
  gii: (v) => v * 57,
  vtp: (v) => v * (12 + 4 * SCALARS + 32),
  msh: (v) => v * (28 + 48 + 4 * 12 + 8 * SCALARS),
  ply: (v) => v * (12 + 4 * SCALARS + 26),
  glb: (v) => v * (12 + 4 * SCALARS + 24 - 12),
  npz: (v) => v * 54,
  csv: (v) => v * 61,
};

const SURFACE_TITLES: Record<SurfaceId, string> = { cortex: 'cortex', white: 'white matter' };
const WHERE: Record<SurfaceId, string> = {
  cortex: 'pial surface; field half-way through the grey matter',
  white: 'grey-white surface; field just inside it',
};

const suffix = (format: string): string => (format === 'gii' ? 'func.gii' : format);

/** A rough count of the voxels of a brain and of the box around it, from its extent. */
function volumeBytes(choice: ExportChoice): number {
  // a brain of 1.35 L in a box of 2.7 L; E takes three floats, |E| one, and gzip leaves nine tenths of what is not zero
  const voxelsInBrain = 1.35e6 / (choice.volume === 'mri' ? 1 : choice.spacingMm ** 3);
  return voxelsInBrain * 16 * 0.92;
}

/** The files that an export will hold: what each is, where it lies, how large it will be. */
export function plannedFiles(choice: ExportChoice, head: Head, name: string): PlannedFile[] {
  const stem = stemOf(head, name);
  const files: PlannedFile[] = [];
  for (const { id, surface } of head.fieldSurfaces) {
    if (!choice.surfaces[id]) continue;
    const vertices = surface.positionsMm.length / 3;
    for (const format of EXPORT_FORMATS) {
      if (!choice.formats[format.id]) continue;
      const about = BYTES[format.id](vertices);
      const of = format.id === 'csv' ? 'x, y, z, Ex, Ey, Ez' : 'E, |E|, normal component, areas';
      const what = `${of} on the ${SURFACE_TITLES[id]}`;
      // GIFTI keeps values and surface in files of their own.
      const share = format.id === 'gii' ? 0.52 : 1;
      files.push({ name: `${stem}_${id}.${suffix(format.id)}`, what, where: WHERE[id], about: about * share });
      if (format.id === 'gii') {
        const surfaceFile = `${stem}_${id}.surf.gii`;
        files.push({ name: surfaceFile, what: 'the surface', where: 'RAS mm', about: about * (1 - share) });
      }
    }
  }
  if (choice.volume !== 'none') {
    const grid = choice.volume === 'mri' ? 'voxels of the MRI, 1 mm' : `${choice.spacingMm} mm voxels`;
    const bytes = volumeBytes(choice);
    files.push({ name: `${stem}_E.nii.gz`, what: 'E as a vector image', where: `brain; ${grid}`, about: bytes * 0.75 });
    files.push({ name: `${stem}_magnE.nii.gz`, what: '|E|', where: `brain; ${grid}`, about: bytes * 0.25 });
  }
  if (files.length === 0) return [];
  return [
    ...files,
    { name: `${stem}_efield.json`, what: 'sidecar: origin, settings, units of all of them', where: '', about: 3000 },
    { name: 'methods.txt', what: 'a paragraph for a paper, with its references', where: '', about: 2500 },
    { name: 'dataset_description.json', what: 'BIDS: what made this folder', where: '', about: 400 },
  ];
}

/** `name` of a map's files, without what `fieldMapFiles` adds. */
export const mapName = (stem: string, id: SurfaceId): FieldMap['name'] => `${stem}_${id}`;

export function sizeText(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(bytes >= 1e7 ? 0 : 1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}
