import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
    /** The folder whose files are served. */
    dist: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Serves the page as it would be deployed, built anew unless COILSCOPE_DIST names a build of it; `inject('url')` is its address. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(`${root}/build/core.wasm`)) {
    throw new Error('build/core.wasm: missing; run `npm run build:core` first');
  }
  const { COILSCOPE_DIST: built } = process.env;
  const outDir = resolve(root, built ?? 'test/browser/output/dist');
  // Vitest has set this to "test", with which a build would carry React's development code.
  process.env.NODE_ENV = 'production';
  if (built === undefined) await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const server = await preview({ root, logLevel: 'warn', build: { outDir }, preview: { port: 0, host: 'localhost' } });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the preview server gave no address');
  project.provide('url', url);
  project.provide('dist', outDir);
  return () => server.close();
}
