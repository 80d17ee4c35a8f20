import type { Helpers } from './crew';

/** More would wait for memory rather than compute. */
const MOST_THREADS = 8;

/**
 * Helpers for an engine in a worker of the page, where it is isolated and so may share memory with them: with the worker itself a thread
 * for each core, or for that share of the cores.
 */
export const pageHelpers = (share = 1): Helpers => ({
  count: crossOriginIsolated
    ? Math.max(1, Math.floor(share * Math.min(navigator.hardwareConcurrency, MOST_THREADS))) - 1
    : 0,
  start(message) {
    const worker = new Worker(new URL('./crew-member.js', import.meta.url), { type: 'module' });
    // a helper that does not start is a helper less, and no failure of this worker
    worker.onerror = (event) => event.preventDefault();
    worker.postMessage(message);
    return worker;
  },
});
