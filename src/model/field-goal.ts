import type { FieldSurface, Head } from './head';
import { vertexAreasMm2 } from './surface';
import { add, at, distance, normalize, scale, type Vec3 } from './vec3';

/** Where and how a field is wanted: vertices, weights that sum to one, and what of E counts. */
export interface FieldGoal {
  /** Numbers of vertices, the head's field surfaces counted through. */
  vertices: Uint32Array;
  weights: Float64Array;
  /** Packed unit vectors, one a vertex: E along them counts. Without them |E| does. */
  directions?: Float32Array;
}

/** What of E counts: its size, its part along the cortex' outward normal, or along a direction. */
export type GoalComponent = 'magnitude' | 'normal' | Vec3;

/** A target is a few millimetres wide, mm. */
const GOAL_RADIUS_MM = 5;
/** A region is stood for by at most this many of its vertices, evenly drawn. */
const MOST_VERTICES = 100;

function cortexOf(head: Head): { surface: FieldSurface; first: number } {
  let first = 0;
  for (const surface of head.fieldSurfaces) {
    if (surface.id === 'cortex') return { surface, first };
    first += surface.pointsMm.length / 3;
  }
  throw new RangeError(`${head.title} has no cortex`);
}

/** The area-weighted mean over the cortex within 5 mm of a point, or at the nearest vertex where there is none. */
export function goalAtPoint(head: Head, targetMm: Vec3, component: GoalComponent = 'magnitude'): FieldGoal {
  const { surface } = cortexOf(head);
  const away = Array.from({ length: surface.pointsMm.length / 3 }, (_, v) =>
    distance(at(surface.pointsMm, v), targetMm),
  );
  const near = away.flatMap((d, v) => (d <= GOAL_RADIUS_MM ? [v] : []));
  const nearest = away.reduce((best, d, v) => (d < away[best] ? v : best), 0);
  return goalOver(head, near.length > 0 ? near : [nearest], component);
}

/** The area-weighted mean over a region of the cortex (its AAL code). Throws RangeError where the head has none such. */
export function goalInRegion(head: Head, aalCode: number, component: GoalComponent = 'magnitude'): FieldGoal {
  const { surface } = cortexOf(head);
  const inside = Array.from(surface.aal ?? []).flatMap((code, v) => (code === aalCode ? [v] : []));
  if (inside.length === 0) throw new RangeError(`${head.title} has no cortex labelled ${aalCode}`);
  return goalOver(head, inside, component);
}

function goalOver(head: Head, all: number[], component: GoalComponent): FieldGoal {
  const { surface, first } = cortexOf(head);
  const stride = Math.max(1, all.length / MOST_VERTICES);
  const kept = Array.from({ length: Math.min(all.length, MOST_VERTICES) }, (_, i) => all[Math.floor(i * stride)]);
  const areas = vertexAreasMm2(surface.surface);
  const total = kept.reduce((sum, v) => sum + areas[v], 0);
  const goal: FieldGoal = {
    vertices: Uint32Array.from(kept, (v) => first + v),
    weights: Float64Array.from(kept, (v) => areas[v] / total),
  };
  if (component === 'magnitude') return goal;
  const along = component === 'normal' ? null : normalize(component);
  const directions = Float32Array.from(kept.flatMap((v) => along ?? at(surface.normals, v)));
  return { ...goal, directions };
}

/** The mean place of a goal's vertices, mm. */
export function goalMiddleMm(head: Head, { vertices, weights }: FieldGoal): Vec3 {
  const { surface, first } = cortexOf(head);
  return Array.from(vertices).reduce<Vec3>(
    (sum, vertex, i) => add(sum, scale(at(surface.pointsMm, vertex - first), weights[i])),
    [0, 0, 0],
  );
}
