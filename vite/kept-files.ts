import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type Plugin, transformWithOxc } from 'vite';

/** A file the service worker keeps; `named` when its name tells its content. */
export interface KeptFile {
  url: string;
  named: boolean;
}

const WORKER = 'src/offline/service-worker.ts';
const NAMED = /^assets\/.+-[\w-]{8}\.\w+$/;

/** A module without imports as a classic script, which every browser takes as a service worker. */
const asScript = (code: string): string => code.replace(/^export \{\s*\};?\s*$/m, '');

/** Adds the service worker to a build, with the list of all the build's files and the version they make. */
export function keptFiles(): Plugin {
  let publicDir = '';
  return {
    name: 'kept-files',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const hash = createHash('sha256');
        const built = Object.values(bundle).map((item) => ({
          path: item.fileName,
          content: item.type === 'chunk' ? item.code : item.source,
        }));
        const copied = readdirSync(publicDir).map((path) => ({ path, content: readFileSync(`${publicDir}/${path}`) }));
        const files = [...built, ...copied].filter(({ path }) => !path.endsWith('.map'));
        const kept = files.map(({ path, content }): KeptFile => {
          hash.update(path).update(content);
          return { url: path === 'index.html' ? './' : path, named: NAMED.test(path) };
        });
        const { code } = await transformWithOxc(readFileSync(WORKER, 'utf8'), WORKER);
        const version = hash.digest('hex').slice(0, 12);
        this.emitFile({
          type: 'asset',
          fileName: 'service-worker.js',
          source: `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(kept)};\n${asScript(code)}`,
        });
      },
    },
  };
}
