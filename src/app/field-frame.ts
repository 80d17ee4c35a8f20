import { areaPercentile, REFERENCE_PERCENTILE } from '../measures/percentiles';
import { magnitudes, scalarMesh } from '../measures/scalar-mesh';
import { peakVertex } from '../measures/summary';
import type { FieldSurface } from '../model/head';
import type { SurfaceField } from './field-store';

/** The component of E (packed xyz) along the outward normals. `out` is reused when given. */
export function normalComponent(
  e: Float32Array,
  normals: Float32Array,
  out: Float32Array = new Float32Array(e.length / 3),
): Float32Array {
  for (let i = 0; i < out.length; i++) {
    const k = 3 * i;
    out[i] = e[k] * normals[k] + e[k + 1] * normals[k + 1] + e[k + 2] * normals[k + 2];
  }
  return out;
}

/** What the views need of E (packed xyz) at a surface's points. */
export function surfaceField(surface: FieldSurface, e: Float32Array): SurfaceField {
  const mesh = scalarMesh(surface.surface);
  const magnitude = magnitudes(e);
  const normal = normalComponent(e, surface.normals);
  let normalPeak: number | null = null;
  return {
    e,
    magnitude,
    normal,
    peak: areaPercentile(mesh, magnitude, REFERENCE_PERCENTILE),
    normalPeak: () => {
      normalPeak ??= areaPercentile(mesh, normal.map(Math.abs), REFERENCE_PERCENTILE);
      return normalPeak;
    },
    peakVertex: peakVertex(mesh, magnitude),
  };
}
