import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { licences } from './vite/licences.ts';

/** Relative imports of a declaration file. */
const RELATIVE = /(from\s+|import\()'(\.{1,2}\/[^']+)'/g;

/**
 * Node's own resolution wants extensions in the declarations that tsc has put into build/types; those that the API does
 * not lead to are not shipped.
 */
const declarations: Plugin = {
  name: 'declarations',
  closeBundle() {
    const reached = new Set<string>();
    const visit = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      const text = readFileSync(file, 'utf8');
      for (const [, , to] of text.matchAll(RELATIVE)) visit(join(dirname(file), `${to.replace(/\.js$/, '')}.d.ts`));
      writeFileSync(
        file,
        text.replaceAll(RELATIVE, (_, lead: string, to: string) => `${lead}'${to.replace(/\.js$/, '')}.js'`),
      );
    };
    visit(join('build', 'types', 'cli', 'api.d.ts'));
    for (const name of readdirSync(join('build', 'types'), { recursive: true, encoding: 'utf8' })) {
      const file = join('build', 'types', name);
      if (name.endsWith('.d.ts') && !reached.has(file)) rmSync(file);
    }
  },
};

/**
 * The command and the Node API as JavaScript without dependencies. A folder in build lies as deep as src/cli, so that both find
 * the core, the head and package.json by the same relative addresses, and holds the engine's helpers beside what starts them.
 */
export const nodeBundle = (outDir: `build/${string}`): UserConfig => ({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir,
    emptyOutDir: true,
    rolldownOptions: {
      input: { coilscope: 'src/cli/bin.ts', api: 'src/cli/api.ts', 'crew-member': 'src/engine/crew-member.js' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});

export default defineConfig({ ...nodeBundle('build/node'), plugins: [licences(), declarations] });
