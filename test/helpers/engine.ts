import { readFileSync } from 'node:fs';
import { type Core, instantiateCore, instantiateSharedCore } from '../../src/engine/core';
import { createEngine, type LocalFieldEngine } from '../../src/engine/engine';
import { nodeHelpers } from '../../src/engine/node-helpers';
import { sharedModule } from '../../src/engine/shared-core';
import type { Layer } from '../../src/model/head';
import { icosphere } from './icosphere';

export const coreBytes = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL('../../build/core.wasm', import.meta.url)));

/** An engine in this thread, or with helpers. */
export const testEngine = (helpers = 0): Promise<LocalFieldEngine> => createEngine(coreBytes(), nodeHelpers(helpers));
export const testCore = async (): Promise<Core> => instantiateCore(await WebAssembly.compile(coreBytes()));
export const testSharedCore = async (helpers: number): Promise<Core> =>
  instantiateSharedCore(await WebAssembly.compile(sharedModule(coreBytes())), nodeHelpers(helpers));

/** Concentric spheres as layers, outermost first; `levels` gives each its icosphere level. */
export const sphereLayers = (radiiMm: number[], insideSPerM: number[], levels: number[]): Layer[] =>
  radiiMm.map((radius, l) => ({
    name: `sphere ${l}`,
    surface: icosphere(levels[l], radius),
    insideSPerM: insideSPerM[l],
  }));

/** |a - b| / |b| over all entries. */
export function relativeL2(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let off = 0;
  let all = 0;
  for (let i = 0; i < b.length; i++) {
    off += (a[i] - b[i]) ** 2;
    all += b[i] ** 2;
  }
  return Math.sqrt(off / all);
}

/** Difference of two fields once each is scaled to length one (RDM). */
export function rdm(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const length = (v: ArrayLike<number>): number => Math.sqrt(Array.from(v).reduce((s, x) => s + x * x, 0));
  const [la, lb] = [length(a), length(b)];
  return Math.sqrt(Array.from(a).reduce((s, x, i) => s + (x / la - b[i] / lb) ** 2, 0));
}

export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

export const magnitudes = (e: Float32Array): number[] =>
  Array.from({ length: e.length / 3 }, (_, i) => Math.hypot(e[3 * i], e[3 * i + 1], e[3 * i + 2]));
