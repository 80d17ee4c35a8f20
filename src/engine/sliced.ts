/** How long work may hold its thread before messages (a cancel among them) are let in, ms. */
const SLICE_MS = 30;
/** At most one progress report in this time, ms. */
const REPORT_MS = 60;

/**
 * Runs a stepwise computation to its end, reporting progress and letting other work in now and then.
 *
 * @throws the signal's reason (an AbortError) when `signal` is aborted
 */
export async function runSliced<P, T>(
  steps: Generator<P, T>,
  onProgress?: (p: P) => void,
  signal?: AbortSignal,
): Promise<T> {
  // the first pause is one: what led up to the steps took its time too
  let sliceEnd = 0;
  let nextReport = 0;
  for (;;) {
    signal?.throwIfAborted();
    const step = steps.next();
    if (step.done) return step.value;
    const now = performance.now();
    if (now >= nextReport) {
      onProgress?.(step.value);
      nextReport = now + REPORT_MS;
    }
    if (now >= sliceEnd) {
      await macrotask();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
}

/** Runs a stepwise computation to its end at once. */
export function runWhole<P, T>(steps: Generator<P, T>, onProgress?: (p: P) => void): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onProgress?.(step.value);
  }
}

/** `steps` with `told` at every pause. */
export function* telling<P, T>(told: P, steps: Generator<unknown, T>): Generator<P, T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield told;
  }
}

/** Resolves after pending messages have been handled; a promise alone would not let them in. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
