import { Worker } from 'node:worker_threads';
import type { Helpers } from './crew';

/** Threads of this process. They do not keep it alive. */
export const nodeHelpers = (count: number): Helpers => ({
  count,
  start(message) {
    const worker = new Worker(new URL('./crew-member.js', import.meta.url));
    // a helper that does not start is a helper less
    worker.on('error', () => {});
    worker.unref();
    worker.postMessage(message);
    return worker;
  },
});
