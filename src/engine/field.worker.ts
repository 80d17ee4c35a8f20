/** The engine in a worker of its own. `expose` comes first and the WASM load inside a call, so no early message is lost. */

import * as Comlink from 'comlink';
import coreUrl from '../../build/core.wasm?url&no-inline';
import type { Coil } from '../model/coil';
import type { Layer } from '../model/head';
import type { Pose } from '../model/pose';
import { createEngine } from './engine';
import { fetchCore } from './fetch-core';
import { pageHelpers } from './page-helpers';
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
import { holdLife } from './worker-life';

let engine: Promise<FieldEngine> | null = null;
const running = new Map<number, AbortController>();

function started(): Promise<FieldEngine> {
  if (!engine) {
    engine = fetchCore(coreUrl).then((wasm) => createEngine(wasm, pageHelpers()));
    // A file that did not come may come the next time.
    engine.catch(() => {
      engine = null;
    });
  }
  return engine;
}

/** Runs a call that `cancel(call)` can end. */
async function cancellable<T>(call: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  running.set(call, controller);
  try {
    return await run(controller.signal);
  } finally {
    running.delete(call);
  }
}

const buffersOf = ({ eVPerM }: Solution): ArrayBuffer[] => eVPerM.map((e) => e.buffer as ArrayBuffer);

const service = {
  holdLife,

  prepare(
    call: number,
    layers: Layer[],
    options: PrepareOptions | undefined,
    onProgress: (p: Progress) => void,
  ): Promise<PrepareReport> {
    return cancellable(call, async (signal) => (await started()).prepare(layers, onProgress, signal, options));
  },

  solve(
    call: number,
    source: Source,
    pointsMm: Float32Array[],
    options: SolveOptions | undefined,
    onProgress: (p: Progress) => void,
  ): Promise<Solution> {
    return cancellable(call, async (signal) => {
      const solution = await (await started()).solve(source, pointsMm, options, onProgress, signal);
      return Comlink.transfer(solution, buffersOf(solution));
    });
  },

  solveAll(
    call: number,
    asked: readonly SolveRequest[],
    options: SolveOptions | undefined,
    onProgress: (p: Progress) => void,
  ): Promise<Solution[]> {
    return cancellable(call, async (signal) => {
      const solutions = await (await started()).solveAll(asked, options, onProgress, signal);
      return Comlink.transfer(solutions, solutions.flatMap(buffersOf));
    });
  },

  async primary(coil: Coil, pose: Pose, didtAPerS: number, pointsMm: Float32Array): Promise<Float32Array> {
    const e = await (await started()).primary(coil, pose, didtAPerS, pointsMm);
    return Comlink.transfer(e, [e.buffer as ArrayBuffer]);
  },

  cancel(call: number): void {
    running.get(call)?.abort();
  },
};

export type FieldService = typeof service;

Comlink.expose(service);
