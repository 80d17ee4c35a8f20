import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import { nodeBundle } from '../../vite.node.config';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The command as it is shipped, bundled for a test file and gone after it: it starts in a third of the time that its
 * TypeScript takes. Gives the path of its entry, which is there once the tests begin.
 */
export function bundledCommand(): string {
  const outDir = `build/command-${randomUUID()}` as const;
  beforeAll(async () => {
    await build({ root, configFile: false, logLevel: 'warn', ...nodeBundle(outDir) });
  });
  afterAll(() => rmSync(`${root}/${outDir}`, { recursive: true, force: true }));
  return `${root}/${outDir}/coilscope.js`;
}
