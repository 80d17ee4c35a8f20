/** From the mean normal field a source has on every triangle to the charge it leaves on the interfaces. */

import type { Pointer } from './arena';
import type { BoundaryOperator } from './boundary-operator';
import { pieces } from './crew';
import { densityRows, spreadRecords } from './density';
import { gmres } from './gmres';
import type { Progress, SolveOptions } from './protocol';

const DEFAULT_TOLERANCE = 1e-5;
const DEFAULT_ITERATIONS = 200;
const SPREAD_CALLS = 16;

/** The solved charge, at the arena's mark; the operator holds its multipoles. */
export interface ChargeSolution {
  /** Mean density of each triangle, V/m (eps0 = 1). */
  mean: Float64Array;
  /** Its rows for evaluation (density.ts). */
  density: Pointer;
  /** |net charge| / sum |charge| of each layer's surface. */
  netCharge: number[];
  iterations: number;
  residual: number;
}

/** Solves the boundary equation. */
export function* solveCharge(
  operator: BoundaryOperator,
  normalField: Float64Array,
  { tolerance = DEFAULT_TOLERANCE, maxIterations = DEFAULT_ITERATIONS }: SolveOptions,
): Generator<Progress, ChargeSolution> {
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
  const rhs = perSlot((t) => contrast[t] * Math.sqrt(areasM2[t]) * normalField[t]);
  // each closed surface is neutral; on the scalp nothing else would say so, and elsewhere it speeds convergence
  const layerCount = layerStart.length - 1;
  const layerOf = operator.layerOfSlots();
  const sums = arena.alloc(16 * layerCount);
  const neutralise = (x: Pointer): void => exports.projectOut(x, root, layerOf, layerCount, slots, sums);
  neutralise(rhs);
  const unknown = arena.zeros(slots);
  const charge = arena.zeros(slots);
  const records = spreadRecords(operator);
  const toCharge = (x: Pointer): void => {
    core.crew.run(
      'spread',
      pieces(slots, SPREAD_CALLS).map(([begin, end]) => [records, x, charge, begin, end]),
    );
  };
  const product = function* (x: Pointer, y: Pointer): Generator<undefined> {
    toCharge(x);
    yield* operator.apply(charge, y);
    exports.halfMinusProduct(y, x, contrastRoot, slots);
    neutralise(y);
  };

  const mark = arena.mark();
  const steps = gmres(core, product, rhs, unknown, slots, tolerance, maxIterations);
  let last = { iteration: 0, residual: 1 };
  for (let step = steps.next(); ; step = steps.next()) {
    last = step.value;
    if (step.done) break;
    const fraction = Math.min(1, Math.log(last.residual) / Math.log(tolerance));
    yield { stage: 'solving', fraction: Math.max(0, fraction), ...last };
  }
  arena.release(mark);
  toCharge(unknown);
  for (const _ of operator.gatherMultipoles(charge)) yield { stage: 'evaluating', fraction: 0 };
  const solved = arena.f32(unknown, slots);
  const mean = areasM2.map((area, t) => solved[slotOf[t]] / Math.sqrt(area));
  return {
    mean,
    density: densityRows(operator, mean),
    netCharge: netCharge(operator, mean),
    iterations: last.iteration,
    residual: last.residual,
  };
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
