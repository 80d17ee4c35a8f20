import { DoubleSide, Ray, Vector3 } from 'three';
import type { Surface } from '../surface';
import { surfaceTree } from './surface-tree';

/** How far a line may be moved aside when it grazes an edge, mm. */
const NUDGES_MM = [0.0037, -0.0053, 0.0071, -0.0113];

/**
 * Where lines along +x cross a closed surface: the ascending x (mm) at which the line through (y, z) goes in and out, in
 * turn. One ray for a whole row of a volume.
 */
export function rowCrossings(surface: Surface): (y: number, z: number) => number[] {
  const bvh = surfaceTree(surface);
  const left = surface.positionsMm.reduce((low, value, i) => (i % 3 === 0 ? Math.min(low, value) : low), Infinity) - 1;
  const ray = new Ray(new Vector3(), new Vector3(1, 0, 0));
  return (y, z) => {
    for (const nudge of NUDGES_MM) {
      ray.origin.set(left, y + nudge, z + 0.7 * nudge);
      const crossings = bvh.raycast(ray, DoubleSide).map((hit) => hit.point.x);
      if (crossings.length % 2 === 0) return crossings.sort((a, b) => a - b);
    }
    return [];
  };
}
