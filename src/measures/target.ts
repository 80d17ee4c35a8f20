import type { FieldSurface } from '../model/head';
import { vertexAreasMm2 } from '../model/surface';
import { at, distance, dot, type Vec3 } from '../model/vec3';

/** The field at a target in the head. */
export interface TargetField {
  /** The evaluation point nearest to the target and how far off it is, mm. */
  vertex: number;
  pointMm: Vec3;
  offMm: number;
  /** |E| there, V/m. */
  vPerM: number;
  /** The part along the outward normal of the surface; positive out of it. */
  normalVPerM: number;
  /** Area-weighted mean of |E| over the evaluation points within `radiusMm` of the target; null when there are none. */
  meanVPerM: number | null;
  /** From the target to the evaluation point of largest |E|, mm. */
  peakOffMm: number;
}

/** A target is a few millimetres wide: the scale on which the mean at a target is taken, mm. */
const TARGET_RADIUS_MM = 5;

/** The field (packed xyz, V/m, one vector a vertex) at a target, in the head's frame. */
export function fieldAtTarget(
  field: FieldSurface,
  eVPerM: ArrayLike<number>,
  targetMm: Vec3,
  radiusMm = TARGET_RADIUS_MM,
): TargetField {
  const count = field.pointsMm.length / 3;
  if (eVPerM.length !== 3 * count) {
    throw new RangeError(`${eVPerM.length / 3} field vectors for ${count} points; give one a point`);
  }
  const areas = vertexAreasMm2(field.surface);
  let vertex = 0;
  let offMm = Number.POSITIVE_INFINITY;
  let peak = -1;
  let peakVertex = 0;
  let sum = 0;
  let weight = 0;
  for (let v = 0; v < count; v++) {
    const d = distance(at(field.pointsMm, v), targetMm);
    const size = Math.hypot(eVPerM[3 * v], eVPerM[3 * v + 1], eVPerM[3 * v + 2]);
    if (d < offMm) {
      offMm = d;
      vertex = v;
    }
    if (d <= radiusMm) {
      sum += areas[v] * size;
      weight += areas[v];
    }
    if (size > peak) {
      peak = size;
      peakVertex = v;
    }
  }
  const e = at(eVPerM, vertex);
  return {
    vertex,
    pointMm: at(field.pointsMm, vertex),
    offMm,
    vPerM: Math.hypot(...e),
    normalVPerM: dot(e, at(field.normals, vertex)),
    meanVPerM: weight > 0 ? sum / weight : null,
    peakOffMm: distance(at(field.pointsMm, peakVertex), targetMm),
  };
}
