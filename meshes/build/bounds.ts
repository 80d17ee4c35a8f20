import type { HeadSurfaces, SurfaceName } from './pack';
import { SURFACES } from './pack';
import { type PairReport, pairReport, type SurfaceReport, surfaceReport } from './surface-report';

export interface HeadReport {
  surfaces: Record<SurfaceName, SurfaceReport>;
  pairs: PairReport[];
}

/** All five surfaces and how each lies in the one round it. */
export function headReport(surfaces: HeadSurfaces): HeadReport {
  const entries = SURFACES.map((name) => [name, surfaceReport(surfaces[name])] as const);
  const pairs = SURFACES.slice(1).map((name, i) =>
    pairReport([name, surfaces[name]], [SURFACES[i], surfaces[SURFACES[i]]]),
  );
  return { surfaces: Object.fromEntries(entries) as HeadReport['surfaces'], pairs };
}

/** Volumes a healthy adult head in MNI space can have, ml; a build outside them has lost or swallowed something. */
const VOLUME_ML: Record<SurfaceName, readonly [number, number]> = {
  scalp: [4000, 4800],
  outer_skull: [2300, 2750],
  inner_skull: [1800, 2100],
  pial: [1350, 1650],
  white: [600, 800],
};

/** Smallest distance to the surface round it, mm. */
const MIN_GAP_MM: Record<string, number> = { outer_skull: 2, inner_skull: 2, pial: 0.5, white: 0.4 };
const MIN_QUALITY = 0.1;
/** Smallest distance of a point where the field is read to an interface, mm. */
export const MIN_POINT_CLEARANCE_MM = 0.1;

/** What keeps a head from being used, in words; none for a good one. */
export function faultsOf(report: HeadReport): string[] {
  const faults: string[] = [];
  for (const [name, surface] of Object.entries(report.surfaces) as [SurfaceName, SurfaceReport][]) {
    const { unusedVertices, badEdges, pinchedVertices, components, eulerCharacteristic, selfCrossings } = surface;
    if (unusedVertices + badEdges + pinchedVertices > 0) {
      faults.push(`${name}: ${badEdges} bad edges, ${pinchedVertices} pinched and ${unusedVertices} unused vertices`);
    }
    if (components !== 1 || eulerCharacteristic !== 2) {
      faults.push(`${name}: ${components} components, Euler characteristic ${eulerCharacteristic}; want 1 and 2`);
    }
    if (selfCrossings > 0) faults.push(`${name}: ${selfCrossings} pairs of triangles cross`);
    if (surface.quality.min < MIN_QUALITY) faults.push(`${name}: quality ${surface.quality.min} < ${MIN_QUALITY}`);
    const [low, high] = VOLUME_ML[name];
    if (!(surface.volumeMl > low && surface.volumeMl < high)) {
      faults.push(`${name}: ${surface.volumeMl} ml is not between ${low} and ${high}`);
    }
  }
  for (const { inner, outer, verticesOutside, crossings, minDistanceMm } of report.pairs) {
    if (verticesOutside > 0) faults.push(`${inner}: ${verticesOutside} vertices lie outside ${outer}`);
    if (crossings > 0) faults.push(`${inner} and ${outer}: ${crossings} pairs of triangles cross`);
    if (minDistanceMm < MIN_GAP_MM[inner]) {
      faults.push(`${inner}: ${minDistanceMm} mm from ${outer}, less than ${MIN_GAP_MM[inner]}`);
    }
  }
  return faults;
}
