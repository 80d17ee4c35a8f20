#!/usr/bin/env node
/** The command `coilscope` as it is bundled: core and head lie where the package has them. */

import { fileURLToPath } from 'node:url';
import { corePath } from './engine';
import { runCli } from './main';

process.exitCode = await runCli(process.argv.slice(2), {
  corePath: corePath(),
  entry: fileURLToPath(import.meta.url),
});
