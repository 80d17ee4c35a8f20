/**
 * The boundary operator of a head: charges of the triangles -> mean normal field on each triangle. Near pairs are stored
 * (assembly/near.ts), the rest goes through a fast multipole method with solid harmonics of degree p. The operator knows
 * geometry only; conductivities enter outside it, so one operator serves all of them.
 */

import { type Arena, OutOfFieldMemory, type Pointer } from './arena';
import { type Core, type CoreExports, MAX_MEMORY_BYTES } from './core';
import { pieces } from './crew';
import { boxCentre, type Octree, type PairLists } from './octree';
import { LEAF_FIELDS, type OperatorPlan, panelBytes, planOperator } from './operator-plan';
import type { Progress } from './protocol';
import { telling } from './sliced';
import { slotsOfTriangles, storeGeometry } from './slots';
import { buildTranslations, type TranslationSet, type Translations } from './translations';
import type { TriangleSet } from './triangles';

type TriangleRows = Parameters<CoreExports['triangleRows']>;
type LeafNormalField = Parameters<CoreExports['leafNormalField']>;

const DEFAULT_DEGREE = 7;
const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

export interface OperatorOptions {
  /** Degree of the expansions: the far field's relative error is about 1e-3 at 7, 3e-4 at 9. */
  degree?: number;
  /** A plan that needs more is refused before anything is allocated; the 4 GiB that WebAssembly can address unless told. */
  memoryLimitBytes?: number;
}

/** PairLists in the core's memory. */
export interface StoredPairs {
  pairs: Pointer;
  start: Pointer;
  directions: number;
  blocks: number;
}

/** A right-hand side of a product: `normalField` is to be that of `charge`, f32 by slot; the expansions are scratch. */
export interface ProductSide {
  charge: Pointer;
  normalField: Pointer;
  locals: Pointer;
}

/** Leaves that one thread takes at a time in a product, and such calls, or blocks of boxes, between two chances to stop. */
const LEAVES_A_CALL = 32;
const CALLS_A_STEP = 64;
const BLOCKS_A_STEP = 16;
/** Leaves set up between two chances to stop, one a call. */
const LEAVES_A_STEP = 16;

export class BoundaryOperator {
  readonly arena: Arena;
  readonly tree: Octree;
  /** Slots: triangles in leaf order, each leaf padded to a multiple of four. */
  readonly slots: number;
  /** Slot of each triangle. */
  readonly slotOf: Uint32Array;
  readonly geometry: Pointer;
  /** Multipoles of all boxes after `apply`, for evaluating the same charges elsewhere. */
  readonly multipoles: Pointer;
  /** First slot of each leaf, one more entry than leaves. */
  readonly leafSlot: Uint32Array;
  private readonly leaves: Pointer;
  private runs: Pointer = 0;
  private entries: Pointer = 0;
  private readonly up: Pointer;
  private readonly down: Pointer;
  private readonly m2l: StoredPairs;
  private readonly m2m: StoredPairs[] = [];
  private readonly l2l: StoredPairs[] = [];

  private constructor(
    readonly core: Core,
    readonly triangles: TriangleSet,
    readonly plan: OperatorPlan,
    readonly translations: TranslationSet,
  ) {
    this.arena = core.arena;
    this.tree = plan.tree;
    this.leafSlot = plan.leafSlot;
    this.slots = plan.slots;
    const { tree, arena } = this;
    this.slotOf = slotsOfTriangles(plan, triangles.count);
    this.geometry = storeGeometry(arena, triangles, this.slotOf, plan.slots);
    const { coefficients } = translations;
    this.up = arena.alloc(4 * this.slots * coefficients);
    this.down = arena.alloc(4 * this.slots * coefficients);
    this.multipoles = arena.zeros((tree.boxCount + 1) * coefficients);
    this.m2l = this.storePairs(plan.m2l);
    for (let level = 3; level <= tree.depth; level++) {
      this.m2m[level] = this.storePairs(plan.m2m[level]);
      this.l2l[level] = this.storePairs(plan.l2l[level]);
    }
    this.leaves = arena.alloc(4 * LEAF_FIELDS * (this.leafSlot.length - 1));
  }

