import { type FieldSurface, type Head, headMiddleMm } from '../model/head';
import type { Surface } from '../model/surface';

/** The shape keeps the area of the folds and is larger than the head; it is drawn at this share of it. */
const DRAWN_SCALE = 0.74;

/** The cortex with its folds opened, as it is drawn. Its triangles are those of the white surface, its field is the cortex's. */
export interface InflatedShape {
  folded: Surface;
  /** Where the vertices are drawn, mm. */
  surface: Surface;
  /** The cortex vertex whose field each vertex shows, NO_CORTEX where there is none. */
  cortexVertex: Uint16Array;
  /** How deep in the folds each vertex lay, mm. */
  sulcalDepthMm: Float32Array;
}

const shapes = new WeakMap<FieldSurface, InflatedShape>();

/** The inflated cortex of a head that has one. */
export function inflatedShape(head: Head): InflatedShape | null {
  const white = head.fieldSurfaces.find((s) => s.id === 'white');
  if (!white?.inflatedMm || !white.cortexVertex) return null;
  let shape = shapes.get(white);
  if (!shape) {
    const centre = headMiddleMm(head);
    const positionsMm = white.inflatedMm.map((x, i) => centre[i % 3] + DRAWN_SCALE * (x - centre[i % 3]));
    shape = {
      folded: white.surface,
      surface: { positionsMm, triangles: white.surface.triangles },
      cortexVertex: white.cortexVertex,
      sulcalDepthMm: white.sulcalDepthMm ?? new Float32Array(positionsMm.length / 3),
    };
    shapes.set(white, shape);
  }
  return shape;
}

/** The cortex's values at the vertices of the shape, 0 where there is no cortex. */
export function valuesOnShape({ cortexVertex }: InflatedShape, values: Float32Array, out: Float32Array): Float32Array {
  // NO_CORTEX lies beyond every cortex.
  for (let v = 0; v < out.length; v++) out[v] = cortexVertex[v] < values.length ? values[cortexVertex[v]] : 0;
  return out;
}
