/** The field of the solved charges at any points. */

import type { Pointer } from './arena';
import type { BoundaryOperator } from './boundary-operator';
import {
  boxCentre,
  buildOctree,
  childParentPairs,
  interactionLists,
  nearLeaves,
  type PairLists,
  reversed,
} from './octree';
import type { Progress } from './protocol';

/** Points of one leaf evaluated at once; bounds the scratch for their rows. */
const BATCH = 64;

/** What evaluating at one set of points needs and does not depend on the charges; kept for the next solve. */
export interface EvaluationPlan {
  pointsM: Float64Array;
  /** Points inside the head's cube, as a tree; the others are summed directly. */
  inside: {
    tree: ReturnType<typeof buildOctree>;
    index: Uint32Array;
    m2l: PairLists;
    l2l: PairLists[];
    near: Uint32Array[];
  } | null;
  outside: Uint32Array;
}

export function planEvaluation(operator: BoundaryOperator, pointsM: Float64Array): EvaluationPlan {
  const { cube, depth } = operator.tree;
  const inside: number[] = [];
  const outside: number[] = [];
  for (let i = 0; i < pointsM.length / 3; i++) {
    const within = cube.corner.every((low, d) => pointsM[3 * i + d] >= low && pointsM[3 * i + d] <= low + cube.width);
    (within ? inside : outside).push(i);
  }
  if (inside.length === 0) return { pointsM, inside: null, outside: Uint32Array.from(outside) };
  const index = Uint32Array.from(inside);
  const packed = new Float64Array(3 * index.length);
  index.forEach((i, k) => {
    packed.set(pointsM.subarray(3 * i, 3 * i + 3), 3 * k);
  });
  const tree = buildOctree(packed, cube, depth);
  const l2l: PairLists[] = [];
  for (let level = 3; level <= depth; level++) l2l[level] = reversed(childParentPairs(tree, level));
  return {
    pointsM,
    inside: { tree, index, m2l: interactionLists(tree, operator.tree), l2l, near: nearLeaves(tree, operator.tree) },
    outside: Uint32Array.from(outside),
  };
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
    if (plan.inside) yield* evaluateInside(operator, plan, plan.inside, density, out);
    if (plan.outside.length > 0) yield* evaluateOutside(operator, plan, density, out);
  } finally {
    arena.release(mark);
  }
  return out;
}

function* evaluateInside(
  operator: BoundaryOperator,
  plan: EvaluationPlan,
  { tree, index, m2l, l2l, near }: NonNullable<EvaluationPlan['inside']>,
  density: Pointer,
  out: Float32Array,
): Generator<Progress> {
  const { arena, translations, core, leafSlot, geometry, slots } = operator;
  const { coefficients, degree } = translations;
  const locals = arena.zeros((tree.boxCount + 1) * coefficients);
  operator.translateAll(
    translations.m2l,
    { pairs: arena.put(m2l.pairs), start: m2l.start },
    operator.multipoles,
    locals,
  );
  yield { stage: 'evaluating', fraction: 0.2 };
  for (let level = 3; level <= tree.depth; level++) {
    const lists = { pairs: arena.put(l2l[level].pairs), start: l2l[level].start };
    operator.translateAll(translations.l2l, lists, locals, locals);
  }
  const harmonics = arena.alloc(8 * (degree + 1) ** 2);
  const rows = arena.alloc(4 * 3 * BATCH * coefficients);
  const points = arena.alloc(24 * BATCH);
  const field = arena.alloc(12 * BATCH);
  const runs = arena.alloc(8 * 27);
  const h = tree.cube.width / (1 << tree.depth) / 2;
  const leaves = tree.levels[tree.depth];
  for (let l = 0; l < leaves.codes.length; l++) {
    const [x, y, z] = boxCentre(tree.cube, tree.depth, leaves.codes[l]);
    const local = locals + 4 * (leaves.firstBox + l) * coefficients;
    const runView = arena.i32(runs, 2 * near[l].length);
    near[l].forEach((s, k) => {
      runView[2 * k] = leafSlot[s];
      runView[2 * k + 1] = leafSlot[s + 1] - leafSlot[s];
    });
    for (let begin = tree.leafStart[l]; begin < tree.leafStart[l + 1]; begin += BATCH) {
      const count = Math.min(BATCH, tree.leafStart[l + 1] - begin);
      const at = arena.f64(points, 3 * count);
      for (let k = 0; k < count; k++) {
        const i = index[tree.order[begin + k]];
        at.set(plan.pointsM.subarray(3 * i, 3 * i + 3), 3 * k);
      }
      arena.f32(field, 3 * count).fill(0);
      core.exports.pointRows(points, count, degree, coefficients, x, y, z, h, rows, harmonics);
      core.exports.evaluatePoints(
        geometry,
        slots,
        density,
        points,
        count,
        runs,
        near[l].length,
        rows,
        coefficients,
        local,
        field,
      );
      const e = arena.f32(field, 3 * count);
      for (let k = 0; k < count; k++) out.set(e.subarray(3 * k, 3 * k + 3), 3 * index[tree.order[begin + k]]);
    }
    if (l % 200 === 0) yield { stage: 'evaluating', fraction: 0.2 + (0.8 * l) / leaves.codes.length };
  }
}

function* evaluateOutside(
  operator: BoundaryOperator,
  plan: EvaluationPlan,
  density: Pointer,
  out: Float32Array,
): Generator<Progress> {
  const { arena, translations, core, geometry, slots } = operator;
  const { coefficients } = translations;
  const runs = arena.put(Int32Array.from([0, slots]));
  const noLocal = arena.zeros(coefficients);
  const rows = arena.zeros(3 * coefficients);
  const point = arena.alloc(24);
  const field = arena.alloc(12);
  for (let k = 0; k < plan.outside.length; k++) {
    const i = plan.outside[k];
    arena.f64(point, 3).set(plan.pointsM.subarray(3 * i, 3 * i + 3));
    arena.f32(field, 3).fill(0);
    core.exports.evaluatePoints(geometry, slots, density, point, 1, runs, 1, rows, coefficients, noLocal, field);
    out.set(arena.f32(field, 3), 3 * i);
    if (k % 20 === 0) yield { stage: 'evaluating', fraction: k / plan.outside.length };
  }
}
