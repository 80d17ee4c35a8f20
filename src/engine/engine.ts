/** The field engine in this thread: one head, solved for any source. */

import type { Coil } from '../model/coil';
import type { Layer } from '../model/head';
import type { Pose } from '../model/pose';
import { refineTo } from '../model/subdivide';
import { BoundaryOperator } from './boundary-operator';
import { coilElements, elementCount, vectorPotential } from './coil-potential';
import { type Core, instantiateCore, instantiateSharedCore } from './core';
import type { Helpers } from './crew';
import { type EvaluationPlan, planEvaluation } from './evaluation';
import { coilField, fieldAt } from './primary-source';
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
import { sharedModule } from './shared-core';
import { runSliced, telling } from './sliced';
import { solveSteps } from './solve-steps';
import { setContrasts, stackLayers } from './triangles';

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

/** An engine of this thread, with helpers that live until they are told to go. */
export interface LocalFieldEngine extends FieldEngine {
  /** Ends the helpers and lets the head go, once the calls before have run; `prepare` starts anew. */
  close(): void;
}

/**
 * The engine over a core (build/core.wasm), in this thread and, where memory can be shared with them, in `helpers` too. The
 * field is the same to the bit with any number of threads.
 */
export async function createEngine(wasm: BufferSource, helpers?: Helpers): Promise<LocalFieldEngine> {
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

class LocalEngine implements LocalFieldEngine {
  private head: PreparedHead | null = null;
  /** Of the last point sets, oldest first. */
  private readonly plans: EvaluationPlan[] = [];
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

  close(): void {
    void this.inTurn(async () => this.letGo());
  }

  private letGo(): void {
    this.head?.operator.core.crew.disband();
    this.head = null;
    this.plans.length = 0;
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
    this.letGo();
    const { maxEdgeMm, degree, memoryLimitBytes } = options;
    const layers = maxEdgeMm
      ? given.map((layer) => ({ ...layer, surface: refineTo(layer.surface, maxEdgeMm) }))
      : given;
    // a fresh memory each time: a bump arena cannot give a former head's memory back
    const core = await this.headCore();
    const build = function* (): Generator<Progress, BoundaryOperator> {
      const triangles = yield* telling({ stage: 'octree', fraction: 0 } as const, stackLayers(layers));
      return yield* BoundaryOperator.build(core, triangles, { degree, memoryLimitBytes });
    };
    const operator = await runSliced(build(), onProgress, signal).catch((error: unknown) => {
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
    const { operator, layers } = this.ready();
    const mark = operator.arena.mark();
    try {
      return await runSliced(
        solveSteps(operator, layers, asked, options, (points) => this.planFor(points)),
        onProgress,
        signal,
      );
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

  private ready(): PreparedHead {
    if (!this.head) throw new Error('no head: call prepare before solve');
    return this.head;
  }

  /** Known points are told by every number of theirs: a hash of 32 bits took mirror images for one another. */
  private *planFor(pointsMm: Float32Array): Generator<Progress, EvaluationPlan> {
    const pointsM = metres(pointsMm);
    const known = this.plans.find((plan) => sameNumbers(plan.pointsM, pointsM));
    if (known) return known;
    const plan = yield* planEvaluation(this.ready().operator, pointsM);
    if (this.plans.length >= KEPT_PLANS) this.plans.shift();
    this.plans.push(plan);
    return plan;
  }
}

const metres = (pointsMm: Float32Array): Float64Array => Float64Array.from(pointsMm, (v) => v * 1e-3);

const reportOf = (operator: BoundaryOperator, seconds: number): PrepareReport => ({
  triangles: operator.triangles.count,
  seconds,
  bytes: operator.bytes,
  solveBytes: operator.plan.solveBytes,
  threads: operator.core.crew.threads,
});

type Numbers = Float64Array | Float32Array | Uint32Array;

const sameNumbers = (a: Numbers, b: Numbers): boolean =>
  a === b || (a.length === b.length && a.every((value, i) => value === b[i]));

/** Whether only the conductivities of a prepared head differ. */
function sameGeometry(kept: PreparedHead, layers: readonly Layer[], options: PrepareOptions): boolean {
  return (
    kept.options.maxEdgeMm === options.maxEdgeMm &&
    kept.options.degree === options.degree &&
    kept.given.length === layers.length &&
    layers.every(({ surface }, l) => {
      const known = kept.given[l].surface;
      return sameNumbers(known.triangles, surface.triangles) && sameNumbers(known.positionsMm, surface.positionsMm);
    })
  );
}
