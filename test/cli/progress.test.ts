import { describe, expect, it } from 'vitest';
import { progressReporter } from '../../src/cli/progress';

/** A stream that keeps what is written, and a clock that is set by hand. */
function recorder(isTTY: boolean) {
  const written: string[] = [];
  const clock = { seconds: 0 };
  const stream = { isTTY, write: (text: string) => written.push(text) };
  return { written, clock, progress: progressReporter(stream, () => clock.seconds) };
}

describe('progress', () => {
  it('in a log: a line a stage, and one now and then', () => {
    const { written, clock, progress } = recorder(false);
    progress.report({ stage: 'octree', fraction: 0 });
    progress.report({ stage: 'octree', fraction: 0.5 });
    progress.report({ stage: 'solving', fraction: 0.1, iteration: 3, residual: 0.02 });
    clock.seconds = 6;
    progress.report({ stage: 'solving', fraction: 0.5, iteration: 12, residual: 1e-3 }, 'check: ');
    progress.report({ stage: 'solving', fraction: 0.6, iteration: 13, residual: 1e-3 }, 'check: ');
    progress.end();
    expect(written).toEqual([
      'octree 0 %\n',
      'solving 10 % iteration 3, residual 2.0e-2\n',
      'check: solving 50 % iteration 12, residual 1.0e-3\n',
    ]);
  });

  it('on a terminal: one line that redraws itself and is cleared at the end', () => {
    const { written, progress } = recorder(true);
    progress.report({ stage: 'solving', fraction: 0.5 });
    progress.end();
    expect(written[0]).toBe(`\r\x1b[K[${'='.repeat(12)}${' '.repeat(12)}] solving`);
    expect(written[1]).toBe('\r\x1b[K');
  });
});
