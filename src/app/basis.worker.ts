/** Makes the live basis of a user's head: full solutions one after another, each kept at once, then their modes. */

import * as Comlink from 'comlink';
import coreUrl from '../../build/core.wasm?url&no-inline';
import { createEngine } from '../engine/engine';
import { fetchCore } from '../engine/fetch-core';
import { writeLiveBasis } from '../formats/live-basis';
import type { Head } from '../model/head';
import { joinFloats } from '../model/point-blocks';
import { assembleBasis } from '../modes/assemble-basis';
import { dipoleShell, shellSources } from '../modes/dipole-shell';
import { database } from './database';

/** How far apart the sources lie round a user's head, mm: fewer than round the bundled one, for they are solved here. */
const SPACING_MM = 20;
const TOLERANCE = 1e-4;
const SIGNATURE_PER_SOURCE = 2;

export type BasisStage = 'preparing' | 'solving' | 'compressing';

const service = {
  /** How many solutions the basis of a head takes, and how many are kept from before. */
  async extent(head: Head): Promise<{ total: number; done: number }> {
    return { total: dipoleShell(head, SPACING_MM).length, done: (await solvedBefore(head.id)).size };
  },

  /**
   * Goes on with what is missing and keeps the basis. `onProgress` gets the stage, the solutions there are and the seconds that one
   * takes. Ending the worker pauses: what was solved is kept.
   */
  async run(head: Head, onProgress: (stage: BasisStage, done: number, secondsEach: number) => void): Promise<void> {
    const shell = dipoleShell(head, SPACING_MM);
    const sources = shellSources(shell);
    const before = await solvedBefore(head.id);
    const store = await database();
    const todo = sources.map((_, k) => k).filter((k) => !before.has(k));
    if (todo.length > 0) {
      onProgress('preparing', before.size, 0);
      const engine = await createEngine(await fetchCore(coreUrl));
      await engine.prepare(head.layers);
      const points = head.fieldSurfaces.map((s) => s.pointsMm);
      const began = performance.now();
      for (const [k, source] of todo.entries()) {
        const { eVPerM } = await engine.solve(sources[source], points, { tolerance: TOLERANCE });
        await store.put('solutions', eVPerM, [head.id, source]);
        onProgress('solving', before.size + k + 1, (performance.now() - began) / 1000 / (k + 1));
      }
    }
    onProgress('compressing', shell.length, 0);
    const fields: Float32Array[] = [];
    for (let k = 0; k < shell.length; k++) fields.push(joinFloats((await store.get('solutions', [head.id, k])) ?? []));
    const basis = assembleBasis(head, { sources: shell, fields }, null, SIGNATURE_PER_SOURCE);
    const bytes = writeLiveBasis(basis);
    await store.put('bases', bytes.buffer as ArrayBuffer, head.id);
    await store.delete('solutions', solutionsOf(head.id));
  },
};

const solutionsOf = (headId: string): IDBKeyRange => IDBKeyRange.bound([headId, 0], [headId, Infinity]);

async function solvedBefore(headId: string): Promise<Set<number>> {
  const keys = await (await database()).getAllKeys('solutions', solutionsOf(headId));
  return new Set(keys.map(([, source]) => source));
}

export type BasisService = typeof service;

Comlink.expose(service);
