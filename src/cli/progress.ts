import type { Progress } from '../engine/protocol';

const BAR_WIDTH = 24;
/** A log wants to know that work goes on, not how smoothly. */
const SECONDS_BETWEEN_LINES = 5;

export interface ProgressStream {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows progress: a bar that redraws itself on a terminal, elsewhere a line at each stage and every few seconds. */
export function progressReporter(stream: ProgressStream, now: () => number = () => performance.now() / 1000) {
  let stage = '';
  let last = 0;
  return {
    report(p: Progress, label = ''): void {
      const detail =
        p.iteration === undefined ? '' : ` iteration ${p.iteration}, residual ${p.residual?.toExponential(1)}`;
      const title = `${label}${p.stage}`;
      if (stream.isTTY) {
        const done = Math.round(BAR_WIDTH * Math.min(1, Math.max(0, p.fraction)));
        stream.write(`\r\x1b[K[${'='.repeat(done)}${' '.repeat(BAR_WIDTH - done)}] ${title}${detail}`);
      } else if (title !== stage || now() - last > SECONDS_BETWEEN_LINES) {
        last = now();
        stream.write(`${title} ${Math.round(100 * p.fraction)} %${detail}\n`);
      }
      stage = title;
    },
    /** Clears the bar. */
    end(): void {
      if (stream.isTTY && stage !== '') stream.write('\r\x1b[K');
    },
  };
}
