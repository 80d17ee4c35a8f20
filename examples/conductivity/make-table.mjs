/**
 * What conductivities that nobody knows exactly do to a tDCS field: a table of draws.
 *
 *   node make-table.mjs 200 > jobs.csv
 *   coilscope batch jobs.csv --base job.json --out results --no-null-check --format npz
 *
 * White matter, grey matter and skull follow Beta(3, 3) on the ranges that SimNIBS's uncertainty example takes from
 * Saturnino et al. (NeuroImage 188, 2019, doi:10.1016/j.neuroimage.2018.12.053): 0.1 to 0.4, 0.1 to 0.6 and 0.003 to
 * 0.012 S/m. Scalp and CSF stay at the head's own values: no range for them is at hand with a source.
 */

import { beta33, seeded } from '../random.mjs';

const RANGES = { white_matter: [0.1, 0.4], grey_matter: [0.1, 0.6], skull: [0.003, 0.012] };

const draws = Number(process.argv[2] ?? 200);
const random = seeded(1);
console.log(
  Object.keys(RANGES)
    .map((layer) => `conductivities.${layer}`)
    .join(),
);
for (let i = 0; i < draws; i++) {
  console.log(
    Object.values(RANGES)
      .map(([low, high]) => beta33(random, low, high).toPrecision(5))
      .join(),
  );
}
