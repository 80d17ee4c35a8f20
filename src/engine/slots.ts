/** Slots: the places of triangles in the core's memory, leaf by leaf of the octree, each leaf padded to a multiple of four. */

import type { Arena, Pointer } from './arena';
import { GEOMETRY_ROWS, type OperatorPlan } from './operator-plan';
import type { TriangleSet } from './triangles';

/** Where the corners, the centroid, the reach and the inverse area begin among the rows; see assembly/geometry.ts. */
const CENTROID = 9;
const REACH = 12;
const INVERSE_AREA = 13;
/** Padding is a point far away, m, with a reach that keeps ratios finite. */
const PADDING_AT_M = 10;
const PADDING_REACH_M = 1e-3;

/** The slot of each triangle. */
export function slotsOfTriangles({ tree, leafSlot }: OperatorPlan, triangles: number): Uint32Array {
  const slotOf = new Uint32Array(triangles);
  for (let l = 0; l < leafSlot.length - 1; l++) {
    for (let i = tree.leafStart[l]; i < tree.leafStart[l + 1]; i++) {
      slotOf[tree.order[i]] = leafSlot[l] + i - tree.leafStart[l];
    }
  }
  return slotOf;
}

/** The triangles' geometry by slot as assembly/geometry.ts wants it, at the arena's mark. */
export function storeGeometry(arena: Arena, triangles: TriangleSet, slotOf: Uint32Array, slots: number): Pointer {
  const at = arena.zeros(GEOMETRY_ROWS * slots);
  const rows = arena.f32(at, GEOMETRY_ROWS * slots);
  rows.fill(PADDING_AT_M, 0, REACH * slots);
  rows.fill(PADDING_REACH_M, REACH * slots, INVERSE_AREA * slots);
  slotOf.forEach((slot, t) => {
    for (let k = 0; k < 9; k++) rows[k * slots + slot] = triangles.cornersM[9 * t + k];
    for (let d = 0; d < 3; d++) rows[(CENTROID + d) * slots + slot] = triangles.centroidsM[3 * t + d];
    rows[REACH * slots + slot] = triangles.reachM[t];
    rows[INVERSE_AREA * slots + slot] = 1 / (4 * Math.PI * triangles.areasM2[t]);
  });
  return at;
}
