/**
 * `npm run bench:own [solutions]`: what the live basis of a head of one's own takes, by the settings of the page's worker on the bundled
 * light head of 58,000 triangles: set-up, some solutions of each kind, and what the whole comes to. One thread.
 * `npm run bench:own -- accuracy [poses]` makes all of the coils' part and compares it with full solves at unseen poses.
 */

import { readFileSync } from 'node:fs';
import { bundledHead } from '../src/cli/engine';
import { instantiateCore } from '../src/engine/core';
import { createEngine } from '../src/engine/engine';
import { LiveField } from '../src/engine/live-field';
import { runWhole } from '../src/engine/sliced';
import { builtinCoil } from '../src/model/coils/catalogue';
import { joinFloats } from '../src/model/point-blocks';
import { assembleOwnBasis, planOwnBasis, solveOwnStudy } from '../src/modes/own-basis';
import { quantile } from '../test/helpers/engine';
import { difference, percent, unseenPoses } from './unseen-poses';

const COILS = ['figure8-70', 'double-cone-100', 'figure8-25'];

const head = await bundledHead('light');
const plan = planOwnBasis(head);
const wasm = readFileSync(new URL('../build/core.wasm', import.meta.url));

async function time(count: number): Promise<void> {
  console.log('| the light head, one thread | set-up, s | a solution, s | of processor time | solutions | all, min |');
  console.log('| -------------------------- | --------- | ------------- | ----------------- | --------- | -------- |');
  let minutes = 0;
  for (const study of plan.studies) {
    const engine = await createEngine(wasm);
    const { sources, first, prepare } = study;
    const setUp = (await engine.prepare(head.layers, undefined, undefined, prepare)).seconds;
    const numbers = Array.from({ length: count }, (_, i) => first + Math.floor((i * sources.length) / count));
    const began = performance.now();
    const before = process.cpuUsage();
    await solveOwnStudy(engine, head, study, numbers, async () => undefined);
    const each = (performance.now() - began) / 1000 / count;
    const processor = process.cpuUsage(before).user / 1e6 / count;
    engine.close();
    const all = (setUp + each * sources.length) / 60;
    minutes += all;
    console.log(
      `| ${study.kind} | ${setUp.toFixed(1)} | ${each.toFixed(2)} | ${processor.toFixed(2)} | ${sources.length} | ${all.toFixed(1)} |`,
    );
  }
  console.log(`| together | | | | | ${minutes.toFixed(1)} |`);
}

async function accuracy(poses: number): Promise<void> {
  const engine = await createEngine(wasm);
  const [coils] = plan.studies;
  const fields: Float32Array[] = [];
  const numbers = coils.sources.map((_, k) => k);
  await solveOwnStudy(engine, head, coils, numbers, async (number, eVPerM) => {
    fields[number] = joinFloats(eVPerM);
    if (number % 20 === 0) console.error(`${number} of ${numbers.length}`);
  });
  const live = new LiveField(
    await instantiateCore(await WebAssembly.compile(wasm)),
    assembleOwnBasis(head, plan, fields),
  );
  const randomPose = unseenPoses(head);
  const pointsMm = head.fieldSurfaces.map((s) => s.pointsMm);
  const found: number[][] = head.fieldSurfaces.map(() => []);
  for (let i = 0; i < poses; i++) {
    const coilId = COILS[i % COILS.length];
    const coil = builtinCoil(coilId);
    if (!coil) throw new Error(`no coil ${coilId}`);
    runWhole(live.setCoil(coil));
    const { pose } = randomPose(coilId);
    const { eVPerM } = await engine.solve({ kind: 'tms', coil, pose, didtAPerS: 1 }, pointsMm);
    const field = live.coilField(pose);
    let first = 0;
    for (const [s, surface] of head.fieldSurfaces.entries()) {
      found[s].push(difference(surface, field.subarray(first, first + eVPerM[s].length), eVPerM[s]).l2);
      first += eVPerM[s].length;
    }
  }
  console.log(`| ${poses} unseen poses, relative L2 | median | 95 % | worst |`);
  console.log('| ---------------------------- | ------ | ---- | ----- |');
  for (const [s, surface] of head.fieldSurfaces.entries()) {
    console.log(`| ${surface.id} | ${[0.5, 0.95, 1].map((q) => percent(quantile(found[s], q))).join(' | ')} |`);
  }
}

const [what, poses] = process.argv.slice(2);
if (what === 'accuracy') await accuracy(Number(poses ?? 60));
else await time(Number(what ?? 8));
