#!/usr/bin/env node
/** The command `coilscope`: makes sure the compiled core is there, then hands over to main.ts. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const core = join(root, 'build/core.wasm');

function isStale() {
  if (!existsSync(core)) return true;
  const sources = join(root, 'assembly');
  if (!existsSync(sources)) return false;
  const built = statSync(core).mtimeMs;
  const files = readdirSync(sources, { recursive: true }).map((name) => join(sources, String(name)));
  return [...files, join(root, 'asconfig.json')].some((file) => statSync(file).mtimeMs > built);
}

/** Builds beside the final place and renames, so that a run that starts meanwhile never loads half a core. */
function buildCore() {
  process.stderr.write('building the field engine (once)\n');
  const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js');
  const staging = join(root, `build/.core-${process.pid}`);
  mkdirSync(staging, { recursive: true });
  try {
    const outFile = join(staging, 'core.wasm');
    const args = [compiler, 'assembly/index.ts', '--config', 'asconfig.json', '--target', 'release'];
    const run = spawnSync(process.execPath, [...args, '--outFile', outFile], { cwd: root, encoding: 'utf8' });
    if (run.status !== 0) {
      process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}the field engine could not be built; run npm ci\n`);
      process.exit(1);
    }
    for (const name of readdirSync(staging)) renameSync(join(staging, name), join(root, 'build', name));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

if (isStale()) buildCore();
register();
const { runCli } = await import('./main.ts');
process.exitCode = await runCli(process.argv.slice(2), { corePath: core, entry: fileURLToPath(import.meta.url) });
