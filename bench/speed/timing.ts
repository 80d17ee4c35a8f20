/** Timings on a machine that others use too: the ratio of two things measured in turn is what can be read. */

/** The median of several runs. */
export function medianMs(runs: number, work: () => void): number {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const began = performance.now();
    work();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[runs >> 1];
}

/** The best of several runs of each, turn and turn about: another program on the machine slows all alike. */
export function bestMs(runs: number, ...works: (() => void)[]): number[] {
  const best = works.map(() => Infinity);
  for (let run = 0; run < runs; run++) {
    works.forEach((work, k) => {
      best[k] = Math.min(best[k], medianMs(1, work));
    });
  }
  return best;
}
