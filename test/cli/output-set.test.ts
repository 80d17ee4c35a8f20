import { mkdirSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeDirectory, OutputSet } from '../../src/cli/output-set';
import { workspace } from '../helpers/workspace';

const { path, write } = workspace();

it('makes directories at any depth, twice, side by side', async () => {
  const deep = path('a/b/c');
  await Promise.all([makeDirectory(deep), makeDirectory(deep)]);
  await makeDirectory(deep);
  expect(readdirSync(path('a/b'))).toEqual(['c']);
});

it.runIf(process.platform === 'linux')(
  'gives up where nothing can be made, as Node’s recursive one does not',
  async () => {
    await expect(makeDirectory('/proc/coilscope/x')).rejects.toThrow(/ENOENT/);
  },
);

it('says what was given, and is not stopped by what a killed run of the same process number left', async () => {
  const out = new OutputSet(write('file', ''), '--map file/m.csv');
  await expect(out.check()).rejects.toThrow(/^--map file\/m\.csv: .* is no directory/);
  mkdirSync(path('left'));
  write(`left/a.txt.${process.pid}.part`, 'half');
  const again = new OutputSet(path('left'));
  again.add('a.txt', 'whole');
  await expect(again.commit()).resolves.toHaveLength(1);
});
