import type { ProtocolBlock } from './protocols';

/**
 * Longest train, s, by frequency and % of motor threshold; `open` where the table says "longer than": nothing was found up
 * to there and nothing is known beyond. After the table of Rossi et al. 2009, whose recommendations for conventional
 * protocols Rossi et al. 2021 keep. The figures were not checked against the print: `unconfirmed` travels with each answer.
 */
const ROWS: readonly { hz: number; seconds: readonly number[]; open: readonly boolean[] }[] = [
  { hz: 1, seconds: [1800, 1800, 1800, 360, 50], open: [true, true, true, true, true] },
  { hz: 5, seconds: [10, 10, 10, 10, 10], open: [true, true, true, true, true] },
  { hz: 10, seconds: [5, 5, 5, 4.2, 2.9], open: [true, true, true, false, false] },
  { hz: 20, seconds: [2.05, 2.05, 1.6, 1.0, 0.55], open: [false, false, false, false, false] },
  { hz: 25, seconds: [1.28, 1.28, 0.84, 0.4, 0.24], open: [false, false, false, false, false] },
];
const PERCENTS: readonly number[] = [90, 100, 110, 120, 130];

export const SAFETY_SOURCE =
  'Rossi et al. 2009, table of maximum safe train durations; figures not checked against print';

/** Chen et al. 1997: at 20 Hz and above threshold, pauses of a second or less between trains were not safe. */
const SHORTEST_PAUSE_S = 1;

export type SafetyAnswer =
  | { covered: false; reason: string }
  | {
      covered: true;
      /** The table's row and column: the next higher frequency and intensity when it has not these themselves. */
      hz: number;
      percentMt: number;
      limitS: number;
      /** The table says "longer than limitS". */
      open: boolean;
      source: string;
      unconfirmed: true;
    };

/** The table's train limit for single-pulse trains at a frequency and intensity; never interpolated. */
export function trainLimit(hz: number, percentMt: number): SafetyAnswer {
  const row = ROWS.find((r) => r.hz >= hz);
  const column = PERCENTS.findIndex((p) => p >= percentMt);
  if (!(hz > 0) || !row) return { covered: false, reason: `the table ends at 25 Hz; ${hz} Hz is not covered` };
  if (!(percentMt > 0) || column < 0) {
    return { covered: false, reason: `the table ends at 130 % of motor threshold; ${percentMt} % is not covered` };
  }
  return {
    covered: true,
    hz: row.hz,
    percentMt: PERCENTS[column],
    limitS: row.seconds[column],
    open: row.open[column],
    source: SAFETY_SOURCE,
    unconfirmed: true,
  };
}

export interface SafetyFlag {
  level: 'within' | 'beyond' | 'not covered';
  text: string;
}

export const FLAG_WORDS: Readonly<Record<SafetyFlag['level'], string>> = {
  within: 'Within the table',
  beyond: 'Beyond the table',
  'not covered': 'Not covered',
};

/** What the table says of one block of a protocol. */
export function checkBlock(block: ProtocolBlock): SafetyFlag[] {
  const { pattern, percentMt } = block;
  if (pattern.kind === 'theta-burst') {
    return [{ level: 'not covered', text: 'theta burst is not covered by the train-duration table' }];
  }
  const answer = trainLimit(pattern.hz, percentMt);
  if (!answer.covered) return [{ level: 'not covered', text: answer.reason }];
  const at = `${answer.hz} Hz and ${answer.percentMt} %`;
  const limit = `${answer.open ? 'more than ' : ''}${answer.limitS} s`;
  const out: SafetyFlag[] = [];
  if (pattern.onS <= answer.limitS) {
    out.push({ level: 'within', text: `trains of ${pattern.onS} s; the table gives ${limit} at ${at}` });
  } else if (answer.open) {
    out.push({
      level: 'not covered',
      text: `trains of ${pattern.onS} s; the table was tested to ${answer.limitS} s at ${at}`,
    });
  } else {
    out.push({ level: 'beyond', text: `trains of ${pattern.onS} s; the table allows ${limit} at ${at}` });
  }
  if (pattern.trains > 1 && pattern.offS <= SHORTEST_PAUSE_S && percentMt > 100) {
    out.push({
      level: 'beyond',
      text: `pauses of ${pattern.offS} s above threshold; a second or less was unsafe (Chen et al. 1997)`,
    });
  }
  return out;
}
