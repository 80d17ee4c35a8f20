/**
 * The list of tasks that the threads of a crew work through (crew.ts), in memory that all of them see. Plain JavaScript: a
 * Node worker is started from the file as it stands.
 *
 * Tasks are numbered on and on, modulo 2^32; NEXT <= END always, and a task lies in the list before END moves past it. So a
 * task is taken exactly once, by whoever moves NEXT past it, and nothing has ever to be reset.
 *
 * @typedef {{ counters: Int32Array, words: Float64Array }} TaskList
 * @typedef {(...args: number[]) => unknown} Kernel
 */

/** Counters: the next task to take, the one after the last, tasks done, whether one failed, helpers that have come. */
export const NEXT = 0;
export const END = 1;
export const DONE = 2;
export const FAILED = 3;
export const HELPERS = 4;
export const COUNTERS = 5;

/** f64 words of a task: kernel number, number of arguments, arguments. */
export const TASK_WORDS = 20;
/** Tasks the list holds; a power of two. */
export const CAPACITY = 1024;

/**
 * Where task number `task` begins in the list's words.
 *
 * @param {number} task
 */
export const wordOf = (task) => (task & (CAPACITY - 1)) * TASK_WORDS;

/**
 * Takes tasks until none is left. One that throws counts as done, and sets FAILED.
 *
 * @param {TaskList} list
 * @param {readonly Kernel[]} kernels by number
 * @returns {number} END as it was when nothing was left
 */
export function takeTasks({ counters, words }, kernels) {
  for (;;) {
    const task = Atomics.load(counters, NEXT);
    if (task === Atomics.load(counters, END)) return task;
    if (Atomics.compareExchange(counters, NEXT, task, (task + 1) | 0) !== task) continue;
    const at = wordOf(task);
    try {
      kernels[words[at]](...words.subarray(at + 2, at + 2 + words[at + 1]));
    } catch {
      Atomics.store(counters, FAILED, 1);
    }
    const done = (Atomics.add(counters, DONE, 1) + 1) | 0;
    if (done === Atomics.load(counters, END)) Atomics.notify(counters, DONE);
  }
}

/** Looks at a counter before a thread goes to sleep over it: some tens of microseconds, the usual wait between two batches. */
const LOOKS = 5000;

/**
 * Returns once counter `which` is no longer `value`.
 *
 * @param {Int32Array} counters
 * @param {number} which
 * @param {number} value
 * @param {number} [limitMs] after which it returns in any case
 */
export function waitForChange(counters, which, value, limitMs) {
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(counters, which) !== value) return;
  Atomics.wait(counters, which, value, limitMs);
}
