import type { Anatomy } from './anatomy';
import type { HeadSurfaces, SurfaceName } from './pack';
import { SURFACES } from './pack';
import type { PointReport } from './point-report';
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
const MIN_POINT_CLEARANCE_MM = 0.1;

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

export function pointFaults(points: Record<string, PointReport>): string[] {
  return Object.entries(points).flatMap(([id, { astray, minClearanceMm }]) => [
    ...(astray > 0 ? [`${id}: ${astray} evaluation points lie outside their tissue`] : []),
    ...(minClearanceMm < MIN_POINT_CLEARANCE_MM
      ? [`${id}: an evaluation point lies ${minClearanceMm} mm from an interface, less than ${MIN_POINT_CLEARANCE_MM}`]
      : []),
  ]);
}

/** Medians, mm, outside of which a recipe has gone wrong. */
const MEDIAN_MM: Record<'cortexMm' | 'vaultBoneMm' | 'scalpToCortexMm', readonly [number, number]> = {
  cortexMm: [2, 3.5],
  vaultBoneMm: [4, 9],
  scalpToCortexMm: [10, 25],
};
/** A scalp that leaves more out than this has lost an ear or a nose. */
const MAX_SKIN_OUTSIDE_MM = 2.5;
/** The coil's commonest site: scalp to cortex, mm, and what lies there. */
const F3 = { scalpToCortexMm: [11, 20], aal: 'Frontal_Mid_L', brodmann: [9, 46] } as const;

export function anatomyFaults(anatomy: Anatomy): string[] {
  const faults: string[] = [];
  for (const [name, [low, high]] of Object.entries(MEDIAN_MM) as [keyof typeof MEDIAN_MM, [number, number]][]) {
    const { median } = anatomy[name];
    if (!(median >= low && median <= high)) faults.push(`${name}: median ${median} is not between ${low} and ${high}`);
  }
  if (anatomy.skinOutside.farthestMm > MAX_SKIN_OUTSIDE_MM) {
    faults.push(`scalp: the image has skin ${anatomy.skinOutside.farthestMm} mm outside it`);
  }
  const { scalpToCortexMm, aal, brodmann } = anatomy.sites.F3;
  const [low, high] = F3.scalpToCortexMm;
  if (!(scalpToCortexMm >= low && scalpToCortexMm <= high)) {
    faults.push(`F3: ${scalpToCortexMm} mm from scalp to cortex, not between ${low} and ${high}`);
  }
  if (aal !== F3.aal || !F3.brodmann.some((area) => area === brodmann)) {
    faults.push(
      `F3: lies over ${aal ?? 'no region'}, BA ${brodmann ?? 'none'}; want ${F3.aal}, BA ${F3.brodmann.join(' or ')}`,
    );
  }
  return faults;
}
