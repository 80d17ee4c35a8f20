/**
 * `npm run bench:live [poses]`: the live field of the bundled head against the full solve, at random poses of coils that had no part in building
 * the basis, and what a pose costs. The same poses every run.
 */

import { readFileSync } from 'node:fs';
import { bundledHead } from '../src/cli/engine';
import { instantiateCore } from '../src/engine/core';
import { createEngine } from '../src/engine/engine';
import { LiveField } from '../src/engine/live-field';
import { liveObjective, sparingObjective } from '../src/engine/live-objective';
import { runWhole } from '../src/engine/sliced';
import { readLiveBasis } from '../src/formats/live-basis';
import { builtinCoil } from '../src/model/coils/catalogue';
import { goalAtPoint } from '../src/model/field-goal';
import { meanEdgeMm } from '../src/model/subdivide';
import { casingProbe } from '../src/targeting/casing-probe';
import { casingLift } from '../src/targeting/coil-clearance';
import { coilSeating, placeCoil } from '../src/targeting/coil-pose';
import { DEFAULT_GRID, type SearchAnswer, type SearchGrid, searchPlacement } from '../src/targeting/placement-search';
import { quantile } from '../test/helpers/engine';
import { type Difference, difference, percent, unseenPoses } from './unseen-poses';

const COILS = ['figure8-70', 'double-cone-100', 'figure8-25'];
const SOLVE = { tolerance: 1e-5 };

const file = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(path, import.meta.url)));

const head = await bundledHead('full');
const seating = coilSeating(head.layers[0].surface);
const randomPose = unseenPoses(head);

/** Median of `runs` timings, ms. */
function milliseconds(work: () => void, runs: number): number {
  const times: number[] = [];
  for (let i = 0; i < runs + 20; i++) {
    const began = performance.now();
    work();
    times.push(performance.now() - began);
  }
  return quantile(times.slice(20), 0.5);
}

const core = await instantiateCore(await WebAssembly.compile(file('../build/core.wasm')));
const basisFile = file('../meshes/colin27/live.safetensors');
const live = new LiveField(core, readLiveBasis(basisFile.buffer, 'live.safetensors'));

function speed(): void {
  const coil = builtinCoil('figure8-70');
  if (!coil?.casing) throw new Error('no coil');
  runWhole(live.setCoil(coil));
  const { pose } = randomPose('figure8-70');
  const objective = liveObjective(live, { vertices: Uint32Array.of(1000), weights: Float64Array.of(1) });
  const whole = milliseconds(() => live.coilField(pose), 300);
  const { product, share } = bandwidth();
  console.log(`| what                                       | figure |`);
  console.log(`| ------------------------------------------ | ------ |`);
  console.log(
    `| vertices, modes, signature points          | ${live.vertices.toLocaleString('en')}, ${live.coils.modes}, ${live.coils.inputs} |`,
  );
  console.log(`| coil to E at every vertex, ms              | ${whole.toFixed(2)} |`);
  console.log(`| of it the mode product, ms                 | ${product.toFixed(2)} |`);
  console.log(`| bytes it reads over those a copy reads in the same time | ${percent(2 * share)} |`);
  console.log(`| the same over all that a copy reads and writes | ${percent(share)} |`);
  console.log(
    `| coil's signature, ms                       | ${milliseconds(() => live.signature(pose), 1000).toFixed(3)} |`,
  );
  console.log(
    `| \\|E\\| at one vertex for a pose, ms         | ${milliseconds(() => objective([pose]), 1000).toFixed(3)} |`,
  );
  const lift = casingLift(seating, casingProbe(coil.casing), 4);
  const seat = { siteMm: [-44, 52, 43], angleDeg: 45, tiltDeg: [0, 0], gapMm: 4 } as const;
  console.log(
    `| a coil laid with its casing clear, ms      | ${milliseconds(() => placeCoil(seating, seat, lift), 300).toFixed(2)} |`,
  );
  console.log(`| download, MB                               | ${(basisFile.length / 1e6).toFixed(1)} |`);
}

/** The product's time (ms) and its bandwidth over that of a memory copy; each pair is taken together, so that load falls on both. */
function bandwidth(): { product: number; share: number } {
  const copy = new Uint8Array(64 << 20);
  const copied = 30 << 20;
  const timed = (work: () => void): number => {
    const began = performance.now();
    work();
    return performance.now() - began;
  };
  const pairs = Array.from({ length: 220 }, () => ({
    product: timed(() => live.product()),
    copy: timed(() => copy.copyWithin(32 << 20, 0, copied)),
  })).slice(20);
  return {
    product: quantile(
      pairs.map((p) => p.product),
      0.5,
    ),
    // A copy reads and writes each byte, the product reads the matrix alone.
    share: quantile(
      pairs.map((p) => live.coils.matrixBytes / p.product / ((2 * copied) / p.copy)),
      0.5,
    ),
  };
}

