import { areaPercentile, REFERENCE_PERCENTILE } from '../measures/percentiles';
import { magnitudes, scalarMesh } from '../measures/scalar-mesh';
import { peakVertex } from '../measures/summary';
import type { FieldSurface, Head } from '../model/head';
import { normalComponent } from './field-frame';
import { type FieldFrame, onSurface, type SurfaceField, type SurfaceId, surfacesOf } from './field-store';

/** What stands beside the arrays of one surface. */
export interface FrameFigures {
  peak: number;
  peakVertex: number;
}

const points = (surface: FieldSurface): number => surface.pointsMm.length / 3;

/** f32 that a frame of these surfaces takes: E, |E| and the normal component of one after the other. */
export const frameLength = (surfaces: readonly FieldSurface[]): number =>
  surfaces.reduce((sum, surface) => sum + 5 * points(surface), 0);

/** The parts of a packed frame that belong to each surface. */
function parts(data: Float32Array, surfaces: readonly FieldSurface[]) {
  let at = 0;
  const take = (length: number): Float32Array => {
    at += length;
    return data.subarray(at - length, at);
  };
  return surfaces.map((surface) => {
    const n = points(surface);
    return { e: take(3 * n), magnitude: take(n), normal: take(n) };
  });
}

/** Packs the frame of a field (E at the vertices of all surfaces), times `scale`, into `data`. */
export function fillFrame(
  data: Float32Array,
  surfaces: readonly FieldSurface[],
  eVPerM: Float32Array,
  scale: number,
): FrameFigures[] {
  let first = 0;
  return parts(data, surfaces).map(({ e, magnitude, normal }, s) => {
    const surface = surfaces[s];
    for (let i = 0; i < e.length; i++) e[i] = scale * eVPerM[first + i];
    first += e.length;
    magnitudes(e, magnitude);
    normalComponent(e, surface.normals, normal);
    const mesh = scalarMesh(surface.surface);
    return {
      peak: areaPercentile(mesh, magnitude, REFERENCE_PERCENTILE),
      peakVertex: peakVertex(mesh, magnitude),
    };
  });
}

/** Made once for each set of arrays, which serves many frames. */
const viewsOver = new WeakMap<Float32Array, ReturnType<typeof parts>>();

/** The frame of a head over packed data, which it goes on using. */
export function frameOver(
  data: Float32Array,
  head: Head,
  figures: FrameFigures[],
  source: FieldFrame['source'],
): FieldFrame {
  const views = viewsOver.get(data) ?? parts(data, head.fieldSurfaces);
  viewsOver.set(data, views);
  const entries = head.fieldSurfaces.map((surface, s): [SurfaceId, SurfaceField] => {
    let peak: number | null = null;
    const normalPeak = (): number => {
      peak ??= areaPercentile(scalarMesh(surface.surface), views[s].normal.map(Math.abs), REFERENCE_PERCENTILE);
      return peak;
    };
    return [surface.id, { ...views[s], normalPeak, ...figures[s] }];
  });
  return { kind: 'live', source, surfaces: Object.fromEntries(entries) as FieldFrame['surfaces'] };
}

/** Below this share of the peak a difference is of no account. */
const COUNTED = 0.3;

/** Relative L2 difference of a live field from the solved one, over the vertices of both surfaces with |E| of at least 0.3 of the peak. */
export function liveDifference(live: FieldFrame, solved: FieldFrame): number {
  let off = 0;
  let all = 0;
  for (const id of surfacesOf(solved.surfaces)) {
    const { e, magnitude, peakVertex: top } = onSurface(solved.surfaces, id);
    const other = onSurface(live.surfaces, id).e;
    const level = COUNTED * magnitude[top];
    for (let v = 0; v < magnitude.length; v++) {
      if (magnitude[v] < level) continue;
      for (let i = 3 * v; i < 3 * v + 3; i++) off += (other[i] - e[i]) ** 2;
      all += magnitude[v] ** 2;
    }
  }
  return Math.sqrt(off / all);
}
