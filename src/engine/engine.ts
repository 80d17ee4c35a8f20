/** The field engine in this thread: one head, solved for any source. */

import type { Coil } from '../model/coil';
import type { Layer } from '../model/head';
import { type Pose, poseFault } from '../model/pose';
import { refineTo } from '../model/subdivide';
import { BoundaryOperator } from './boundary-operator';
import { solveCharges } from './charge-solve';
import { coilElements, elementCount, vectorPotential } from './coil-potential';
import { type Core, instantiateCore, instantiateSharedCore } from './core';
import { type Helpers, pieces } from './crew';
import { type EvaluationPlan, evaluate, planEvaluation } from './evaluation';
import { chargesField, coilField, fieldAt, type PrimaryField, uniformField } from './primary-source';
import type {
  FieldEngine,
  PrepareOptions,
  PrepareReport,
  Progress,
  Solution,
  SolveOptions,
  SolveRequest,
  Source,
} from './protocol';
import { contactNormalField, smoothNormalField } from './right-hand-side';
import { sharedModule } from './shared-core';
import { bothSides, outerCentroids } from './sides';
import { runSliced } from './sliced';
import { contactsOf } from './tdcs';
import { setContrasts, stackLayers, type TriangleSet } from './triangles';

/** Point sets whose evaluation plan is kept between solves. */
const KEPT_PLANS = 6;
/** Up to this many terms a primary field is summed in double precision, half a second's work at most. */
const DOUBLE_PRECISION_TERMS = 5e6;

/** A head as it was given, as it is solved (refined), and its operator. */
interface PreparedHead {
  given: Layer[];
  options: PrepareOptions;
  layers: Layer[];
  operator: BoundaryOperator;
}

/**
 * The engine over a core (build/core.wasm), in this thread and, where memory can be shared with them, in `helpers` too. The
 * field is the same to the bit with any number of threads.
 */
export async function createEngine(wasm: BufferSource, helpers?: Helpers): Promise<FieldEngine> {
  const module = await WebAssembly.compile(wasm);
  if (!helpers?.count || typeof SharedArrayBuffer === 'undefined')
    return new LocalEngine(() => instantiateCore(module));
  const shared = await WebAssembly.compile(sharedModule(wasm));
  return new LocalEngine(
    // not every machine reserves as much shared memory as it would of its own
    () => instantiateSharedCore(shared, helpers).catch(() => instantiateCore(module)),
    () => instantiateCore(module),
  );
}

class LocalEngine implements FieldEngine {
  private head: PreparedHead | null = null;
  private readonly plans = new Map<string, EvaluationPlan>();
  private scratch?: Promise<Core>;
  /** The call before; one at a time may work in the head's memory. */
  private last: Promise<unknown> = Promise.resolve();

  /** @param headCore the core for a head; @param smallCore the one for a primary field by itself */
  constructor(
    private readonly headCore: () => Promise<Core>,
    private readonly smallCore = headCore,
  ) {}

  prepare(
    layers: Layer[],
    onProgress?: (p: Progress) => void,
    signal?: AbortSignal,
    options: PrepareOptions = {},
  ): Promise<PrepareReport> {
    return this.inTurn(() => this.prepareNow(layers, onProgress, signal, options));
  }

  async solve(
    source: Source,
    pointsMm: Float32Array[],
    options?: SolveOptions,
    onProgress?: (p: Progress) => void,
    signal?: AbortSignal,
  ): Promise<Solution> {
    const [solution] = await this.solveAll([{ source, pointsMm }], options, onProgress, signal);
    return solution;
  }

  solveAll(
    asked: readonly SolveRequest[],
    options: SolveOptions = {},
    onProgress?: (p: Progress) => void,
    signal?: AbortSignal,
  ): Promise<Solution[]> {
    return this.inTurn(() => this.solveNow(asked, options, onProgress, signal));
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const mine = this.last.then(run, run);
    this.last = mine.catch(() => undefined);
    return mine;
  }

  private async prepareNow(
    given: Layer[],
    onProgress: ((p: Progress) => void) | undefined,
    signal: AbortSignal | undefined,
    options: PrepareOptions,
  ): Promise<PrepareReport> {
    const began = performance.now();
    const seconds = (): number => (performance.now() - began) / 1000;
    const kept = this.head;
    if (kept && sameGeometry(kept, given, options)) {
      const { operator } = kept;
      const layers = given.map((layer, l) => ({ ...layer, surface: kept.layers[l].surface }));
      setContrasts(operator.triangles, layers);
      this.head = { ...kept, given, layers };
      return reportOf(operator, seconds());
    }
    kept?.operator.core.crew.disband();
    this.head = null;
    this.plans.clear();
    const { maxEdgeMm, degree, memoryLimitBytes } = options;
    const layers = maxEdgeMm
      ? given.map((layer) => ({ ...layer, surface: refineTo(layer.surface, maxEdgeMm) }))
      : given;
    const triangles = stackLayers(layers);
    // a fresh memory each time: a bump arena cannot give a former head's memory back
    const core = await this.headCore();
    const building = BoundaryOperator.build(core, triangles, { degree, memoryLimitBytes });
    const operator = await runSliced(building, onProgress, signal).catch((error: unknown) => {
      core.crew.disband();
      throw error;
    });
    this.head = { given, options, layers, operator };
    return reportOf(operator, seconds());
  }