const TARGET_MM = [-38, 44, 26] as const;
/** Over the scalp within 60 mm of the place over the target: the finest grid its mesh gives, and turns that make it 100,000 poses. */
const EXHAUSTIVE = { siteStepMm: 2.2, angleStepDeg: 3.6 };

/** The usual search, and as a check of it every pose of a far finer grid: as a search tries it, and by the whole signature. */
function search(): void {
  const coil = builtinCoil('figure8-70');
  if (!coil?.casing) throw new Error('no coil');
  const { casing } = coil;
  const { objective, quick } = sparingObjective(live, goalAtPoint(head, TARGET_MM), null);
  const centreMm = seating.index.closest(TARGET_MM).point;
  const bounds = { centreMm, radiusMm: 60, angleDeg: 0, angleSpanDeg: 180, gapMm: 4 };
  const run = (title: string, grid: SearchGrid, gridObjective?: typeof quick): SearchAnswer => {
    const began = performance.now();
    const before = process.cpuUsage();
    const steps = searchPlacement(seating, casing, objective, bounds, grid, gridObjective);
    const answer = runWhole(steps);
    const seconds = (performance.now() - began) / 1000;
    const poses = answer.gridPoses + answer.refinePoses;
    const processor = process.cpuUsage(before).user / 1e6;
    console.log(
      `| ${title}: ${poses.toLocaleString('en')} poses with map, s; of processor time | ${seconds.toFixed(1)}; ${processor.toFixed(1)} |`,
    );
    return answer;
  };
  const usual = run('usual search', DEFAULT_GRID, quick);
  const fine = run('exhaustive grid', EXHAUSTIVE, quick);
  const exact = run('the same by every signature point', EXHAUSTIVE);
  const best = exact.map.reduce((most, site) => Math.max(most, site.value), 0);
  const off = exact.map.reduce((most, { value }, i) => Math.max(most, Math.abs(fine.map[i].value - value)), 0);
  console.log(`| the usual search's best over that grid's   | ${percent(usual.value / best)} |`);
  console.log(`| the two maps differ at most, of the best   | ${percent(off / best)} |`);
}

async function accuracy(poses: number): Promise<void> {
  const engine = await createEngine(file('../build/core.wasm'));
  await engine.prepare(head.layers);
  const points = head.fieldSurfaces.map((s) => s.pointsMm);
  const found: Difference[][] = head.fieldSurfaces.map(() => []);
  for (const coilId of COILS) {
    const coil = builtinCoil(coilId);
    if (!coil) throw new Error(`no coil ${coilId}`);
    runWhole(live.setCoil(coil));
    for (let i = 0; i < poses / COILS.length; i++) {
      const { pose, gapMm } = randomPose(coilId);
      const solved = (await engine.solve({ kind: 'tms', coil, pose, didtAPerS: 1 }, points, SOLVE)).eVPerM;
      const field = live.coilField(pose);
      let first = 0;
      const line = head.fieldSurfaces.map((surface, s) => {
        const answer = difference(surface, field.subarray(first, first + solved[s].length), solved[s]);
        first += solved[s].length;
        found[s].push(answer);
        return `${surface.id} ${percent(answer.l2)} peak ${percent(answer.peak)} ${answer.peakOffMm.toFixed(1)} mm`;
      });
      console.error(`${coilId} gap ${gapMm.toFixed(0)} mm: ${line.join('; ')}`);
    }
  }
  console.log(`\n| ${found[0].length} unseen poses    | median | 95 %   | worst  |`);
  console.log(`| -------------------- | ------ | ------ | ------ |`);
  for (const [s, surface] of head.fieldSurfaces.entries()) {
    const row = (what: string, pick: (d: Difference) => number, text: (x: number) => string): void => {
      const values = found[s].map(pick);
      console.log(`| ${surface.id}: ${what} | ${[0.5, 0.95, 1].map((q) => text(quantile(values, q))).join(' | ')} |`);
    };
    row('relative L2', (d) => d.l2, percent);
    row('peak value', (d) => d.peak, percent);
    row(
      'peak place',
      (d) => d.peakOffMm,
      (x) => `${x.toFixed(1)} mm`,
    );
    const edgeMm = meanEdgeMm(surface.surface);
    const away = found[s].filter((d) => d.peakOffMm > edgeMm);
    const near = 1 - away.length / found[s].length;
    const rivals = away.map((d) => d.rival);
    console.log(
      `| ${surface.id}: peak place within an edge, ${edgeMm.toFixed(1)} mm | ${percent(near)} of poses | | |`,
    );
    console.log(
      `| ${surface.id}: elsewhere, solved field there below its peak | ${rivals.length > 0 ? [0.5, 0.95, 1].map((q) => percent(quantile(rivals, q))).join(' | ') : '– | – | –'} |`,
    );
  }
}

speed();
search();
const poses = Number(process.argv[2] ?? 201);
if (poses > 0) await accuracy(poses);
