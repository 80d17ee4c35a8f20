/**
 * The threads that run kernels of one core. A batch of kernel calls that write to places of their own may run in any order
 * and at once, so the result does not depend on who took which call, or on how many threads there are.
 */

import type { CoreExports } from './core';
import {
  CAPACITY,
  COUNTERS,
  DONE,
  END,
  FAILED,
  HELPERS,
  type Kernel,
  TASK_WORDS,
  type TaskList,
  takeTasks,
  waitForChange,
  wordOf,
} from './crew-tasks.js';

export type KernelName = keyof CoreExports;

export interface Crew {
  /** Threads at work now; helpers come when they have started, and work does not wait for them. */
  readonly threads: number;
  /** Makes all the calls and returns when all are done. */
  run<K extends KernelName>(kernel: K, calls: readonly Parameters<CoreExports[K]>[]): void;
  /** Ends the helpers; their memory can go when this has been called. */
  disband(): void;
}

/** What a helper is told, once; see crew-member.js. */
export interface CrewMessage {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  kernelNames: string[];
  list: TaskList;
}

/** Starts a worker of crew-member.js and sends it the message. */
export type StartHelper = (message: CrewMessage) => { terminate(): unknown };

/** Who works on a head beside the thread that asks. */
export interface Helpers {
  count: number;
  start: StartHelper;
}

/** The calling thread alone. */
export function soloCrew(exports: CoreExports): Crew {
  return {
    threads: 1,
    run(name, calls) {
      const kernel = exports[name] as Kernel;
      for (const call of calls) kernel(...call);
    },
    disband() {},
  };
}

/** A call takes milliseconds: a helper that is silent for this long is dead. */
const PATIENCE_MS = 60_000;

/** The calling thread and helpers, each with the core over the same shared memory. */
export function hireCrew(
  exports: CoreExports,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  { count, start }: Helpers,
): Crew {
  const names = Object.keys(exports).filter((name) => typeof exports[name as KernelName] === 'function');
  const kernels = names.map((name) => exports[name as KernelName] as Kernel);
  const list: TaskList = {
    counters: new Int32Array(new SharedArrayBuffer(4 * COUNTERS)),
    words: new Float64Array(new SharedArrayBuffer(8 * CAPACITY * TASK_WORDS)),
  };
  const { counters, words } = list;
  const helpers = Array.from({ length: count }, () => start({ module, memory, kernelNames: names, list }));

  /** Puts calls on the list, works through them with the others, and waits for those that others still have in hand. */
  const runSome = (kernel: number, calls: readonly (readonly number[])[]): void => {
    const first = Atomics.load(counters, END);
    calls.forEach((call, i) => {
      const at = wordOf((first + i) | 0);
      words[at] = kernel;
      words[at + 1] = call.length;
      words.set(call, at + 2);
    });
    const end = (first + calls.length) | 0;
    Atomics.store(counters, END, end);
    Atomics.notify(counters, END);
    takeTasks(list, kernels);
    const limit = performance.now() + PATIENCE_MS;
    for (let done = Atomics.load(counters, DONE); done !== end; done = Atomics.load(counters, DONE)) {
      if (performance.now() > limit) throw new Error('a thread of the field engine has died');
      waitForChange(counters, DONE, done, PATIENCE_MS);
    }
    if (Atomics.load(counters, FAILED)) throw new Error('a kernel of the field engine failed');
  };

  return {
    get threads() {
      return 1 + Atomics.load(counters, HELPERS);
    },
    run(name, calls) {
      const kernel = names.indexOf(name);
      for (let i = 0; i < calls.length; i += CAPACITY) runSome(kernel, calls.slice(i, i + CAPACITY));
    },
    disband() {
      for (const helper of helpers) helper.terminate();
    },
  };
}

/** [begin, end) of about `parts` equal pieces of 0 to `count`, each but the last a multiple of `grain` long. */
export function pieces(count: number, parts: number, grain = 1): [number, number][] {
  const step = Math.max(1, Math.ceil(count / parts / grain)) * grain;
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => [i * step, Math.min(count, (i + 1) * step)]);
}
