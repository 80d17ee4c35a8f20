import { fractionAtArea } from '../measures/focality';
import { magnitudes, scalarMesh } from '../measures/scalar-mesh';
import { summarise } from '../measures/summary';
import type { Surface } from '../model/surface';
import { at } from '../model/vec3';

/** The nominal stimulus sizes of the review that started this comparison, mm2: not areas of a field. */
const NOMINAL_AREAS_MM2 = [25, 2500];

export interface FieldSummary {
  /** Whether each point counts by the surface it stands for, or all alike. */
  weights: 'area' | 'equal';
  percentiles_v_per_m: Record<string, number>;
  max: { v_per_m: number; point: number; at_mm: readonly number[] };
  /** Area where |E| >= f x its 99.9th percentile, by f; null where the points are on no surface. */
  areas_mm2: Record<string, number> | null;
  /** The fraction f at which that area is 25 and 2500 mm2. */
  fraction_at_mm2: Record<string, number | null> | null;
  surface_area_mm2: number | null;
}

/** The value reached or exceeded by the upper (100 - percent) % of the values, counted alike. */
export function plainPercentile(values: ArrayLike<number>, percent: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))];
}

function onPoints(pointsMm: ArrayLike<number>, size: Float32Array): FieldSummary {
  const point = size.reduce((best, value, i) => (value > size[best] ? i : best), 0);
  return {
    weights: 'equal',
    percentiles_v_per_m: Object.fromEntries([99.9, 99, 95, 50].map((p) => [p, plainPercentile(size, p)])),
    max: { v_per_m: size[point], point, at_mm: at(pointsMm, point) },
    areas_mm2: null,
    fraction_at_mm2: null,
    surface_area_mm2: null,
  };
}

/** |E| in a few figures; with the surface whose vertices the points stand for, by area (see src/measures). */
export function summarizeField(pointsMm: ArrayLike<number>, eVPerM: Float32Array, onto?: Surface): FieldSummary {
  const size = magnitudes(eVPerM);
  if (!onto) return onPoints(pointsMm, size);
  const mesh = scalarMesh(onto);
  const s = summarise(mesh, size);
  return {
    weights: 'area',
    percentiles_v_per_m: { '99.9': s.p999, '99': s.p99, '95': s.p95, '50': s.median },
    max: { v_per_m: s.peak.vPerM, point: s.peak.vertex, at_mm: at(pointsMm, s.peak.vertex) },
    areas_mm2: { '0.5': s.areaHalfMm2, '0.75': s.area75Mm2, '0.9': s.area90Mm2 },
    fraction_at_mm2: Object.fromEntries(NOMINAL_AREAS_MM2.map((a) => [a, fractionAtArea(mesh, size, s.p999, a)])),
    surface_area_mm2: s.totalMm2,
  };
}

/** The number of the first point whose field is not finite, or -1. */
export const firstNotFinite = (eVPerM: Float32Array): number => {
  const bad = eVPerM.findIndex((value) => !Number.isFinite(value));
  return bad < 0 ? -1 : Math.floor(bad / 3);
};
