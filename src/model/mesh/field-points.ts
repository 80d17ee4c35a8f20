import { type Surface, vertexCount, vertexNormals } from '../surface';
import { add, at, distance, lerp, normalize, scale, sub, type Vec3 } from '../vec3';
import type { SurfaceProbe } from './surface-probe';

/** A cortex thicker than this has no white matter of its own: cerebellum, brain stem, medial wall, temporal pole. */
const MAX_CORTEX_MM = 6;
/** A point this far from the interfaces of its tissue is taken as it is; otherwise the widest place on its line is. */
const ENOUGH_CORTEX_MM = 0.6;
const ENOUGH_WHITE_MM = 0.8;

export interface FieldPoints {
  pointsMm: Float32Array;
  /** Distance of each point to the nearest interface of its tissue, mm; negative where it lies on the wrong side. */
  clearanceMm: Float32Array;
}

/**
 * One point a pial vertex, half-way to the nearest point of the white surface. Where that is farther than 6 mm, or there is
 * none: 1.5 mm along the inward normal. A point too near to another fold is moved along its line to the widest place.
 */
export function cortexPoints(
  pial: Surface,
  pialProbe: SurfaceProbe,
  whiteProbe?: SurfaceProbe,
  onProgress?: (share: number) => void,
): FieldPoints {
  const clearance = (p: Vec3): number => {
    const widest = Math.min(pialProbe.distanceMm(p), whiteProbe?.distanceMm(p) ?? Infinity);
    return pialProbe.contains(p) && !whiteProbe?.contains(p) ? widest : -widest;
  };
  const propose = (vertex: Vec3, inward: Vec3): Candidates => {
    const nearest = whiteProbe?.closest(vertex);
    const candidates =
      nearest && nearest.distanceMm <= MAX_CORTEX_MM
        ? [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7].map((t) => lerp(vertex, nearest.point, t))
        : [1.5, 1.25, 1.75, 1, 2, 0.75, 2.5, 0.5].map((depth) => add(vertex, scale(inward, depth)));
    return { candidates, clearance };
  };
  return placePoints(pial, ENOUGH_CORTEX_MM, propose, onProgress);
}

/** One point a vertex of the white surface, 1 mm inside along the normal; less deep in thin blades. */
export function whitePoints(
  white: Surface,
  whiteProbe: SurfaceProbe,
  onProgress?: (share: number) => void,
): FieldPoints {
  const clearance = (p: Vec3): number => {
    const widest = whiteProbe.distanceMm(p);
    return whiteProbe.contains(p) ? widest : -widest;
  };
  const propose = (vertex: Vec3, inward: Vec3): Candidates => ({
    candidates: [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2].map((depth) => add(vertex, scale(inward, depth))),
    clearance,
  });
  return placePoints(white, ENOUGH_WHITE_MM, propose, onProgress);
}

type Candidates = { candidates: Vec3[]; clearance: (p: Vec3) => number };

/** Below this the line through the vertex has failed, and the place is looked for in every direction. */
const POOR_MM = 0.3;
/** But no farther from the vertex than this, for which the point stands. */
const MAX_AWAY_MM = 2;

/** The 26 directions of a cube's faces, edges and corners. */
const AROUND: Vec3[] = [-1, 0, 1].flatMap((x) =>
  [-1, 0, 1].flatMap((y) =>
    [-1, 0, 1].flatMap((z): Vec3[] => ([x, y, z].some((step) => step !== 0) ? [normalize([x, y, z])] : [])),
  ),
);

/** The first candidate with enough clearance, else the one with the most; from a poor one it climbs to a wider place. */
function placePoints(
  surface: Surface,
  enoughMm: number,
  propose: (vertex: Vec3, inward: Vec3) => Candidates,
  onProgress?: (share: number) => void,
): FieldPoints {
  const normals = vertexNormals(surface);
  const pointsMm = new Float32Array(surface.positionsMm.length);
  const clearanceMm = new Float32Array(vertexCount(surface)).fill(-Infinity);
  for (let v = 0; v < clearanceMm.length; v++) {
    if (v % 500 === 0) onProgress?.(v / clearanceMm.length);
    const vertex = at(surface.positionsMm, v);
    const inward = sub([0, 0, 0], at(normals, v));
    const { candidates, clearance } = propose(vertex, inward);
    const offer = (candidate: Vec3): boolean => {
      const width = clearance(candidate);
      if (width <= clearanceMm[v]) return false;
      clearanceMm[v] = width;
      pointsMm.set(candidate, 3 * v);
      return true;
    };
    for (const candidate of candidates) {
      offer(candidate);
      if (clearanceMm[v] >= enoughMm) break;
    }
    if (clearanceMm[v] < POOR_MM) {
      for (const depth of [0.25, 0.5, 1]) for (const direction of AROUND) offer(add(vertex, scale(direction, depth)));
    }
    for (let stepMm = 1; stepMm > 0.02 && clearanceMm[v] < POOR_MM; ) {
      const from = at(pointsMm, v);
      const places = AROUND.map((direction) => add(from, scale(direction, stepMm)));
      const climbed = places.filter((p) => distance(p, vertex) <= MAX_AWAY_MM && offer(p)).length > 0;
      if (!climbed) stepMm /= 2;
    }
  }
  return { pointsMm, clearanceMm };
}
