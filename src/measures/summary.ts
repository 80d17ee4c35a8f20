import { at, type Vec3 } from '../model/vec3';
import { areaAboveMm2, areaCurveMm2 } from './focality';
import { areaPercentile, REFERENCE_PERCENTILE } from './percentiles';
import { requireValues, type ScalarMesh } from './scalar-mesh';

/** The figures of one field on one surface; |E| in V/m, areas in mm2. */
export interface FieldSummary {
  peak: { vPerM: number; vertex: number; mm: Vec3 };
  /** Area-weighted percentiles. */
  p999: number;
  p99: number;
  p95: number;
  median: number;
  /** Area with |E| at or above 50, 75 and 90 % of the 99.9th percentile. */
  areaHalfMm2: number;
  area75Mm2: number;
  area90Mm2: number;
  totalMm2: number;
}

export function summarise(mesh: ScalarMesh, values: ArrayLike<number>): FieldSummary {
  const vertex = peakVertex(mesh, values);
  const reference = areaPercentile(mesh, values, REFERENCE_PERCENTILE);
  return {
    peak: { vPerM: values[vertex], vertex, mm: at(mesh.surface.positionsMm, vertex) },
    p999: reference,
    p99: areaPercentile(mesh, values, 99),
    p95: areaPercentile(mesh, values, 95),
    median: areaPercentile(mesh, values, 50),
    areaHalfMm2: areaAboveMm2(mesh, values, 0.5 * reference),
    area75Mm2: areaAboveMm2(mesh, values, 0.75 * reference),
    area90Mm2: areaAboveMm2(mesh, values, 0.9 * reference),
    totalMm2: mesh.totalMm2,
  };
}

/** The vertex with the largest value. */
export function peakVertex(mesh: ScalarMesh, values: ArrayLike<number>): number {
  requireValues(mesh, values);
  let best = 0;
  for (let v = 1; v < values.length; v++) if (values[v] > values[best]) best = v;
  return best;
}

/**
 * For TMS: the area whose field reaches the threshold field at each intensity, mm2. `values` is |E| at the site at
 * motor-threshold output and `thresholdVPerM` the field at the hotspot at that output; the field grows in proportion to
 * the intensity (% of motor threshold), the threshold is taken to be the same all over the cortex. tDCS does not make
 * neurons fire and has no such area.
 */
export function suprathresholdAreasMm2(
  mesh: ScalarMesh,
  values: ArrayLike<number>,
  thresholdVPerM: number,
  percentsMt: readonly number[],
): number[] {
  if (!(thresholdVPerM > 0)) throw new RangeError(`a threshold of ${thresholdVPerM} V/m; it must be positive`);
  return areaCurveMm2(
    mesh,
    values,
    thresholdVPerM,
    percentsMt.map((percent) => (percent > 0 ? 100 / percent : Number.POSITIVE_INFINITY)),
  );
}