  /**
   * Sets the operator up, telling how far it is between steps of some tens of milliseconds.
   *
   * @throws OutOfFieldMemory before anything is allocated when operator and solve will not fit
   */
  static *build(
    core: Core,
    triangles: TriangleSet,
    options: OperatorOptions = {},
  ): Generator<Progress, BoundaryOperator> {
    yield { stage: 'octree', fraction: 0 };
    const plan = yield* planOperator(triangles, options.degree ?? DEFAULT_DEGREE);
    const limit = options.memoryLimitBytes ?? MAX_MEMORY_BYTES;
    const needed = plan.operatorBytes + plan.solveBytes;
    if (needed > limit) {
      throw new OutOfFieldMemory(
        `${triangles.count.toLocaleString('en')} triangles need about ${mebibytes(needed)} MiB and the field engine may take ` +
          `${mebibytes(limit)} MiB; use a coarser head or subdivide less`,
      );
    }
    yield { stage: 'octree', fraction: 1 };
    const start: Progress = { stage: 'operators', fraction: 0 };
    const translations = yield* telling(start, buildTranslations(core, plan.degree));
    yield start;
    const operator = new BoundaryOperator(core, triangles, plan, translations);
    yield* operator.fillRows();
    yield* operator.fillNearField();
    return operator;
  }

  /** Puts pair lists at the arena's mark. */
  storePairs({ pairs, start, directions }: PairLists): StoredPairs {
    const { arena } = this;
    return { pairs: arena.put(pairs), start: arena.put(start), directions, blocks: (start.length - 1) / directions };
  }

  private *fillRows(): Generator<Progress> {
    const { tree, core, arena, translations, leafSlot } = this;
    const { degree, coefficients } = translations;
    const scratch = 8 * (degree + 1) ** 2;
    const harmonics = arena.alloc(scratch * LEAVES_A_STEP);
    const h = tree.cube.width / (1 << tree.depth) / 2;
    const { codes } = tree.levels[tree.depth];
    for (let begin = 0; begin < codes.length; begin += LEAVES_A_STEP) {
      const calls = Array.from(codes.subarray(begin, begin + LEAVES_A_STEP), (code, k): TriangleRows => {
        const [x, y, z] = boxCentre(tree.cube, tree.depth, code);
        const slot = leafSlot[begin + k];
        const count = leafSlot[begin + k + 1] - slot;
        const at = 4 * slot * coefficients;
        const [up, down] = [this.up + at, this.down + at];
        const own = harmonics + k * scratch;
        return [this.geometry, this.slots, slot, count, degree, coefficients, x, y, z, h, up, down, own];
      });
      core.crew.run('triangleRows', calls);
      yield { stage: 'operators', fraction: begin / codes.length };
    }
  }

  private *fillNearField(): Generator<Progress> {
    const { tree, core, arena, leafSlot } = this;
    const { near, nearSlots } = this.plan;
    const runs: number[] = [];
    const records = new Int32Array(LEAF_FIELDS * near.length);
    let size = 0;
    near.forEach((sources, l) => {
      const first = runs.length / 2;
      for (const s of sources) {
        const start = leafSlot[s];
        const count = leafSlot[s + 1] - start;
        const last = runs.length - 2;
        if (last >= 2 * first && runs[last] + runs[last + 1] === start) runs[last + 1] += count;
        else runs.push(start, count);
      }
      const box = tree.levels[tree.depth].firstBox + l;
      const own = leafSlot[l + 1] - leafSlot[l];
      records.set([leafSlot[l], own, box, first, runs.length / 2 - first, size / 16], LEAF_FIELDS * l);
      size += (own / 4) * panelBytes(nearSlots[l]);
    });
    this.runs = arena.put(Int32Array.from(runs));
    this.entries = arena.alloc(size);
    arena.i32(this.leaves, records.length).set(records);
    const mark = arena.mark();
    const widest = nearSlots.reduce((most, slots) => Math.max(most, slots), 0);
    const scratch = Array.from({ length: LEAVES_A_STEP }, () => arena.alloc(16 * widest));
    for (let begin = 0; begin < near.length; begin += LEAVES_A_STEP) {
      core.crew.run(
        'fillLeaf',
        scratch
          .slice(0, near.length - begin)
          .map((own, k) => [this.leaves, begin + k, this.geometry, this.slots, this.runs, own, this.entries]),
      );
      yield { stage: 'near field', fraction: begin / near.length };
    }
    arena.release(mark);
  }

