import { createHash } from 'node:crypto';
import { type GlbMesh, writeGlb } from '../../src/formats/glb';
import { DEFAULT_CONDUCTIVITIES, type Landmarks } from '../../src/model/head';
import { cortexPoints, type FieldPoints, whitePoints } from '../../src/model/mesh/field-points';
import { SurfaceProbe } from '../../src/model/mesh/surface-probe';
import { type Surface, triangleCount } from '../../src/model/surface';
import type { Vec3 } from '../../src/model/vec3';
import { inflatedAttributes, reliefAttributes } from './cortex-maps';
import { labelPoints } from './labels';
import type { Volume } from './volume';

/** The five surfaces, by the names the pipeline and the files give them; outermost first. */
export const SURFACES = ['scalp', 'outer_skull', 'inner_skull', 'pial', 'white'] as const;
export type SurfaceName = (typeof SURFACES)[number];
export type HeadSurfaces = Record<SurfaceName, Surface>;

export interface Atlases {
  aal: Volume<Uint8Array>;
  brodmann: Volume<Uint8Array>;
  aalNames: Record<number, string>;
}

/** Fiducials of the standard_1005 montage, mm; they fit Colin27's scalp to 1.5 mm and are projected on it. */
const TEMPLATE_LANDMARKS_MM: Landmarks = {
  nasion: [0.0083, 86.811, -39.983],
  inion: [0.0045, -118.565, -23.078],
  lpa: [-86.0761, -19.9897, -47.986],
  rpa: [85.7939, -20.0093, -48.031],
};

/**
 * The tragus of either ear, mm: the lip in front of the opening of the ear canal, read by eye in the axial slices of ch2
 * from z = -58 to -46, where it is tallest at z = -52; good to about 2 mm. Projected on the scalp like the others.
 */
const TRAGUS_MM = { leftTragus: [-87.5, -23.5, -52], rightTragus: [88, -23.5, -52] } satisfies Partial<Landmarks>;

/** Layers in model terms: the surface that bounds each from outside and the conductivity inside it. */
const LAYERS = [
  { name: 'scalp', surface: 'scalp', insideSPerM: DEFAULT_CONDUCTIVITIES.scalp },
  { name: 'skull', surface: 'outer_skull', insideSPerM: DEFAULT_CONDUCTIVITIES.skull },
  { name: 'csf', surface: 'inner_skull', insideSPerM: DEFAULT_CONDUCTIVITIES.csf },
  { name: 'grey_matter', surface: 'pial', insideSPerM: DEFAULT_CONDUCTIVITIES.grey_matter },
  { name: 'white_matter', surface: 'white', insideSPerM: DEFAULT_CONDUCTIVITIES.white_matter },
];

export interface PackedGlb {
  bytes: Uint8Array;
  /** Lines on the evaluation points. */
  report: string[];
}

/** A GLB of the five surfaces; pial and white carry where the field is evaluated, what region each point is of and the folds' shape. */
export function packGlb(surfaces: HeadSurfaces, atlases: Atlases): PackedGlb {
  const pial = new SurfaceProbe(surfaces.pial);
  const white = new SurfaceProbe(surfaces.white);
  const scalp = new SurfaceProbe(surfaces.scalp);
  const cortex = cortexPoints(surfaces.pial, pial, white);
  const points: Partial<Record<SurfaceName, FieldPoints>> = {
    pial: cortex,
    white: whitePoints(surfaces.white, white),
  };
  const report: string[] = [];
  const meshes = SURFACES.map((name): GlbMesh => {
    const { positionsMm: positions, triangles } = surfaces[name];
    const placed = points[name];
    if (!placed) return { name, positions, triangles, attributes: {} };
    const aal = labelPoints(placed.pointsMm, atlases.aal);
    const brodmann = labelPoints(placed.pointsMm, atlases.brodmann);
    const sorted = placed.clearanceMm.toSorted();
    const percentile = (p: number): string => sorted[Math.floor((p / 100) * (sorted.length - 1))].toFixed(2);
    report.push(
      `${name}: clearance of the points min ${percentile(0)}, p1 ${percentile(1)}, median ${percentile(50)} mm, ` +
        `${sorted.filter((width) => width < 0.3).length} of ${sorted.length} under 0.3 mm; ` +
        `unlabelled ${share(aal)} AAL, ${share(brodmann)} Brodmann`,
    );
    return {
      name,
      positions,
      triangles,
      attributes: {
        _POINT: { components: 3, values: placed.pointsMm },
        _AAL: { components: 1, values: aal },
        _BRODMANN: { components: 1, values: brodmann },
        ...reliefAttributes(surfaces[name], scalp),
        ...(name === 'white' ? inflatedAttributes(surfaces.white, cortex.pointsMm) : {}),
      },
    };
  });
  return {
    bytes: writeGlb({ meshes, extras: { unit: 'mm', frame: 'RAS, MNI space (Colin27)' } }),
    report,
  };
}

const share = (codes: Uint8Array): string =>
  `${((100 * codes.filter((code) => code === 0).length) / codes.length).toFixed(1)} %`;

/** The text of head.json: everything about the head that is not geometry, and the files' hashes. */
export function headJson(
  files: Record<'full' | 'light', Uint8Array>,
  surfaces: Record<'full' | 'light', HeadSurfaces>,
  image: Uint8Array,
  aalNames: Record<number, string>,
): string {
  const scalp = new SurfaceProbe(surfaces.full.scalp);
  const project = (p: Vec3): number[] => scalp.closest(p).point.map((value) => Math.round(value * 1e3) / 1e3);
  const entry = (name: 'full' | 'light'): object => ({
    ...fileEntry(`${name}.glb`, files[name]),
    triangles: Object.fromEntries(SURFACES.map((layer) => [layer, triangleCount(surfaces[name][layer])])),
  });
  const head = {
    id: 'colin27',
    title: 'Colin27 (one man, MNI space)',
    attribution:
      'Surfaces made for Coilscope from the Colin27 average T1 image (Holmes et al. 1998, Montreal Neurological ' +
      'Institute) and the AAL and Brodmann labels as distributed with MRIcron (C. Rorden, BSD-3-Clause); see NOTICE.md.',
    frame: 'RAS, MNI space',
    unit: 'mm',
    layers: LAYERS,
    fieldSurfaces: [
      { id: 'cortex', surface: 'pial' },
      { id: 'white', surface: 'white' },
    ],
    landmarks: Object.fromEntries(
      Object.entries({ ...TEMPLATE_LANDMARKS_MM, ...TRAGUS_MM }).map(([key, p]) => [key, project(p)]),
    ),
    resolutions: { full: entry('full'), light: entry('light') },
    image: fileEntry('t1.nii.gz', image),
    aalNames,
  };
  return `${JSON.stringify(head, null, 2)}\n`;
}

const fileEntry = (file: string, bytes: Uint8Array): object => ({
  file,
  bytes: bytes.byteLength,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
