import { frameParts } from '../engine/packed-frame';
import type { Head } from '../model/head';
import { type FrameFigures, normalPeakOf } from './field-frame';
import { type FieldFrame, onSurface, onSurfaces, type SurfaceField, surfacesOf } from './field-store';

/** The frame of a head over packed data, which it goes on using. */
export function frameOver(
  data: Float32Array,
  head: Head,
  figures: FrameFigures[],
  source: FieldFrame['source'],
): FieldFrame {
  const parts = frameParts(data, head.fieldSurfaces);
  const fields = head.fieldSurfaces.map((surface, s): SurfaceField => {
    const { e, magnitude, normal } = parts[s];
    const { peak, peakVertex } = figures[s];
    return { e, magnitude, normal, normalPeak: normalPeakOf(surface, normal), peak, peakVertex };
  });
  return { kind: 'live', source, surfaces: onSurfaces(head, fields) };
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
