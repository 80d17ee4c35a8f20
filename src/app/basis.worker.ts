/** Makes the live basis of a user's head: full solutions one after another, each kept at once, then their modes. */

import * as Comlink from 'comlink';
import coreUrl from '../../build/core.wasm?url&no-inline';
import { createEngine } from '../engine/engine';
import { fetchCore } from '../engine/fetch-core';
import { pageHelpers } from '../engine/page-helpers';
import { holdLife } from '../engine/worker-life';
import { readLiveBasis, writeLiveBasis } from '../formats/live-basis';
import type { Head } from '../model/head';
import { joinFloats } from '../model/point-blocks';
import { assembleOwnBasis, type OwnBasisPlan, type OwnStudy, planOwnBasis, solveOwnStudy } from '../modes/own-basis';
import { database } from './database';

/** The rest is for the user, whose own solves come first. */
const SHARE_OF_CORES = 0.5;

export type BasisStage = 'preparing' | 'solving' | 'compressing';

/** What a basis takes and how much of it is there. */
export interface BasisExtent {
  total: number;
  /** Solutions kept. */
  done: number;
  /** Coils are live already; what is left is for electrodes. */
  coilsLive: boolean;
  /** What is left to solve, in solutions for a coil. */
  work: number;
}

const service = {
  holdLife,

  /** How far the basis of a head is; null when it is all there. */
  async extent(head: Head): Promise<BasisExtent | null> {
    const plan = planOwnBasis(head);
    const kept = await (await database()).get('bases', head.id);
    const complete = kept && (plan.leads.length === 0 || readLiveBasis(kept, head.title).electrodes);
    return complete ? null : extentOf(plan, await solvedBefore(head.id), kept !== undefined);
  },

  /**
   * Goes on with what is missing and keeps the basis: once the coils' solutions are there, and again with the electrodes'. `onProgress` gets the
   * stage, how far it is and the seconds that a coil's solution takes; `onCoils` is called when coils are live before the
   * end. Ending the worker pauses: what was solved is kept.
   */
  async run(
    head: Head,
    onProgress: (stage: BasisStage, extent: BasisExtent, secondsEach: number) => void,
    onCoils: () => void,
  ): Promise<void> {
    const plan = planOwnBasis(head);
    const solved = await solvedBefore(head.id);
    const store = await database();
    let coilsLive = (await store.getKey('bases', head.id)) !== undefined;
    const tell = (stage: BasisStage, secondsEach = 0): void =>
      onProgress(stage, extentOf(plan, solved, coilsLive), secondsEach);
    for (const study of plan.studies) {
      const missing = missingOf(study, solved);
      if (missing.length > 0) {
        tell('preparing');
        const engine = await createEngine(await fetchCore(coreUrl), pageHelpers(SHARE_OF_CORES));
        let began = 0;
        const keep = async (number: number, eVPerM: Float32Array[]): Promise<void> => {
          await store.put('solutions', eVPerM, [head.id, number]);
          solved.add(number);
          const work = study.cost * (missing.indexOf(number) + 1);
          tell('solving', (performance.now() - began) / 1000 / work);
        };
        await engine.prepare(head.layers, undefined, undefined, study.prepare);
        began = performance.now();
        await solveOwnStudy(engine, head, study, missing, keep);
        engine.close();
      }
      const last = study === plan.studies.at(-1);
      if (!last && coilsLive) continue;
      tell('compressing');
      await keepBasis(head, plan, study.first + study.sources.length);
      coilsLive = true;
      if (!last) onCoils();
    }
    await store.delete('solutions', solutionsOf(head.id));
  },
};

/** Makes the basis of the first `count` solutions. */
async function keepBasis(head: Head, plan: OwnBasisPlan, count: number): Promise<void> {
  const store = await database();
  const fields: Float32Array[] = [];
  for (let k = 0; k < count; k++) fields.push(joinFloats((await store.get('solutions', [head.id, k])) ?? []));
  const bytes = writeLiveBasis(assembleOwnBasis(head, plan, fields));
  await store.put('bases', bytes.buffer as ArrayBuffer, head.id);
}

function missingOf({ first, sources }: OwnStudy, solved: ReadonlySet<number>): number[] {
  return sources.map((_, k) => first + k).filter((number) => !solved.has(number));
}

const extentOf = ({ studies }: OwnBasisPlan, solved: ReadonlySet<number>, coilsLive: boolean): BasisExtent => ({
  total: studies.reduce((sum, { sources }) => sum + sources.length, 0),
  done: solved.size,
  coilsLive,
  work: studies.reduce((sum, study) => sum + study.cost * missingOf(study, solved).length, 0),
});

const solutionsOf = (headId: string): IDBKeyRange => IDBKeyRange.bound([headId, 0], [headId, Infinity]);

async function solvedBefore(headId: string): Promise<Set<number>> {
  const keys = await (await database()).getAllKeys('solutions', solutionsOf(headId));
  return new Set(keys.map(([, source]) => source));
}

export type BasisService = typeof service;

Comlink.expose(service);
