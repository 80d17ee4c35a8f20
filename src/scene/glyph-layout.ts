import type { Surface } from '../model/surface';

/**
 * Vertices spread over a surface: of each cube of `spacingMm` the one nearest to its middle. Arrows on all vertices would
 * be a fur.
 */
export function spreadVertices({ positionsMm: p }: Surface, spacingMm: number): Uint32Array {
  const best = new Map<string, { vertex: number; away: number }>();
  for (let v = 0; v < p.length / 3; v++) {
    const cell = [0, 1, 2].map((d) => Math.floor(p[3 * v + d] / spacingMm));
    const away = Math.hypot(...cell.map((c, d) => p[3 * v + d] - (c + 0.5) * spacingMm));
    const key = cell.join(' ');
    const known = best.get(key);
    if (!known || away < known.away) best.set(key, { vertex: v, away });
  }
  return Uint32Array.from([...best.values()], ({ vertex }) => vertex).sort();
}

/** Length of an arrow at the upper end of the colour window, mm. */
export const WINDOW_ARROW_MM = 12;

export interface GlyphField {
  positionsMm: Float32Array;
  normals: Float32Array;
  /** Packed xyz. */
  e: Float32Array;
  magnitude: Float32Array;
}

export interface GlyphScale {
  /** Magnitudes below are left out; in the field's own unit. */
  threshold: number;
  /** Length of an arrow per unit of the field, mm. */
  mmPerUnit: number;
  /** Longest arrow, mm. */
  longestMm: number;
}

/** Thickness of an arrow, mm, and how far its middle stands off the surface. */
const GIRTH_MM = 1.5;
const FULL_GIRTH_AT_MM = 7;
const LIFT_MM = 1.2;

/**
 * Writes a matrix an arrow (column-major; the arrow of unit length lies along +z with its middle at 0) into `out` for the
 * given vertices and returns how many there are.
 */
export function writeGlyphs(out: Float32Array, vertices: Uint32Array, field: GlyphField, scale: GlyphScale): number {
  const { positionsMm: p, normals, e, magnitude } = field;
  let count = 0;
  for (const v of vertices) {
    const size = magnitude[v];
    if (!(size >= scale.threshold) || size === 0) continue;
    const k = 3 * v;
    const zx = e[k] / size;
    const zy = e[k + 1] / size;
    const zz = e[k + 2] / size;
    // Any direction across: the head axis that is least along the arrow.
    const alongX = Math.abs(zx) < 0.6;
    let xx = alongX ? 0 : -zz;
    let xy = alongX ? zz : 0;
    let xz = alongX ? -zy : zx;
    const across = 1 / Math.hypot(xx, xy, xz);
    xx *= across;
    xy *= across;
    xz *= across;
    const length = Math.min(scale.longestMm, size * scale.mmPerUnit);
    // A short arrow is thinner, so that its head does not outgrow it.
    const girth = GIRTH_MM * Math.min(1, length / FULL_GIRTH_AT_MM);
    const o = 16 * count++;
    out[o] = girth * xx;
    out[o + 1] = girth * xy;
    out[o + 2] = girth * xz;
    out[o + 3] = 0;
    out[o + 4] = girth * (zy * xz - zz * xy);
    out[o + 5] = girth * (zz * xx - zx * xz);
    out[o + 6] = girth * (zx * xy - zy * xx);
    out[o + 7] = 0;
    out[o + 8] = length * zx;
    out[o + 9] = length * zy;
    out[o + 10] = length * zz;
    out[o + 11] = 0;
    out[o + 12] = p[k] + LIFT_MM * normals[k];
    out[o + 13] = p[k + 1] + LIFT_MM * normals[k + 1];
    out[o + 14] = p[k + 2] + LIFT_MM * normals[k + 2];
    out[o + 15] = 1;
  }
  return count;
}
