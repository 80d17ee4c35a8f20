import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The package whose file a bundled module is, or null. */
const packageOf = (id: string): string | null => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? null;

interface PackageFile {
  version: string;
  license?: string;
  repository?: string | { url: string };
}

/** What is bundled keeps its notice: the licence of every package in the bundle, in one file beside it. */
export const licences = (): Plugin => ({
  name: 'licences',
  apply: 'build',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) =>
      chunk.type === 'chunk' ? Object.keys(chunk.modules) : [],
    );
    const packages = [...new Set(modules.flatMap((id) => packageOf(id) ?? []))].sort();
    const texts = packages.map((name) => {
      const folder = join('node_modules', name);
      const { version, license, repository } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      ) as PackageFile;
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      if (!file && !license) throw new Error(`${name}: states no licence; a bundle must carry one`);
      const text = file
        ? readFileSync(join(folder, file), 'utf8').trim()
        : `${license}, as the package states; its text is at ${typeof repository === 'string' ? repository : repository?.url}`;
      return `${name} ${version}\n\n${text}\n`;
    });
    this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: texts.join(`\n${'-'.repeat(80)}\n\n`) });
  },
});
