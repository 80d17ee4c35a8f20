import type { Progress } from '../engine/protocol';
import type { BatchProgress } from './batch/run';

const BAR_WIDTH = 24;
/** A log wants to know that work goes on, not how smoothly. */
const SECONDS_BETWEEN_LINES = 5;

export interface ProgressStream {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows how far something is: a bar that redraws itself on a terminal, elsewhere a line at each new title and now and then. */
export function lineReporter(stream: ProgressStream, now: () => number = () => performance.now() / 1000) {
  let shown = '';
  let last = 0;
  return {
    show(title: string, fraction: number, detail = ''): void {
      if (stream.isTTY) {
        const done = Math.round(BAR_WIDTH * Math.min(1, Math.max(0, fraction)));
        stream.write(`\r\x1b[K[${'='.repeat(done)}${' '.repeat(BAR_WIDTH - done)}] ${title}${detail}`);
      } else if (title !== shown || now() - last > SECONDS_BETWEEN_LINES) {
        last = now();
        stream.write(`${title} ${Math.round(100 * fraction)} %${detail}\n`);
      }
      shown = title;
    },
    /** Clears the bar. */
    end(): void {
      if (stream.isTTY && shown !== '') stream.write('\r\x1b[K');
      shown = '';
    },
  };
}

/** Shows the stages of a solve. */
export function progressReporter(stream: ProgressStream, now?: () => number) {
  const line = lineReporter(stream, now);
  return {
    report(p: Progress, label = ''): void {
      const detail =
        p.iteration === undefined ? '' : ` iteration ${p.iteration}, residual ${p.residual?.toExponential(1)}`;
      line.show(`${label}${p.stage}`, p.fraction, detail);
    },
    end: line.end,
  };
}

/** Title, fraction and detail of a batch's progress. */
export function batchLine({ jobs, done, failed, ended, seconds }: BatchProgress): [string, number, string] {
  const left = jobs - done - failed;
  const time = ended > 0 && left > 0 ? `, about ${Math.ceil((seconds / ended) * left)} s left` : '';
  const faults = failed > 0 ? `, ${failed} failed` : '';
  return ['batch', jobs > 0 ? 1 - left / jobs : 1, ` ${done} of ${jobs} jobs done${faults}${time}`];
}
