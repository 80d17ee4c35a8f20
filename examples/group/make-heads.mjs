/**
 * A group of heads: a folder and a job a subject, and the table that runs them all.
 *
 *   node make-heads.mjs 6 group
 *   coilscope batch group/jobs.csv --out results
 *
 * The heads here are the bundled one stretched along its axes, stand-ins that show how a group is laid out: put the
 * surfaces of your own subjects in their place. Each head's operator is set up once for all its rows.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { colin27, place, surfaceFile } from 'coilscope';
import { normal, seeded } from '../random.mjs';

const SITES = ['F3', 'C3'];
const STRETCH_SD = 0.03;
/** The whole cortex is more than a summary needs. */
const EVERY = 10;

const [count = '6', folder = 'group'] = process.argv.slice(2);
const random = seeded(3);
const head = await colin27('light');
const cortex = head.fieldSurfaces.find((surface) => surface.id === 'cortex');
const rows = ['id,job,tms.pose'];
for (let s = 1; s <= Number(count); s++) {
  const subject = `sub-${String(s).padStart(2, '0')}`;
  const stretch = [0, 1, 2].map(() => 1 + STRETCH_SD * normal(random));
  const stretched = (positions) => positions.map((x, i) => x * stretch[i % 3]);
  await mkdir(join(folder, subject), { recursive: true });
  for (const { name, surface } of head.layers) {
    const mine = { ...surface, positionsMm: stretched(surface.positionsMm) };
    await writeFile(join(folder, subject, `${name}.ply`), surfaceFile(mine, 'ply'));
  }
  const points = stretched(cortex.pointsMm);
  const lines = ['x,y,z'];
  for (let v = 0; v < points.length; v += 3 * EVERY) lines.push(points.subarray(v, v + 3).join());
  await writeFile(join(folder, subject, 'points.csv'), `${lines.join('\n')}\n`);
  const layers = head.layers.map(({ name, insideSPerM }) => ({ name, surface: `${name}.ply`, inside: insideSPerM }));
  const job = { head: { layers }, tms: { coil: 'figure8-70', didt: 1e8 }, points: 'points.csv' };
  await writeFile(join(folder, subject, 'job.json'), `${JSON.stringify(job, null, 2)}\n`);
  for (const at of SITES) {
    const { pose } = await place({ at, coil: 'figure8-70', gapMm: 4 });
    // The pose keeps its turn and stands off the stretched scalp by the same gap, to a millimetre or so.
    const moved = pose.map((x, i) => (i % 4 === 3 && i < 12 ? x * stretch[Math.floor(i / 4)] : x));
    rows.push(`${subject}_${at},${subject}/job.json,${moved.join(' ')}`);
  }
}
await writeFile(join(folder, 'jobs.csv'), `${rows.join('\n')}\n`);
