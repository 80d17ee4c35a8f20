/**
 * Holds the 10-10 and 10-5 positions of the bundled head against tables of others:
 *
 *   npm run head:sites -- TABLE...
 *
 * A TABLE is an ASA .elc file (MNE's standard_1005.elc) or a .csv of SimNIBS's ElectrodeCaps_MNI. Prints Markdown.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { distance, type Vec3 } from '../../src/model/vec3';
import { OLDER_NAMES, tenTenPositions } from '../../src/targeting/ten-ten';
import { readElc, readElectrodeCsv } from './electrode-tables';
import { readHeadFiles } from './quality';

/** Positions whose distances are printed one by one. */
const NAMED = ['Nz', 'Iz', 'LPA', 'RPA', 'Fp2', 'AF3', 'F3', 'Fz', 'F4', 'C3', 'Cz', 'C4', 'P3', 'Pz', 'O1'];

const { full } = await readHeadFiles(join(import.meta.dirname, '../colin27'));
if (!full.landmarks) throw new Error('the bundled head has no landmarks');
const found = tenTenPositions(full.layers[0].surface, full.landmarks);
const tables = process.argv.slice(2).map((path) => {
  const bytes = new Uint8Array(readFileSync(path));
  const table = path.endsWith('.elc') ? readElc(bytes) : readElectrodeCsv(bytes);
  return { name: basename(path).replace(/\.\w+$/, ''), table };
});
const awayMm = (name: string, p: Vec3 | undefined): number | null => {
  const ours = found.get(OLDER_NAMES[name] ?? name);
  return ours && p ? distance(ours, p) : null;
};

console.log(`${found.size} positions of this head, distances in mm\n`);
console.log('| table | positions in common | mean | 95 % | largest |\n| --- | ---: | ---: | ---: | --- |');
for (const { name, table } of tables) {
  const away = [...table]
    .flatMap(([site, p]) => {
      const mm = awayMm(site, p);
      return mm === null ? [] : [{ site, mm }];
    })
    .sort((a, b) => a.mm - b.mm);
  const mean = away.reduce((sum, { mm }) => sum + mm, 0) / away.length;
  const last = away[away.length - 1];
  const p95 = away[Math.floor(0.95 * (away.length - 1))].mm;
  console.log(
    `| ${name} | ${away.length} of ${table.size} | ${mean.toFixed(1)} | ${p95.toFixed(1)} | ${last.mm.toFixed(1)} (${last.site}) |`,
  );
}
console.log(`\n| position | here, RAS mm | ${tables.map(({ name }) => name).join(' | ')} |`);
console.log(`| --- | --- | ${tables.map(() => '---:').join(' | ')} |`);
for (const site of NAMED) {
  const cells = tables.map(({ table }) => awayMm(site, table.get(site))?.toFixed(1) ?? '');
  console.log(
    `| ${site} | ${found
      .get(site)
      ?.map((mm) => mm.toFixed(1))
      .join(', ')} | ${cells.join(' | ')} |`,
  );
}
