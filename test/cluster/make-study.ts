/** A study small enough to watch: a three-layer sphere, 48 poses of a coil. Usage: tsx make-study.ts DIR */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePly } from '../../src/formats/ply-write';
import { icosphere } from '../helpers/icosphere';

const folder = process.argv[2];
const put = (name: string, content: Uint8Array | string): void => writeFileSync(join(folder, name), content);
const layers = [
  { name: 'scalp', surface: 'scalp.ply', inside: 0.465 },
  { name: 'skull', surface: 'skull.ply', inside: 0.01 },
  { name: 'brain', surface: 'brain.ply', inside: 0.33 },
];
[92, 86, 78].forEach((radius, l) => {
  put(layers[l].surface, writePly(icosphere(4, radius)));
});
const points = Array.from({ length: 500 }, (_, i) => [30 * Math.sin(i), 30 * Math.cos(i), i / 10].join());
put('points.csv', `x,y,z\n${points.join('\n')}\n`);
put('job.json', JSON.stringify({ head: { layers }, tms: { coil: 'figure8-70', didt: 1e6 }, points: 'points.csv' }));
const poses = Array.from({ length: 48 }, (_, k) => `1 0 0 ${k - 24} 0 -1 0 0 0 0 -1 105 0 0 0 1`);
put('jobs.csv', `tms.pose\n${poses.join('\n')}\n`);
