import type { FieldSurface } from '../model/head';
import type { Surface } from '../model/surface';
import { at, distance, type Vec3 } from '../model/vec3';
import { scalpIndex } from './scalp-index';

/** A labelled place of the cortex. */
export interface Region {
  /** Name of the AAL region, or null where the cortex is unlabelled. */
  aal: string | null;
  /** Brodmann area, or null. */
  brodmann: number | null;
}

/** What lies under a scalp site: straight-line distances, mm. */
export interface SiteReport {
  scalpMm: Vec3;
  /** The nearest point of the pial surface. */
  cortexMm: Vec3;
  /** From scalp to that point. */
  depthMm: number;
  region: Region;
  /** From the nearest cortex to a target. */
  cortexToTargetMm?: number;
  /** From the scalp site to the scalp point nearest to that target. */
  scalpToTargetSiteMm?: number;
}

/** The label of the cortex vertex nearest to `p`. */
export function regionAt(cortex: FieldSurface, aalNames: Record<number, string>, p: Vec3): Region {
  const { triangle } = scalpIndex(cortex.surface).closest(p);
  let vertex = 0;
  let nearest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 3; k++) {
    const v = cortex.surface.triangles[3 * triangle + k];
    const d = distance(at(cortex.surface.positionsMm, v), p);
    if (d < nearest) {
      nearest = d;
      vertex = v;
    }
  }
  const code = cortex.aal?.[vertex] ?? 0;
  return { aal: aalNames[code] ?? null, brodmann: cortex.brodmann?.[vertex] || null };
}

/** Looks from a scalp site straight to the nearest cortex, and from there to a target (both in the head's frame). */
export function siteReport(
  scalp: Surface,
  cortex: FieldSurface,
  aalNames: Record<number, string>,
  siteMm: Vec3,
  targetMm?: Vec3,
): SiteReport {
  const scalpMm = scalpIndex(scalp).closest(siteMm).point;
  const { point: cortexMm, distanceMm: depthMm } = scalpIndex(cortex.surface).closest(scalpMm);
  const report: SiteReport = { scalpMm, cortexMm, depthMm, region: regionAt(cortex, aalNames, cortexMm) };
  if (targetMm) {
    report.cortexToTargetMm = distance(cortexMm, targetMm);
    report.scalpToTargetSiteMm = distance(scalpMm, scalpIndex(scalp).closest(targetMm).point);
  }
  return report;
}
