/** What a solve goes through, in steps that leave room for a stop. */

import type { Layer } from '../model/head';
import { poseFault } from '../model/pose';
import type { BoundaryOperator } from './boundary-operator';
import { solveCharges } from './charge-solve';
import type { Core } from './core';
import { pieces } from './crew';
import { type EvaluationPlan, evaluate, planEvaluation } from './evaluation';
import { chargesField, coilField, fieldAt, type PrimaryField, uniformField } from './primary-source';
import type { Progress, Solution, SolveOptions, SolveRequest, Source } from './protocol';
import { contactNormalField, smoothNormalField } from './right-hand-side';
import { bothSides, outerCentroids } from './sides';
import { telling } from './sliced';
import { contactsOf } from './tdcs';
import type { TriangleSet } from './triangles';

/**
 * The fields of several sources on a prepared head, stage by stage: primary fields, charges in step, then each at its points.
 *
 * @param planFor the evaluation plan of a set of points, mm
 */
export function* solveSteps(
  operator: BoundaryOperator,
  layers: readonly Layer[],
  asked: readonly SolveRequest[],
  options: SolveOptions,
  planFor: (pointsMm: Float32Array) => Generator<Progress, EvaluationPlan>,
): Generator<Progress, Solution[]> {
  let lap = performance.now();
  /** Seconds since the last call, shared out over `share` sources. */
  const lapSeconds = (share: number): number => {
    const before = lap;
    lap = performance.now();
    return (lap - before) / 1000 / share;
  };
  const primaries: { field: PrimaryField; normalField: Float64Array }[] = [];
  for (const { source } of asked) {
    const primary = yield* primaryOf(operator, layers, source);
    if (!primary.normalField.every(Number.isFinite)) {
      throw new RangeError(
        "the source's field is not finite on the head; are all its numbers finite, and no dipole on a surface?",
      );
    }
    primaries.push(primary);
  }
  const primarySeconds = lapSeconds(asked.length);
  const normalFields = primaries.map(({ normalField }) => normalField);
  const charges = yield* solveCharges(operator, normalFields, options);
  const solveSeconds = lapSeconds(asked.length);

  const solutions: Solution[] = [];
  for (const [k, { pointsMm }] of asked.entries()) {
    const solved = charges[k];
    yield* telling({ stage: 'evaluating', fraction: 0 } as const, operator.gatherMultipoles(solved.charge));
    const totalAt = function* (plan: EvaluationPlan): Generator<Progress, Float32Array> {
      const secondary = yield* evaluate(operator, plan, solved.density);
      const total = yield* primaryAt(operator.core, primaries[k].field, plan.pointsM);
      for (let i = 0; i < total.length; i++) total[i] += secondary[i];
      return total;
    };
    const eVPerM: Float32Array[] = [];
    for (const points of pointsMm) eVPerM.push(yield* totalAt(yield* planFor(points)));
    const { triangles } = operator;
    const outside = options.sides && (yield* totalAt(yield* planEvaluation(operator, outerCentroids(triangles))));
    solutions.push({
      eVPerM,
      ...(options.charges && { chargesVPerM: byLayer(triangles, solved.mean) }),
      ...(outside && { sides: bothSides(triangles, solved.mean, outside) }),
      report: {
        iterations: solved.iterations,
        residual: solved.residual,
        seconds: { primary: primarySeconds, solve: solveSeconds, evaluate: lapSeconds(1) },
        bytes: operator.arena.memory.buffer.byteLength,
        threads: operator.core.crew.threads,
        netCharge: solved.netCharge,
      },
    });
  }
  return solutions;
}

/** The primary field and its mean normal component on every triangle. */
function* primaryOf(
  operator: BoundaryOperator,
  layers: readonly Layer[],
  source: Source,
): Generator<Progress, { field: PrimaryField; normalField: Float64Array }> {
  const { core, arena } = operator;
  if (source.kind === 'tdcs') {
    const contacts = yield* contactsOf(layers[0], source.electrodes);
    const { normalField, charges } = yield* contactNormalField(operator, contacts);
    return { field: chargesField(core, charges), normalField };
  }
  if (source.kind === 'tms') {
    const fault = poseFault(source.pose);
    if (fault) throw new RangeError(fault);
  }
  const field =
    source.kind === 'uniform'
      ? uniformField(arena, source.eVPerM)
      : coilField(core, source.coil, source.pose, source.didtAPerS);
  return { field, normalField: yield* smoothNormalField(operator, field) };
}

/** Points at which a primary field is summed between two chances to stop. */
const PRIMARY_BLOCK = 8192;

/** The primary field at packed points, V/m. */
function* primaryAt(core: Core, field: PrimaryField, pointsM: Float64Array): Generator<Progress, Float32Array> {
  const out = new Float32Array(pointsM.length);
  for (const [begin, end] of pieces(out.length, out.length / (3 * PRIMARY_BLOCK), 3)) {
    out.set(fieldAt(core, field, pointsM.subarray(begin, end)), begin);
    yield { stage: 'evaluating', fraction: 0 };
  }
  return out;
}

/** A value a triangle as one array a layer. */
function byLayer({ layerStart }: TriangleSet, values: Float64Array): Float32Array[] {
  return layerStart.slice(0, -1).map((begin, l) => Float32Array.from(values.subarray(begin, layerStart[l + 1])));
}
