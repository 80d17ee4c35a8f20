/**
 * `npm run bench:own [solutions]`: what the live basis of a head of one's own takes, by the settings of the page's worker on the bundled
 * light head of 58,000 triangles: set-up, some solutions of each kind, and what the whole comes to. One thread, as in the page.
 */

import { readFileSync } from 'node:fs';
import { bundledHead } from '../src/cli/engine';
import { createEngine } from '../src/engine/engine';
import { planOwnBasis, solveOwnStudy } from '../src/modes/own-basis';

const count = Number(process.argv[2] ?? 8);
const head = await bundledHead('light');
const { studies } = planOwnBasis(head);
const wasm = readFileSync(new URL('../build/core.wasm', import.meta.url));

console.log('| the light head, one thread | set-up, s | a solution, s | solutions | all, min |');
console.log('| -------------------------- | --------- | ------------- | --------- | -------- |');
let minutes = 0;
for (const study of studies) {
  const engine = await createEngine(wasm);
  const { sources, first, prepare } = study;
  const setUp = (await engine.prepare(head.layers, undefined, undefined, prepare)).seconds;
  const numbers = Array.from({ length: count }, (_, i) => first + Math.floor((i * sources.length) / count));
  const began = performance.now();
  await solveOwnStudy(engine, head, study, numbers, async () => undefined);
  const each = (performance.now() - began) / 1000 / count;
  engine.close();
  const all = (setUp + each * sources.length) / 60;
  minutes += all;
  console.log(`| ${study.kind} | ${setUp.toFixed(1)} | ${each.toFixed(2)} | ${sources.length} | ${all.toFixed(1)} |`);
}
console.log(`| together | | | | ${minutes.toFixed(1)} |`);
