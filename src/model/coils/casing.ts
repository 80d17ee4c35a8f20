import type { Surface } from '../surface';
import { foldPoint } from './fold';
import type { WindingSpec } from './winding';

/** Casing beyond the winding's rim, behind its back, and the rounding of its edges, mm: typical, not measured. */
const RIM_MM = 6;
const BACK_MM = 6;
const EDGE_ROUNDING_MM = 4;
/** A stub that shows where the handle leaves; the real one is longer. */
const HANDLE_HALF_WIDTH_MM = 16;
const HANDLE_BEYOND_RIM_MM = 45;

const OUTLINE_POINTS = 120;
const ROUNDING_STEPS = 4;
/** Rings on the face and on the back between the middle and the rounding: a folded face needs them to bend. */
const FACE_RINGS = 6;

/** Where the ray from the origin at `angle` leaves the disc around (cx, 0). */
function discRadius(angle: number, cx: number, radius: number): number {
  const along = cx * Math.cos(angle);
  const root = radius * radius - (cx * Math.sin(angle)) ** 2;
  return root > 0 ? along + Math.sqrt(root) : 0;
}

/** Where the ray from the origin at `angle` leaves the handle, a strip along -y. */
function handleRadius(angle: number, lengthMm: number): number {
  const down = -Math.sin(angle);
  if (down <= 0) return 0;
  return Math.min(lengthMm / down, HANDLE_HALF_WIDTH_MM / Math.max(1e-9, Math.abs(Math.cos(angle))));
}

/** Rounds the corners of a closed outline given by its radius at even angles. */
function smooth(radii: number[]): number[] {
  const n = radii.length;
  return radii.map((r, i) => (radii[(i + n - 1) % n] + 2 * r + radii[(i + 1) % n]) / 4);
}

/** The outline as a radius at even angles from +x: wings and handle are convex and hold the origin, so one is enough. */
function outlineMm(spec: WindingSpec): number[] {
  const rim = spec.outerDiameterMm / 2 + RIM_MM;
  const radii = Array.from({ length: OUTLINE_POINTS }, (_, i) => {
    const angle = (2 * Math.PI * i) / OUTLINE_POINTS;
    return Math.max(
      discRadius(angle, spec.wingCentreMm, rim),
      discRadius(angle, -spec.wingCentreMm, rim),
      handleRadius(angle, rim + HANDLE_BEYOND_RIM_MM),
    );
  });
  return smooth(smooth(radii));
}

/** From the middle of the face over the rounded edge to the middle of the back: inset from the outline and depth, mm. */
function profile(thicknessMm: number): { fraction: number; insetMm: number; depthMm: number }[] {
  const rings: { fraction: number; insetMm: number; depthMm: number }[] = [];
  for (let i = 1; i < FACE_RINGS; i++) rings.push({ fraction: i / FACE_RINGS, insetMm: EDGE_ROUNDING_MM, depthMm: 0 });
  for (let i = 0; i <= ROUNDING_STEPS; i++) {
    const angle = (Math.PI / 2) * (i / ROUNDING_STEPS);
    const insetMm = EDGE_ROUNDING_MM * (1 - Math.sin(angle));
    rings.push({ fraction: 1, insetMm, depthMm: EDGE_ROUNDING_MM * (1 - Math.cos(angle)) });
  }
  const back = rings.map((r) => ({ ...r, depthMm: thicknessMm - r.depthMm })).reverse();
  return [...rings, ...back];
}

/**
 * The casing as a closed, outward surface in the coil frame, mm: a rounded slab around the winding with a handle stub
 * along -y, folded with the coil; its face is z = 0 at the y axis.
 */
export function casingSurface(spec: WindingSpec): Surface {
  const outline = outlineMm(spec);
  const thicknessMm = spec.wallMm + spec.wireHeightMm + BACK_MM;
  const rings = profile(thicknessMm);
  const positions: number[] = [...foldPoint(spec.fold, 0, 0, 0)];
  for (const { fraction, insetMm, depthMm } of rings) {
    outline.forEach((radius, i) => {
      const angle = (2 * Math.PI * i) / OUTLINE_POINTS;
      const r = fraction * (radius - insetMm);
      positions.push(...foldPoint(spec.fold, r * Math.cos(angle), r * Math.sin(angle), depthMm));
    });
  }
  positions.push(...foldPoint(spec.fold, 0, 0, thicknessMm));

  const triangles: number[] = [];
  const last = positions.length / 3 - 1;
  const vertex = (ring: number, i: number): number => 1 + ring * OUTLINE_POINTS + (i % OUTLINE_POINTS);
  for (let i = 0; i < OUTLINE_POINTS; i++) {
    triangles.push(0, vertex(0, i), vertex(0, i + 1));
    for (let ring = 0; ring + 1 < rings.length; ring++) {
      const [a, b] = [vertex(ring, i), vertex(ring, i + 1)];
      const [c, d] = [vertex(ring + 1, i), vertex(ring + 1, i + 1)];
      triangles.push(a, c, b, b, c, d);
    }
    triangles.push(last, vertex(rings.length - 1, i + 1), vertex(rings.length - 1, i));
  }
  return { positionsMm: Float32Array.from(positions), triangles: Uint32Array.from(triangles) };
}
