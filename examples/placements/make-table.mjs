/**
 * How far a coil that is placed by hand spreads: placements about one site.
 *
 *   node make-table.mjs 1000 F3 > jobs.csv
 *   coilscope batch jobs.csv --base job.json --out results
 *
 * The errors are normal about the site: 5 mm along each axis (the coil is seated on the scalp again), 5 degrees of
 * direction, 0.5 mm of gap. They are assumptions to change, not measurements.
 */

import { place } from 'coilscope';
import { normal, seeded } from '../random.mjs';

const SITE_SD_MM = 5;
const ANGLE_SD_DEG = 5;
const GAP_MM = 4;
const GAP_SD_MM = 0.5;

const [count = '1000', at = 'F3', coil = 'figure8-70'] = process.argv.slice(2);
const random = seeded(2);
const aim = await place({ at, coil, gapMm: GAP_MM });
console.log('#degrees_off,tms.pose');
for (let i = 0; i < Number(count); i++) {
  const point = aim.site_mm.map((x) => (x + SITE_SD_MM * normal(random)).toFixed(2)).join();
  const off = ANGLE_SD_DEG * normal(random);
  const gapMm = Math.max(0.5, GAP_MM + GAP_SD_MM * normal(random));
  const { pose } = await place({ at: point, coil, angleDeg: aim.angle_deg + off, gapMm });
  console.log(`${off.toFixed(2)},${pose.map((x) => Number(x.toFixed(6))).join(' ')}`);
}
