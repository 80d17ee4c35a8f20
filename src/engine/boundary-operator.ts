/**
 * The boundary operator of a head: charges of the triangles -> mean normal field on each triangle. Near pairs are stored
 * (assembly/near.ts), the rest goes through a fast multipole method with solid harmonics of degree p. The operator knows
 * geometry only; conductivities enter outside it, so one operator serves all of them.
 */

import { type Arena, OutOfFieldMemory, type Pointer } from './arena';
import { type Core, MAX_MEMORY_BYTES } from './core';
import { boxCentre, type Octree, type PairLists, reversed } from './octree';
import { GEOMETRY_ROWS, LEAF_FIELDS, type OperatorPlan, planOperator } from './operator-plan';
import type { Progress } from './protocol';
import { buildTranslations, type TranslationSet, type Translations } from './translations';
import type { TriangleSet } from './triangles';

const DEFAULT_DEGREE = 7;
const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

export interface OperatorOptions {
  /** Degree of the expansions: the far field's relative error is about 1e-3 at 7, 3e-4 at 9. */
  degree?: number;
  /** A plan that needs more is refused before anything is allocated; the 4 GiB that WebAssembly can address unless told. */
  memoryLimitBytes?: number;
}

export interface StoredPairs {
  pairs: Pointer;
  start: Uint32Array;
}

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
  private readonly locals: Pointer;
  private readonly m2l: StoredPairs;
  private readonly m2m: StoredPairs[] = [];
  private readonly l2l: StoredPairs[] = [];
  /** Stored near entries. */
  nearPairs = 0;

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
    this.slotOf = new Uint32Array(triangles.count);
    this.geometry = this.storeGeometry();
    const { coefficients } = translations;
    this.up = arena.alloc(4 * this.slots * coefficients);
    this.down = arena.alloc(4 * this.slots * coefficients);
    this.multipoles = arena.zeros((tree.boxCount + 1) * coefficients);
    this.locals = arena.zeros((tree.boxCount + 1) * coefficients);
    this.m2l = this.storePairs(plan.m2l);
    for (let level = 3; level <= tree.depth; level++) {
      this.m2m[level] = this.storePairs(plan.m2m[level]);
      this.l2l[level] = this.storePairs(reversed(plan.m2m[level]));
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
    const translations = buildTranslations(core, plan.degree);
    yield { stage: 'operators', fraction: 0 };
    const operator = new BoundaryOperator(core, triangles, plan, translations);
    yield* operator.fillRows();
    yield* operator.fillNearField();
    return operator;
  }

  private storeGeometry(): Pointer {
    const { tree, arena, triangles, slots } = this;
    const at = arena.zeros(GEOMETRY_ROWS * slots);
    const g = arena.f32(at, GEOMETRY_ROWS * slots);
    for (let l = 0; l < this.leafSlot.length - 1; l++) {
      let slot = this.leafSlot[l];
      for (let i = tree.leafStart[l]; i < tree.leafStart[l + 1]; i++, slot++) {
        const t = tree.order[i];
        this.slotOf[t] = slot;
        for (let k = 0; k < 9; k++) g[k * slots + slot] = triangles.cornersM[9 * t + k];
        for (let d = 0; d < 3; d++) g[(9 + d) * slots + slot] = triangles.centroidsM[3 * t + d];
        g[12 * slots + slot] = triangles.reachM[t];
        g[13 * slots + slot] = 1 / (4 * Math.PI * triangles.areasM2[t]);
      }
      // padding: a point far away, with reach one to keep ratios finite
      for (; slot < this.leafSlot[l + 1]; slot++) {
        for (let k = 0; k < 12; k++) g[k * slots + slot] = 10;
        g[12 * slots + slot] = 1e-3;
      }
    }
    return at;
  }

  private storePairs(lists: PairLists): StoredPairs {
    return { pairs: this.arena.put(lists.pairs), start: lists.start };
  }

  private *fillRows(): Generator<Progress> {
    const { tree, core, arena, translations, leafSlot } = this;
    const { degree, coefficients } = translations;
    const harmonics = arena.alloc(8 * (degree + 1) ** 2);
    const h = tree.cube.width / (1 << tree.depth) / 2;
    const { codes } = tree.levels[tree.depth];
    for (let l = 0; l < codes.length; l++) {
      const [x, y, z] = boxCentre(tree.cube, tree.depth, codes[l]);
      const slot = leafSlot[l];
      const at = 4 * slot * coefficients;
      const count = leafSlot[l + 1] - slot;
      core.exports.triangleRows(
        this.geometry,
        this.slots,
        slot,
        count,
        degree,
        coefficients,
        x,
        y,
        z,
        h,
        this.up + at,
        this.down + at,
        harmonics,
      );
      if (l % 100 === 0) yield { stage: 'operators', fraction: l / codes.length };
    }
  }

  private *fillNearField(): Generator<Progress> {
    const { tree, core, arena, leafSlot } = this;
    const { near } = this.plan;
    const runs: number[] = [];
    const records = new Int32Array(LEAF_FIELDS * near.length);
    let size = 0;
    near.forEach((sources, l) => {
      const first = runs.length / 2;
      let slots = 0;
      for (const s of sources) {
        const start = leafSlot[s];
        const count = leafSlot[s + 1] - start;
        slots += count;
        const last = runs.length - 2;
        if (last >= 2 * first && runs[last] + runs[last + 1] === start) runs[last + 1] += count;
        else runs.push(start, count);
      }
      const box = tree.levels[tree.depth].firstBox + l;
      const own = leafSlot[l + 1] - leafSlot[l];
      records.set([leafSlot[l], own, box, first, runs.length / 2 - first, size], LEAF_FIELDS * l);
      size += (own / 4) * slots;
    });
    this.nearPairs = 4 * size;
    this.runs = arena.put(Int32Array.from(runs));
    this.entries = arena.alloc(16 * size);
    arena.i32(this.leaves, records.length).set(records);
    for (let l = 0; l < near.length; l++) {
      const [slot, own, , first, count, offset] = records.subarray(LEAF_FIELDS * l, LEAF_FIELDS * (l + 1));
      core.exports.fillNear(
        this.geometry,
        this.slots,
        slot,
        own / 4,
        this.runs + 8 * first,
        count,
        this.entries + 16 * offset,
      );
      if (l % 16 === 0) yield { stage: 'near field', fraction: l / near.length };
    }
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

  /** Adds what each group of `lists` carries from `sources` to `destinations`. */
  translateAll(set: Translations, lists: StoredPairs, sources: Pointer, destinations: Pointer): void {
    const { coefficients } = this.translations;
    for (let g = 0; g + 1 < lists.start.length; g++) {
      const count = lists.start[g + 1] - lists.start[g];
      if (count === 0) continue;
      this.core.exports.translate(
        set.matrices + 4 * g * coefficients * coefficients,
        coefficients,
        set.bounds,
        lists.pairs + 8 * lists.start[g],
        count,
        sources,
        destinations,
      );
    }
  }

  /** Multipoles of every box from `charge` (f32 by slot). */
  gatherMultipoles(charge: Pointer): void {
    const { tree, arena, translations } = this;
    arena.f32(this.multipoles, (tree.boxCount + 1) * translations.coefficients).fill(0);
    const leafCount = this.leafSlot.length - 1;
    this.core.exports.leafMultipoles(
      this.leaves,
      0,
      leafCount,
      translations.coefficients,
      this.up,
      charge,
      this.multipoles,
    );
    for (let level = tree.depth; level >= 3; level--) {
      this.translateAll(translations.m2m, this.m2m[level], this.multipoles, this.multipoles);
    }
  }

  /** normalField = mean n.E of the field of `charge`, both f32 by slot; padding must hold zero charge. */
  apply(charge: Pointer, normalField: Pointer): void {
    const { tree, arena, translations } = this;
    this.gatherMultipoles(charge);
    arena.f32(this.locals, (tree.boxCount + 1) * translations.coefficients).fill(0);
    this.translateAll(translations.m2l, this.m2l, this.multipoles, this.locals);
    for (let level = 3; level <= tree.depth; level++) {
      this.translateAll(translations.l2l, this.l2l[level], this.locals, this.locals);
    }
    this.core.exports.leafNormalField(
      this.leaves,
      0,
      this.leafSlot.length - 1,
      this.runs,
      this.entries,
      charge,
      translations.coefficients,
      this.down,
      this.locals,
      normalField,
    );
  }
}
