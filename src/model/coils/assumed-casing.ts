import type { Coil, CoilAField } from '../coil';
import type { Surface } from '../surface';
import type { Vec3 } from '../vec3';
import { windingPointsMm } from '../winding-points';

/** Casing beyond the sources' outline, behind their backs, and its bevel, mm: typical, not measured. */
const RIM_MM = 8;
const BACK_MM = 6;
const BEVEL_MM = 3;
/** Directions in which each source is widened by the rim. */
const RIM_POINTS = 16;
/** An A-field is at least this share of its largest value about the winding. */
const NEAR_WINDING = 0.6;

/**
 * A casing for a coil that came without one, so that it can be seen and kept off the head: the convex outline of its sources
 * across the coil, a rim wider, from behind them to the face at z = 0, or to the foremost source where that lies ahead of it.
 * Of an A-field grid the sources are taken to lie where A is strong behind z = 0.
 */
export function assumedCasing(coil: Coil): Surface {
  const sources = sourcePoints(coil);
  let back = 0;
  let face = 0;
  for (const p of sources) {
    back = Math.min(back, p[2]);
    face = Math.max(face, p[2]);
  }
  back -= BACK_MM;
  const outline = convexOutline(
    sources.flatMap(([x, y]) =>
      Array.from({ length: RIM_POINTS }, (_, i): Flat => {
        const angle = (2 * Math.PI * i) / RIM_POINTS;
        return [x + RIM_MM * Math.cos(angle), y + RIM_MM * Math.sin(angle)];
      }),
    ),
  );
  return prism(outline, back, face);
}

type Flat = readonly [number, number];

const sourcePoints = (coil: Coil): Vec3[] => (coil.aField ? strongVoxels(coil.aField) : windingPointsMm(coil));

function strongVoxels({ dims: [nx, ny, nz], affineMm: m, valuesTmPerA: a }: CoilAField): Vec3[] {
  const out: { p: Vec3; strength: number }[] = [];
  let largest = 0;
  for (let k = 0, v = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++, v++) {
        const [x, y, z] = [0, 4, 8].map((r) => m[r] * i + m[r + 1] * j + m[r + 2] * k + m[r + 3]);
        if (z > 0) continue;
        const strength = Math.hypot(a[3 * v], a[3 * v + 1], a[3 * v + 2]);
        largest = Math.max(largest, strength);
        out.push({ p: [x, y, z], strength });
      }
    }
  }
  const strong = out.filter(({ strength }) => strength >= NEAR_WINDING * largest).map(({ p }) => p);
  return strong.length > 0 ? strong : [[0, 0, 0]];
}

/** The convex hull, counter-clockwise (Andrew's monotone chain). */
function convexOutline(points: readonly Flat[]): Flat[] {
  const sorted = [...points].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const half = (chain: readonly Flat[]): Flat[] => {
    const hull: Flat[] = [];
    for (const p of chain) {
      while (hull.length > 1 && !turnsLeft(hull[hull.length - 2], hull[hull.length - 1], p)) hull.pop();
      hull.push(p);
    }
    return hull.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

const turnsLeft = (a: Flat, b: Flat, c: Flat): boolean =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 1e-9;

/** The outline drawn from `back` to `face` with its edges bevelled: closed, outward. */
function prism(outline: readonly Flat[], back: number, face: number): Surface {
  const n = outline.length;
  const centre = [0, 1].map((d) => outline.reduce((sum, p) => sum + p[d], 0) / n);
  const rings = [
    [BEVEL_MM, face],
    [0, face - BEVEL_MM],
    [0, back + BEVEL_MM],
    [BEVEL_MM, back],
  ] as const;
  const positions: number[] = [centre[0], centre[1], face];
  for (const [insetMm, z] of rings) {
    for (const [x, y] of outline) {
      const [dx, dy] = [x - centre[0], y - centre[1]];
      const keep = 1 - insetMm / Math.hypot(dx, dy);
      positions.push(centre[0] + keep * dx, centre[1] + keep * dy, z);
    }
  }
  positions.push(centre[0], centre[1], back);
  const last = positions.length / 3 - 1;
  const vertex = (ring: number, i: number): number => 1 + ring * n + (i % n);
  const triangles: number[] = [];
  for (let i = 0; i < n; i++) {
    triangles.push(0, vertex(0, i), vertex(0, i + 1));
    for (let ring = 0; ring + 1 < rings.length; ring++) {
      const [a, b, c, d] = [vertex(ring, i), vertex(ring, i + 1), vertex(ring + 1, i), vertex(ring + 1, i + 1)];
      triangles.push(a, c, b, b, c, d);
    }
    triangles.push(last, vertex(rings.length - 1, i + 1), vertex(rings.length - 1, i));
  }
  return { positionsMm: Float32Array.from(positions), triangles: Uint32Array.from(triangles) };
}