  /** The layer number of every slot, -1 in padding, as i32 at the arena's mark. */
  layerOfSlots(): Pointer {
    const layers = new Int32Array(this.slots).fill(-1);
    const { layerStart } = this.triangles;
    for (let l = 0; l + 1 < layerStart.length; l++) {
      for (let t = layerStart[l]; t < layerStart[l + 1]; t++) layers[this.slotOf[t]] = l;
    }
    return this.arena.put(layers);
  }

  /** Bytes of the core's memory in use. */
  get bytes(): number {
    return this.arena.used;
  }

  /** Adds what `lists` carry from `sources` to `destinations`. */
  *translateAll(set: Translations, lists: StoredPairs, sources: Pointer, destinations: Pointer): Generator<undefined> {
    const { coefficients } = this.translations;
    const { pairs, directions } = lists;
    const blocks = Array.from({ length: lists.blocks }, (_, b) => lists.start + 4 * b * directions);
    for (let begin = 0; begin < blocks.length; begin += BLOCKS_A_STEP) {
      this.core.crew.run(
        'translate',
        blocks
          .slice(begin, begin + BLOCKS_A_STEP)
          .map((start) => [set.matrices, coefficients, set.bounds, start, directions, pairs, sources, destinations]),
      );
      yield;
    }
  }

  /** [begin, end) of the leaves for each call of a kernel. */
  private leafCalls(): [number, number][] {
    const leafCount = this.leafSlot.length - 1;
    return pieces(leafCount, leafCount / LEAVES_A_CALL);
  }

  /** Multipoles of every box from `charge` (f32 by slot). */
  *gatherMultipoles(charge: Pointer): Generator<undefined> {
    const { tree, arena, translations, leaves, up, multipoles } = this;
    const { coefficients } = translations;
    arena.f32(multipoles, (tree.boxCount + 1) * coefficients).fill(0);
    this.core.crew.run(
      'leafMultipoles',
      this.leafCalls().map(([begin, end]) => [leaves, begin, end, coefficients, up, charge, multipoles]),
    );
    for (let level = tree.depth; level >= 3; level--) {
      yield* this.translateAll(translations.m2m, this.m2m[level], multipoles, multipoles);
    }
  }

  /** A side with scratch of its own, at the arena's mark. Padding must hold zero charge. */
  side(charge: Pointer, normalField: Pointer): ProductSide {
    const { tree, arena, translations } = this;
    return { charge, normalField, locals: arena.alloc(4 * (tree.boxCount + 1) * translations.coefficients) };
  }

  /**
   * For every side, normalField = mean n.E of the field of its charge, the same to the bit whether alone or with others. Pauses
   * now and then, a few tens of milliseconds apart.
   */
  *apply(sides: readonly ProductSide[]): Generator<undefined> {
    const { tree, arena, translations, leaves, runs, entries, down, multipoles } = this;
    const { coefficients } = translations;
    for (const { charge, locals } of sides) {
      yield* this.gatherMultipoles(charge);
      arena.f32(locals, (tree.boxCount + 1) * coefficients).fill(0);
      yield* this.translateAll(translations.m2l, this.m2l, multipoles, locals);
      for (let level = 3; level <= tree.depth; level++) {
        yield* this.translateAll(translations.l2l, this.l2l[level], locals, locals);
      }
    }
    const mark = arena.mark();
    const table = arena.put(Uint32Array.from(sides.flatMap((s) => [s.charge, s.normalField, s.locals])));
    const calls = this.leafCalls().map(([begin, end]): LeafNormalField => {
      return [leaves, begin, end, runs, entries, coefficients, down, table, sides.length];
    });
    const step = Math.ceil(CALLS_A_STEP / sides.length);
    for (let begin = 0; begin < calls.length; begin += step) {
      this.core.crew.run('leafNormalField', calls.slice(begin, begin + step));
      yield;
    }
    arena.release(mark);
  }
}
