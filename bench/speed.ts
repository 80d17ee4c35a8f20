/**
 * `npm run bench:speed`: times of the engine's parts, as Markdown. Read the ratios: both sides of each are measured in one run.
 * Parts by name (products, lanes, sharedWork, headSolve, stops) run alone: `npm run bench:speed -- sharedWork`.
 */

import { headSolve } from './speed/head-solve';
import { lanes } from './speed/lanes';
import { products } from './speed/products';
import { sharedWork } from './speed/shared-work';
import { stops } from './speed/stops';

const PARTS = { products, lanes, sharedWork, headSolve, stops };
const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(PARTS)) if (wanted.length === 0 || wanted.includes(name)) await part();