  private async solveNow(
    asked: readonly SolveRequest[],
    options: SolveOptions,
    onProgress?: (p: Progress) => void,
    signal?: AbortSignal,
  ): Promise<Solution[]> {
    const { operator } = this.ready();
    const mark = operator.arena.mark();
    try {
      return await runSliced(this.solveSteps(asked, options), onProgress, signal);
    } finally {
      operator.arena.release(mark);
    }
  }

  async primary(coil: Coil, pose: Pose, didtAPerS: number, pointsMm: Float32Array): Promise<Float32Array> {
    if (!coil.aField) {
      const elements = coilElements(coil, pose);
      if ((elementCount(elements) * pointsMm.length) / 3 <= DOUBLE_PRECISION_TERMS) {
        return Float32Array.from(vectorPotential(elements, pointsMm), (a) => -didtAPerS * a);
      }
    }
    const core = await this.scratchCore();
    const { arena } = core;
    const mark = arena.mark();
    // at one go: another call must not come between mark and release
    const out = fieldAt(core, coilField(core, coil, pose, didtAPerS), metres(pointsMm));
    arena.release(mark);
    return out;
  }

  /** A core apart from the head's, so that a primary field can be had while a solve runs. */
  private scratchCore(): Promise<Core> {
    this.scratch ??= this.smallCore();
    return this.scratch;
  }

  private *solveSteps(asked: readonly SolveRequest[], options: SolveOptions): Generator<Progress, Solution[]> {
    const { operator, layers } = this.ready();
    let lap = performance.now();
    /** Seconds since the last call, shared out over `share` sources. */
    const lapSeconds = (share: number): number => {
      const before = lap;
      lap = performance.now();
      return (lap - before) / 1000 / share;
    };
    const primaries: { field: PrimaryField; normalField: Float64Array }[] = [];
    for (const { source } of asked) primaries.push(yield* this.primaryOf(source, layers));
    const primarySeconds = lapSeconds(asked.length);
    const normalFields = primaries.map(({ normalField }) => normalField);
    const charges = yield* solveCharges(operator, normalFields, options);
    const solveSeconds = lapSeconds(asked.length);

    const solutions: Solution[] = [];
    for (const [k, { pointsMm }] of asked.entries()) {
      const solved = charges[k];
      for (const _ of operator.gatherMultipoles(solved.charge)) yield { stage: 'evaluating', fraction: 0 };
      const totalAt = function* (plan: EvaluationPlan): Generator<Progress, Float32Array> {
        const secondary = yield* evaluate(operator, plan, solved.density);
        const total = yield* primaryAt(operator.core, primaries[k].field, plan.pointsM);
        for (let i = 0; i < total.length; i++) total[i] += secondary[i];
        return total;
      };
      const eVPerM: Float32Array[] = [];
      for (const points of pointsMm) eVPerM.push(yield* totalAt(this.planFor(points)));
      const { triangles } = operator;
      const outside = options.sides && (yield* totalAt(planEvaluation(operator, outerCentroids(triangles))));
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

  private ready(): PreparedHead {
    if (!this.head) throw new Error('no head: call prepare before solve');
    return this.head;
  }

  /** The primary field and its mean normal component on every triangle. */
  private *primaryOf(
    source: Source,
    layers: Layer[],
  ): Generator<Progress, { field: PrimaryField; normalField: Float64Array }> {
    const { operator } = this.ready();
    const { core, arena } = operator;
    if (source.kind === 'tdcs') {
      const { normalField, charges } = yield* contactNormalField(operator, contactsOf(layers[0], source.electrodes));
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

  private planFor(pointsMm: Float32Array): EvaluationPlan {
    const key = contentKey(pointsMm);
    const known = this.plans.get(key);
    if (known) return known;
    const plan = planEvaluation(this.ready().operator, metres(pointsMm));
    if (this.plans.size >= KEPT_PLANS) this.plans.delete(this.plans.keys().next().value ?? '');
    this.plans.set(key, plan);
    return plan;
  }
}

const metres = (pointsMm: Float32Array): Float64Array => Float64Array.from(pointsMm, (v) => v * 1e-3);

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

const reportOf = (operator: BoundaryOperator, seconds: number): PrepareReport => ({
  triangles: operator.triangles.count,
  seconds,
  bytes: operator.bytes,
  solveBytes: operator.plan.solveBytes,
  threads: operator.core.crew.threads,
});

/** Whether only the conductivities of a prepared head differ. */
function sameGeometry(kept: PreparedHead, layers: readonly Layer[], options: PrepareOptions): boolean {
  const same = (a: Float32Array | Uint32Array, b: Float32Array | Uint32Array): boolean =>
    a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
  return (
    kept.options.maxEdgeMm === options.maxEdgeMm &&
    kept.options.degree === options.degree &&
    kept.given.length === layers.length &&
    layers.every(({ surface }, l) => {
      const known = kept.given[l].surface;
      return same(known.triangles, surface.triangles) && same(known.positionsMm, surface.positionsMm);
    })
  );
}

/** A value a triangle as one array a layer. */
function byLayer({ layerStart }: TriangleSet, values: Float64Array): Float32Array[] {
  return layerStart.slice(0, -1).map((begin, l) => Float32Array.from(values.subarray(begin, layerStart[l + 1])));
}

/** FNV-1a over the bytes of an array: tells one set of points from another. */
function contentKey(data: Float32Array): string {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length);
  let hash = 0x811c9dc5;
  for (const w of words) hash = Math.imul(hash ^ w, 0x01000193);
  return `${data.length}:${hash >>> 0}`;
}
