import { expect, test } from 'vitest';
import { doubts, type JobSummary } from '../../src/cli/job-summary';

const summary = (gapMm: number | null, residual: number): JobSummary =>
  ({
    source: { kind: 'tms', winding_to_scalp_mm: gapMm },
    solver: { tolerance: 1e-5 },
    residual,
  }) as unknown as JobSummary;

// A pose in metres, and a tolerance that is not reached, were solved without a word.
test('a coil inside the head and a solve cut short ask for a second look', () => {
  expect(doubts(summary(9.2, 9e-6))).toEqual([]);
  expect(doubts(summary(null, 9e-6))).toEqual([]);
  expect(doubts(summary(-71.26, 9e-6))).toEqual([
    "the coil's winding lies up to 71.3 mm inside the head; is its pose in mm, its +z into the head?",
  ]);
  expect(doubts(summary(9.2, 3.4e-4))).toEqual([
    'the solve ended at a residual of 3.4e-4, above the 0.00001 asked for',
  ]);
});
