import { expect, it } from 'vitest';
import { planBatch } from '../../src/cli/batch/plan';
import { readJob } from '../../src/cli/solve';
import { workspace } from '../helpers/workspace';

const { write } = workspace();
const JOB = { head: 'colin27', tms: { coil: 'figure8-70' }, points: 'cortex' };

it('jobs and tables are read with the byte-order mark that Windows editors set', async () => {
  const job = write('job.json', `\uFEFF${JSON.stringify(JOB)}`);
  expect((await readJob(job)).points).toBe('cortex');
  const plan = await planBatch({ jobs: write('t.csv', '\uFEFF"id",tms.didt\r\na,2e6\r\n'), base: job }, {});
  expect(plan.jobs.map(({ id, job: { tms } }) => [id, tms?.didt])).toEqual([['a', 2e6]]);
});
