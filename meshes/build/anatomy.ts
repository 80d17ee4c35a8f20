import type { NiftiImage } from '../../src/formats/nifti-read';
import type { FieldSurface, Head } from '../../src/model/head';
import { SurfaceProbe } from '../../src/model/mesh/surface-probe';
import type { Surface } from '../../src/model/surface';
import { at } from '../../src/model/vec3';
import { siteReport } from '../../src/targeting/site-report';
import { tenTenPositions } from '../../src/targeting/ten-ten';
import { forEachVoxel } from './head-images';
import type { HeadSurfaces } from './pack';
import { type Spread, spreadOf } from './surface-report';
import type { Grid } from './volume';
import { voxelize } from './voxelize';

/** What can be held against the literature. */
export interface Anatomy {
  /** From neocortical pial vertices to the white surface, mm; bounded at both ends by the recipe. */
  cortexMm: Spread;
  /** Between the skull's tables over the vault, mm. */
  vaultBoneMm: Spread;
  /** From the scalp above z = 0 to the nearest cortex, mm. */
  scalpToCortexMm: Spread;
  /** Volume inside the pial surface over that inside the inner skull; needs no scale. */
  brainShare: number;
  /** What the image shows of skin outside the scalp: voxels above 40, and how far the farthest of their middles lies, mm. */
  skinOutside: { voxels: number; farthestMm: number };
  /** The 10-20 sites: straight-line distances, mm, and the region of the nearest cortex. */
  sites: Record<string, Site>;
}

export interface Site {
  scalpMm: number[];
  cortexMm: number[];
  scalpToCortexMm: number;
  aal: string | null;
  brodmann: number | null;
}

export const SITES = 'Fp1 Fp2 F7 F3 Fz F4 F8 T7 C3 Cz C4 T8 P7 P3 Pz P4 P8 O1 O2'.split(' ');

/** AAL codes that are cortex of six layers: no hippocampus, amygdala, deep nucleus or cerebellum. */
const isNeocortex = (code: number): boolean =>
  code > 0 && code < 91 && !(code >= 37 && code <= 42) && !(code >= 71 && code <= 78);
/** As in the recipe of the outer skull: where T1 is asked for the bone's thickness. */
const isVault = (y: number, z: number): boolean => z >= -5 || (z > -35 && y < -60);

/** T1 well above air and the blur of a voxel at the skin. */
const SKIN_T1 = 40;

export function anatomy(
  head: Head,
  surfaces: HeadSurfaces,
  image: NiftiImage,
  volumesMl: { inner_skull: number; pial: number },
): Anatomy {
  const cortex = fieldSurface(head, 'cortex');
  if (!head.landmarks) throw new Error('the head has no landmarks');
  const positions = tenTenPositions(surfaces.scalp, head.landmarks);
  const site = (name: string): Site => {
    const position = positions.get(name);
    if (!position) throw new Error(`the 10-10 system has no ${name}`);
    const { scalpMm, cortexMm, depthMm, region } = siteReport(surfaces.scalp, cortex, head.aalNames ?? {}, position);
    return {
      scalpMm: scalpMm.map(tenth),
      cortexMm: cortexMm.map(tenth),
      scalpToCortexMm: tenth(depthMm),
      aal: region.aal,
      brodmann: region.brodmann,
    };
  };
  return {
    cortexMm: distances(surfaces.pial.positionsMm, new SurfaceProbe(surfaces.white), (v) =>
      isNeocortex(cortex.aal?.[v] ?? 0),
    ),
    vaultBoneMm: distances(surfaces.inner_skull.positionsMm, new SurfaceProbe(surfaces.outer_skull), (_, y, z) =>
      isVault(y, z),
    ),
    scalpToCortexMm: distances(surfaces.scalp.positionsMm, new SurfaceProbe(surfaces.pial), (_, __, z) => z > 0),
    brainShare: Math.round((1e3 * volumesMl.pial) / volumesMl.inner_skull) / 1e3,
    skinOutside: skinOutside(image, surfaces.scalp),
    sites: Object.fromEntries(SITES.map((name) => [name, site(name)])),
  };
}

function skinOutside({ dims, affineMm, values }: NiftiImage, scalp: Surface): Anatomy['skinOutside'] {
  const [nx, ny, nz] = dims;
  const grid: Grid = { dims: [nx, ny, nz], originMm: [affineMm[3], affineMm[7], affineMm[11]], voxelMm: affineMm[0] };
  const inside = voxelize(scalp, grid);
  const probe = new SurfaceProbe(scalp);
  let voxels = 0;
  let farthestMm = 0;
  forEachVoxel(grid, (v, x, y, z) => {
    if (inside[v] || values[v] <= SKIN_T1) return;
    voxels++;
    farthestMm = Math.max(farthestMm, probe.distanceMm([x, y, z]));
  });
  return { voxels, farthestMm: Math.round(100 * farthestMm) / 100 };
}

function distances(
  fromMm: Float32Array,
  to: SurfaceProbe,
  isAsked: (v: number, y: number, z: number) => boolean,
): Spread {
  const found: number[] = [];
  for (let v = 0; v < fromMm.length / 3; v++) {
    if (isAsked(v, fromMm[3 * v + 1], fromMm[3 * v + 2])) found.push(to.distanceMm(at(fromMm, v)));
  }
  return spreadOf(found);
}

function fieldSurface(head: Head, id: FieldSurface['id']): FieldSurface {
  const found = head.fieldSurfaces.find((surface) => surface.id === id);
  if (!found) throw new Error(`the head has no ${id}`);
  return found;
}

const tenth = (mm: number): number => Math.round(10 * mm) / 10;
