import { areaPercentile, REFERENCE_PERCENTILE } from '../measures/percentiles';
import { magnitudes, scalarMesh } from '../measures/scalar-mesh';
import { peakVertex } from '../measures/summary';
import type { FieldSurface } from '../model/head';
import type { Surface } from '../model/surface';
import type { SurfaceField } from './field-store';

/** The component of E (packed xyz) along the outward normals. */
export function normalComponent(e: Float32Array, normals: Float32Array): Float32Array {
  const out = new Float32Array(e.length / 3);
  for (let i = 0; i < out.length; i++) {
    const k = 3 * i;
    out[i] = e[k] * normals[k] + e[k + 1] * normals[k + 1] + e[k + 2] * normals[k + 2];
  }
  return out;
}

/** What stands beside the arrays of one surface. */
export type FrameFigures = Pick<SurfaceField, 'peak' | 'peakVertex'>;

export function figuresOf({ surface }: FieldSurface, magnitude: Float32Array): FrameFigures {
  const mesh = scalarMesh(surface);
  return { peak: areaPercentile(mesh, magnitude, REFERENCE_PERCENTILE), peakVertex: peakVertex(mesh, magnitude) };
}

/** `SurfaceField.normalPeak` of a normal component. */
export function normalPeakOf({ surface }: FieldSurface, normal: Float32Array): SurfaceField['normalPeak'] {
  let peak: number | null = null;
  return () => {
    peak ??= areaPercentile(scalarMesh(surface), absolutes(surface, normal), REFERENCE_PERCENTILE);
    return peak;
  };
}

/** One for each surface, overwritten by every field on it: the peak is asked for in each frame of a drag. */
const scratch = new WeakMap<Surface, Float32Array>();

function absolutes(surface: Surface, values: Float32Array): Float32Array {
  const out = scratch.get(surface) ?? new Float32Array(values.length);
  scratch.set(surface, out);
  for (let v = 0; v < values.length; v++) out[v] = Math.abs(values[v]);
  return out;
}

/** What the views need of E (packed xyz) at a surface's points. */
export function surfaceField(surface: FieldSurface, e: Float32Array): SurfaceField {
  const magnitude = magnitudes(e);
  const normal = normalComponent(e, surface.normals);
  return { e, magnitude, normal, normalPeak: normalPeakOf(surface, normal), ...figuresOf(surface, magnitude) };
}
