import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/engine/protocol';
import { runSliced } from '../../src/engine/sliced';

describe('work done in slices', () => {
  /** Steps that take about as long as told, counted as they begin. */
  function* steps(count: number, stepMs: number, begun: number[]): Generator<Progress, string> {
    for (let i = 0; i < count; i++) {
      begun.push(i);
      const end = performance.now() + stepMs;
      while (performance.now() < end);
      yield { stage: 'solving', fraction: i / count };
    }
    return 'done';
  }

  it('begins no step once it is told to stop', async () => {
    const begun: number[] = [];
    const controller = new AbortController();
    const run = runSliced(steps(50, 1, begun), () => controller.abort(), controller.signal);
    await expect(run).rejects.toThrow(/abort/i);
    expect(begun).toEqual([0]);
  });

  it('hears a message while it runs, after a slice at most', async () => {
    const begun: number[] = [];
    const controller = new AbortController();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => controller.abort();
    port2.postMessage('stop');
    // twenty steps of 20 ms: a slice of 30 ms holds two, and a message may be behind one other
    await expect(runSliced(steps(20, 20, begun), undefined, controller.signal)).rejects.toThrow(/abort/i);
    expect(begun.length).toBeLessThanOrEqual(6);
    port1.close();
  });

  it('comes to its end when nobody stops it', async () => {
    expect(await runSliced(steps(5, 1, []))).toBe('done');
  });
});
