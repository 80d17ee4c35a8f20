/** A helper of a crew (crew.ts): the core over the same memory, and tasks for as long as it lives. For browsers and Node. */

import { END, HELPERS, takeTasks, waitForChange } from './crew-tasks.js';

/**
 * @param {import('./crew.ts').CrewMessage} message
 * @returns {Promise<never>}
 */
async function help({ module, memory, kernelNames, list }) {
  const abort = () => {
    throw new Error('the field core stopped on a failed check');
  };
  const { exports } = await WebAssembly.instantiate(module, { env: { memory, abort } });
  const kernels = kernelNames.map((name) => /** @type {import('./crew-tasks.js').Kernel} */ (exports[name]));
  Atomics.add(list.counters, HELPERS, 1);
  for (;;) waitForChange(list.counters, END, takeTasks(list, kernels));
}

// Node gives a worker its messages by a port, a browser by the worker itself
const nodePort = globalThis.process?.getBuiltinModule?.('node:worker_threads').parentPort;
const port = /** @type {Pick<Worker, 'onmessage'>} */ (nodePort ?? globalThis);
port.onmessage = ({ data }) => help(data);
