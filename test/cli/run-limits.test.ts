import { expect, it } from 'vitest';
import type { LoadedJob } from '../../src/cli/load-job';
import { JobRunner, type RunSettings } from '../../src/cli/run-job';
import type { FieldEngine } from '../../src/engine/protocol';
import { spacedFrame } from '../../src/model/brain-grid';
import { refinedCount, refineTo } from '../../src/model/subdivide';
import { triangleCount } from '../../src/model/surface';
import { icosphere } from '../helpers/icosphere';

const unused = (): never => {
  throw new Error('the engine was asked');
};
const engine = { prepare: unused, solve: unused, solveAll: unused } as unknown as FieldEngine;
const ball = { name: 'brain', surface: icosphere(2, 70), insideSPerM: 0.33 };
const job: LoadedJob = {
  head: { id: 'layers', title: 'ball', layers: [ball], fieldSurfaces: [] },
  source: { kind: 'uniform', eVPerM: [0, 0, 1] },
  points: { from: 'p.csv', pointsMm: Float64Array.of(0, 0, 0) },
  quantities: [],
};
const far = { dims: [4, 4, 4] as const, affine: [1, 0, 0, 500, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] };

// Each of these ended the process, or gave a volume of zeros, without a word.
it.each<[Partial<RunSettings>, RegExp]>([
  [{ maxEdgeMm: 0.01 }, /^--max-edge 0\.01: makes \d+ triangles of the head, more than 2000000/],
  [{ maxEdgeMm: 1e-9 }, /^--max-edge 1e-9: makes /],
  [{ volume: 0.05 }, /^--spacing 0\.05: has 2801 x 2801 x 2801 voxels, more than/],
  [{ volume: { ...far, affine: far.affine.map(() => 0) } }, /^--grid: its transform has no inverse; set the sform/],
  [{ volume: far }, /^--grid: no voxel has its centre in the brain/],
])('%j is refused before anything is computed', async (settings, message) => {
  const runner = new JobRunner(engine, () => {});
  await expect(runner.run(job, { nullCheck: false, ...settings })).rejects.toThrow(message);
});

it.each([100, 41, 20, 10.1, 10, 5])('the triangles are those that edges of %s mm make', (maxEdgeMm) => {
  expect(refinedCount(ball.surface, maxEdgeMm)).toBe(triangleCount(refineTo(ball.surface, maxEdgeMm)));
});

// A name that begins otherwise, as FreeSurfer's does, had the volume of white matter taken.
it('a volume holds the grey matter and what lies in it, as the cortex does', () => {
  const [scalp, pial, white] = [90, 70, 60].map((radius) => icosphere(2, radius));
  const layer = (name: string, surface: typeof scalp) => ({ name, surface, insideSPerM: 1 });
  const frame = spacedFrame([layer('scalp', scalp), layer('lh.pial', pial), layer('lh.white', white)], 10);
  expect(frame).toEqual(spacedFrame([layer('brain', pial)], 10));
});
