import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { bundledCommand } from '../helpers/bundled-command';

const COMMAND = bundledCommand();

it('a reader that has gone before the answer ends nothing and is not complained of', async () => {
  const child = spawn(process.execPath, [COMMAND, 'target', '--method', 'ten-ten', '--name', 'FC3']);
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect([status, said]).toEqual([0, '']);
});
