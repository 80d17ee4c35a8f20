/**
 * Holds a build to its budget: `npm run build && npm run budget`. Prints what the page weighs; exits with 1 when a budget is
 * broken. Gzipped as a server would send it; a kB is 1000 bytes.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const html = readFileSync(`${dist}index.html`, 'utf8');
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('//', '/').slice(dist.length));

const gzipped = (paths: readonly string[]): number =>
  paths.reduce((sum, p) => sum + gzipSync(readFileSync(dist + p)).length, 0);

const stored = (paths: readonly string[]): number => paths.reduce((sum, p) => sum + readFileSync(dist + p).length, 0);

/** What the page names itself: its script, what that imports, its style. */
const named = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, path]) => path);
const js = (path: string): boolean => path.endsWith('.js');
const worker = (path: string): boolean => path.includes('.worker-');

const rows = [
  { what: 'JavaScript of the first view, gzipped', size: gzipped(named.filter(js)), budget: 500e3 },
  {
    what: 'the same with the workers it starts',
    size: gzipped([...named.filter(js), ...files.filter(worker)]),
    budget: 750e3,
  },
  { what: 'largest script, gzipped', size: Math.max(...files.filter(js).map((p) => gzipped([p]))), budget: 300e3 },
  { what: 'style, gzipped', size: gzipped(named.filter((p) => p.endsWith('.css'))), budget: 20e3 },
  { what: 'everything there is, gzipped', size: gzipped(files), budget: 30e6 },
  { what: 'the same as it is kept for offline use', size: stored(files), budget: 30e6 },
];

console.log('| what | kB | budget, kB |\n| --- | ---: | ---: |');
for (const { what, size, budget } of rows) {
  console.log(`| ${what} | ${(size / 1000).toFixed(1)} | ${budget / 1000} |`);
}
const broken = rows.filter(({ size, budget }) => !(size > 0 && size <= budget));
for (const { what } of broken) console.error(`over budget: ${what}`);
process.exit(broken.length > 0 ? 1 : 0);
