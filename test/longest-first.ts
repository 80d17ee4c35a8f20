import type { TestSequencer, TestSpecification } from 'vitest/node';

/** Files that take some ten seconds and more, longest first. */
const LONG = [
  'engine/tdcs-spheres',
  'engine/bundled-head',
  'cli/command',
  'live/bundled-live',
  'engine/spheres',
  'app/placement',
  'engine/closed-form',
  'cli/batch-kill',
  'head/decimation',
  'head/assets',
  'cli/batch',
  'cli/reference-cases',
  'app/export',
  'engine/shapes',
  'live/own-basis',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const known = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return known < 0 ? LONG.length : known;
};

/**
 * Starts the long test files first, so that no core waits for one that began last. Vitest knows which they are from a run
 * before; on a fresh checkout it would go by the size of the files, which says nothing of it.
 */
export class LongestFirst implements TestSequencer {
  sort(files: TestSpecification[]): TestSpecification[] {
    return [...files].sort((a, b) => rank(a) - rank(b));
  }

  shard(files: TestSpecification[]): TestSpecification[] {
    return files;
  }
}
