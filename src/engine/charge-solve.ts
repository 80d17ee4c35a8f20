/** From the mean normal field a source has on every triangle to the charge it leaves on the interfaces. */

import type { Pointer } from './arena';
import type { BoundaryOperator } from './boundary-operator';
import { pieces } from './crew';
import { densityRows, spreadRecords } from './density';
import { gmres, type WantedProduct } from './gmres';
import type { Progress, SolveOptions } from './protocol';
import { telling } from './sliced';

const DEFAULT_TOLERANCE = 1e-5;
const DEFAULT_ITERATIONS = 200;
const SPREAD_CALLS = 16;

/** A solved charge, at the arena's mark. */
export interface ChargeSolution {
  /** Mean density of each triangle, V/m (eps0 = 1). */
  mean: Float64Array;
  /** Its rows for evaluation (density.ts). */
  density: Pointer;
  /** Uniform charges that act like it, by slot; for its multipoles. */
  charge: Pointer;
  /** |net charge| / sum |charge| of each layer's surface. */
  netCharge: number[];
  iterations: number;
  residual: number;
}

/** Solves the boundary equation for several sources at once, in step, so that their products share the near entries. */
export function* solveCharges(
  operator: BoundaryOperator,
  normalFields: readonly Float64Array[],
  { tolerance = DEFAULT_TOLERANCE, maxIterations = DEFAULT_ITERATIONS }: SolveOptions,
): Generator<Progress, ChargeSolution[]> {
  const { core, arena, triangles, slots, slotOf } = operator;
  const { exports } = core;
  const { areasM2, contrast, layerStart } = triangles;
  const perSlot = (value: (t: number) => number): Pointer => {
    const at = arena.zeros(slots);
    const view = arena.f32(at, slots);
    for (let t = 0; t < triangles.count; t++) view[slotOf[t]] = value(t);
    return at;
  };
  // the unknown is charge / sqrt(area): then the Euclidean norm of a vector is the L2 norm of its charge density
  const root = perSlot((t) => Math.sqrt(areasM2[t]));
  const contrastRoot = perSlot((t) => contrast[t] * Math.sqrt(areasM2[t]));
  // each closed surface is neutral; on the scalp nothing else would say so, and elsewhere it speeds convergence
  const layerCount = layerStart.length - 1;
  const layerOf = operator.layerOfSlots();
  const sums = arena.alloc(16 * layerCount);
  const neutralise = (x: Pointer): void => exports.projectOut(x, root, layerOf, layerCount, slots, sums);
  const records = spreadRecords(operator);
  const toCharge = (x: Pointer, charge: Pointer): void => {
    core.crew.run(
      'spread',
      pieces(slots, SPREAD_CALLS).map(([begin, end]) => [records, x, charge, begin, end]),
    );
  };
  const sides = normalFields.map((normalField) => {
    const rhs = perSlot((t) => contrast[t] * Math.sqrt(areasM2[t]) * normalField[t]);
    neutralise(rhs);
    return { rhs, unknown: arena.zeros(slots), ...operator.side(arena.zeros(slots), 0) };
  });
  const products = function* (
    wanted: { product: WantedProduct; side: (typeof sides)[number] }[],
  ): Generator<undefined> {
    for (const { product, side } of wanted) toCharge(product.x, side.charge);
    yield* operator.apply(wanted.map(({ product, side }) => ({ ...side, normalField: product.y })));
    for (const { product } of wanted) {
      exports.halfMinusProduct(product.y, product.x, contrastRoot, slots);
      neutralise(product.y);
    }
  };

  const mark = arena.mark();
  const solvers = sides.map((side) => {
    const steps = gmres(core, side.rhs, side.unknown, slots, tolerance, maxIterations);
    return { side, steps, step: steps.next() };
  });
  for (;;) {
    const wanted = solvers.flatMap(({ side, step }) => (step.done ? [] : [{ product: step.value, side }]));
    if (wanted.length === 0) break;
    // the slowest tells how far the block is
    const { iteration, residual } = wanted.reduce((a, b) => (a.product.residual > b.product.residual ? a : b)).product;
    const fraction = Math.min(1, Math.max(0, Math.log(residual) / Math.log(tolerance)));
    const progress: Progress = { stage: 'solving', fraction, iteration, residual };
    yield* telling(progress, products(wanted));
    for (const solver of solvers) if (!solver.step.done) solver.step = solver.steps.next();
  }
  arena.release(mark);

  return solvers.map(({ side: { unknown, charge }, step }) => {
    toCharge(unknown, charge);
    const solved = arena.f32(unknown, slots);
    const mean = areasM2.map((area, t) => solved[slotOf[t]] / Math.sqrt(area));
    const { iteration: iterations, residual } = step.value;
    const density = densityRows(operator, mean);
    return { mean, density, charge, netCharge: netCharge(operator, mean), iterations, residual };
  });
}

function netCharge({ triangles: { layerStart, areasM2 } }: BoundaryOperator, mean: Float64Array): number[] {
  return layerStart.slice(0, -1).map((begin, l) => {
    let net = 0;
    let total = 0;
    for (let t = begin; t < layerStart[l + 1]; t++) {
      net += mean[t] * areasM2[t];
      total += Math.abs(mean[t]) * areasM2[t];
    }
    return total > 0 ? Math.abs(net) / total : 0;
  });
}
