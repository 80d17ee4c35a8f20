/** What a boundary operator will work through and how much memory that takes, known before any of it is allocated. */

import {
  downwardPairs,
  interactionLists,
  nearLeaves,
  type Octree,
  octreeWithLeaves,
  type PairLists,
  upwardPairs,
} from './octree';
import type { Progress } from './protocol';
import { telling } from './sliced';
import { coefficientCount, MATRIX_COUNT } from './translations';
import type { TriangleSet } from './triangles';

/** Rows of the geometry block; see assembly/geometry.ts. */
export const GEOMETRY_ROWS = 14;
/** i32 fields of a leaf record; see assembly/boundary.ts. */
export const LEAF_FIELDS = 6;
/** Triangles a leaf aims at: fewer makes the far field dear, more the near field. */
const LEAF_TARGET = 22;
/** f32 a slot that a solve holds at most: GMRES vectors (40 iterations and some) and what density.ts keeps. */
const SOLVE_VECTORS = 75;

export interface OperatorPlan {
  tree: Octree;
  degree: number;
  /** First slot of each leaf, one more entry than leaves; a leaf's slots are its triangles, padded to a multiple of four. */
  leafSlot: Uint32Array;
  slots: number;
  /** For each leaf the leaves whose entries are stored. */
  near: Uint32Array[];
  /** For each leaf the slots in these. */
  nearSlots: number[];
  m2l: PairLists;
  /** By level, from 3. */
  m2m: PairLists[];
  l2l: PairLists[];
  /** Bytes the operator takes, and those that a solve with as many field points as triangles takes on top. */
  operatorBytes: number;
  solveBytes: number;
}

/** Bytes of the entries of four targets against `slots` sources; see assembly/near.ts. */
export const panelBytes = (slots: number): number => 16 + 8 * slots;

/** Lays the operator of a head out; allocates nothing in the core. */
export function* planOperator(triangles: TriangleSet, degree: number): Generator<Progress, OperatorPlan> {
  const tree = octreeWithLeaves(triangles.centroidsM, LEAF_TARGET);
  yield { stage: 'octree', fraction: 0.3 };
  const leafCount = tree.leafStart.length - 1;
  const leafSlot = new Uint32Array(leafCount + 1);
  for (let l = 0; l < leafCount; l++) {
    leafSlot[l + 1] = leafSlot[l] + Math.ceil((tree.leafStart[l + 1] - tree.leafStart[l]) / 4) * 4;
  }
  const slots = leafSlot[leafCount];
  const near = nearLeaves(tree, tree);
  yield { stage: 'octree', fraction: 0.6 };
  const m2l = yield* telling({ stage: 'octree', fraction: 0.6 } as const, interactionLists(tree, tree));
  yield { stage: 'octree', fraction: 0.9 };
  const m2m: PairLists[] = [];
  const l2l: PairLists[] = [];
  for (let level = 3; level <= tree.depth; level++) {
    m2m[level] = upwardPairs(tree, level);
    l2l[level] = downwardPairs(tree, level);
  }
  const width = (l: number): number => leafSlot[l + 1] - leafSlot[l];
  const nearSlots = near.map((sources) => sources.reduce((sum, s) => sum + width(s), 0));
  const entryBytes = nearSlots.reduce((sum, sources, l) => sum + (width(l) / 4) * panelBytes(sources), 0);
  const runs = near.reduce((sum, sources) => sum + sources.length, 0);
  const coefficients = coefficientCount(degree);
  const expansions = 4 * (tree.boxCount + 1) * coefficients;
  const pairBytes = [m2l, ...m2m, ...l2l].reduce((sum, lists) => sum + (lists?.pairs.byteLength ?? 0), 0);
  return {
    tree,
    degree,
    leafSlot,
    slots,
    near,
    nearSlots,
    m2l,
    m2m,
    l2l,
    operatorBytes:
      4 * (GEOMETRY_ROWS + 2 * coefficients) * slots +
      expansions +
      pairBytes +
      4 * MATRIX_COUNT * coefficients ** 2 +
      4 * LEAF_FIELDS * leafCount +
      8 * runs +
      entryBytes,
    solveBytes: 4 * SOLVE_VECTORS * slots + 2 * expansions + pairBytes,
  };
}
