import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

/** The package whose file a bundled module is, or null. */
const packageOf = (id: string): string | null => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? null;

/** What is bundled keeps its notice: the licence of every package in the bundle, in one file beside it. */
const licences: Plugin = {
  name: 'licences',
  writeBundle({ dir = '' }, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) =>
      chunk.type === 'chunk' ? Object.keys(chunk.modules) : [],
    );
    const packages = [...new Set(modules.flatMap((id) => packageOf(id) ?? []))].sort();
    const texts = packages.map((name) => {
      const folder = join('node_modules', name);
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      if (!file) throw new Error(`${name}: has no licence file; a bundle must carry one`);
      return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    });
    if (existsSync(dir)) writeFileSync(join(dir, 'LICENSES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
  },
};

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
 * The command and the Node API as JavaScript without dependencies. build/node lies as deep as src/cli, so that both find
 * the core, the head and package.json by the same relative addresses, and holds the engine's helpers beside what starts them.
 */
export default defineConfig({
  plugins: [licences, declarations],
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'build/node',
    emptyOutDir: true,
    rolldownOptions: {
      input: { coilscope: 'src/cli/bin.ts', api: 'src/cli/api.ts', 'crew-member': 'src/engine/crew-member.js' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
