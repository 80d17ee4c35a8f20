/** The field of the solved charges at any points. */

import type { Pointer } from './arena';
import type { BoundaryOperator } from './boundary-operator';
import type { CoreExports } from './core';
import {
  boxCentre,
  buildOctree,
  downwardPairs,
  interactionLists,
  nearLeaves,
  type Octree,
  type PairLists,
} from './octree';
import type { Progress } from './protocol';
import { telling } from './sliced';

/** Groups of points between two chances to stop, one a call. */
const GROUPS_A_STEP = 32;

/** What evaluating at one set of points needs and does not depend on the charges; kept for the next solve. */
export interface EvaluationPlan {
  pointsM: Float64Array;
  /** Points inside the head's cube, as a tree; the others are summed directly. */
  inside: {
    tree: Octree;
    index: Uint32Array;
    m2l: PairLists;
    l2l: PairLists[];
    near: Uint32Array[];
  } | null;
  outside: Uint32Array;
}

export function* planEvaluation(
  operator: BoundaryOperator,
  pointsM: Float64Array,
): Generator<Progress, EvaluationPlan> {
  const { cube, depth } = operator.tree;
  const inside: number[] = [];
  const outside: number[] = [];
  for (let i = 0; i < pointsM.length / 3; i++) {
    const within = cube.corner.every((low, d) => pointsM[3 * i + d] >= low && pointsM[3 * i + d] <= low + cube.width);
    (within ? inside : outside).push(i);
  }
  if (inside.length === 0) return { pointsM, inside: null, outside: Uint32Array.from(outside) };
  const index = Uint32Array.from(inside);
  const tree = buildOctree(picked(pointsM, index), cube, depth);
  yield evaluating(0);
  const l2l: PairLists[] = [];
  for (let level = 3; level <= depth; level++) l2l[level] = downwardPairs(tree, level);
  const m2l = yield* telling(evaluating(0), interactionLists(tree, operator.tree));
  const near = nearLeaves(tree, operator.tree);
  yield evaluating(0);
  return { pointsM, inside: { tree, index, m2l, l2l, near }, outside: Uint32Array.from(outside) };
}

/** The points of these numbers, packed. */
function picked(points: Float64Array, index: Uint32Array): Float64Array {
  const out = new Float64Array(3 * index.length);
  index.forEach((i, k) => {
    out.set(points.subarray(3 * i, 3 * i + 3), 3 * k);
  });
  return out;
}

/**
 * E (V/m, packed xyz) of a surface charge at the plan's points. `density` holds its rows (density.ts); `operator.multipoles`
 * must hold the multipoles of the same charge.
 */
export function* evaluate(
  operator: BoundaryOperator,
  plan: EvaluationPlan,
  density: Pointer,
): Generator<Progress, Float32Array> {
  const { arena } = operator;
  const out = new Float32Array(plan.pointsM.length);
  const mark = arena.mark();
  try {
    if (plan.inside) yield* evaluateInside(operator, plan.pointsM, plan.inside, density, out);
    if (plan.outside.length > 0) yield* evaluateOutside(operator, plan, density, out);
  } finally {
    arena.release(mark);
  }
  return out;
}

function* evaluateInside(
  operator: BoundaryOperator,
  pointsM: Float64Array,
  { tree, index, m2l, l2l, near }: NonNullable<EvaluationPlan['inside']>,
  density: Pointer,
  out: Float32Array,
): Generator<Progress> {
  const { arena, translations, leafSlot, multipoles } = operator;
  const { coefficients } = translations;
  const locals = arena.zeros((tree.boxCount + 1) * coefficients);
  const lists = operator.storePairs(m2l);
  yield* telling(evaluating(0), operator.translateAll(translations.m2l, lists, multipoles, locals));
  for (let level = 3; level <= tree.depth; level++) {
    const downward = operator.storePairs(l2l[level]);
    yield* telling(evaluating(0.2), operator.translateAll(translations.l2l, downward, locals, locals));
  }
  const runs = near.map((leaves) => [...leaves].flatMap((s) => [leafSlot[s], leafSlot[s + 1] - leafSlot[s]]));
  const { codes, firstBox } = tree.levels[tree.depth];
  const halfWidth = tree.cube.width / (1 << tree.depth) / 2;
  const groups = near.map((_, l): PointGroup => {
    const centre = boxCentre(tree.cube, tree.depth, codes[l]);
    const local = locals + 4 * (firstBox + l) * coefficients;
    return { begin: tree.leafStart[l], end: tree.leafStart[l + 1], runs: runs[l], centre, halfWidth, local };
  });
  const order = tree.order.map((k) => index[k]);
  yield* evaluateGroups(operator, density, pointsM, order, groups, out);
}

/** Points outside the head's cube: no expansion, all triangles. */
function* evaluateOutside(
  operator: BoundaryOperator,
  { pointsM, outside }: EvaluationPlan,
  density: Pointer,
  out: Float32Array,
): Generator<Progress> {
  const runs = [0, operator.slots];
  const local = operator.arena.zeros(operator.translations.coefficients);
  const groups = Array.from(outside, (_, k): PointGroup => {
    return { begin: k, end: k + 1, runs, centre: [0, 0, 0], halfWidth: 1, local };
  });
  yield* evaluateGroups(operator, density, pointsM, outside, groups, out);
}

/** Points that see the same triangles one by one (`runs`: first slot and number, packed) and the rest by one expansion. */
interface PointGroup {
  /** In the order of the points. */
  begin: number;
  end: number;
  runs: number[];
  centre: [number, number, number];
  halfWidth: number;
  local: Pointer;
}

/** Writes E at the points numbered `order` to `out`, group by group. */
function* evaluateGroups(
  { arena, core, geometry, slots, translations }: BoundaryOperator,
  density: Pointer,
  pointsM: Float64Array,
  order: Uint32Array,
  groups: PointGroup[],
  out: Float32Array,
): Generator<Progress> {
  const { coefficients, degree } = translations;
  const points = arena.put(picked(pointsM, order));
  const field = arena.alloc(12 * order.length);
  const runs = arena.put(Int32Array.from(groups.flatMap((group) => group.runs)));
  const rowBytes = 12 * coefficients;
  const harmonicBytes = 8 * (degree + 1) ** 2;
  const rows = arena.alloc(rowBytes * GROUPS_A_STEP);
  const harmonics = arena.alloc(harmonicBytes * GROUPS_A_STEP);
  let runsAt = runs;
  for (let first = 0; first < groups.length; first += GROUPS_A_STEP) {
    const calls = groups
      .slice(first, first + GROUPS_A_STEP)
      .map((group, k): Parameters<CoreExports['evaluateLeaf']> => {
        const { begin, end, centre, halfWidth, local } = group;
        const at = runsAt;
        runsAt += 4 * group.runs.length;
        return [
          geometry,
          slots,
          density,
          points + 24 * begin,
          end - begin,
          at,
          group.runs.length / 2,
          degree,
          coefficients,
          ...centre,
          halfWidth,
          local,
          rows + k * rowBytes,
          harmonics + k * harmonicBytes,
          field + 12 * begin,
        ];
      });
    core.crew.run('evaluateLeaf', calls);
    yield evaluating(0.2 + (0.8 * first) / groups.length);
  }
  const e = arena.f32(field, 3 * order.length);
  order.forEach((i, k) => {
    out.set(e.subarray(3 * k, 3 * k + 3), 3 * i);
  });
}

const evaluating = (fraction: number): Progress => ({ stage: 'evaluating', fraction });
