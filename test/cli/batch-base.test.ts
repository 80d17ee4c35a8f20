import { expect, it } from 'vitest';
import { planBatch } from '../../src/cli/batch/plan';
import { workspace } from '../helpers/workspace';

const { path, write } = workspace();

it('a base job that cannot be read is a fault of the batch, not of every row', async () => {
  const jobs = write('t.csv', 'tms.didt\n1e6\n2e6\n');
  await expect(planBatch({ jobs, base: path('none.json') }, {})).rejects.toThrow(/none\.json: no such file$/);
  await expect(planBatch({ jobs, base: write('cut.json', '{"head":') }, {})).rejects.toThrow(/cut\.json: is no JSON/);
  await expect(planBatch({ jobs, base: path('') }, {})).rejects.toThrow(/is a directory, a file is needed$/);
});

it('a coil mistyped in a table is answered as in a job', async () => {
  const base = write('job.json', { head: 'colin27', tms: { coil: 'figure8-70' }, points: 'cortex' });
  const { faulty } = await planBatch({ jobs: write('c.csv', 'tms.coil\nfigure8\n'), base }, {});
  expect(faulty[0].fault).toMatch(
    /^coil "figure8" is neither built in \(figure8-70, .*\.ccd, \.tcd or \.nii\.gz file$/,
  );
});
