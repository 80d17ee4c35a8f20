/**
 * `npm run bench:speed`: times of the engine's parts, as Markdown. Read the ratios: both sides of each are measured in one run.
 */

import { bundledHead } from '../src/cli/engine';
import { BoundaryOperator } from '../src/engine/boundary-operator';
import { putPoints } from '../src/engine/primary-source';
import { stackLayers } from '../src/engine/triangles';
import { builtinCoil } from '../src/model/coils/catalogue';
import { poseFromAxes } from '../src/model/pose';
import { cross, normalize } from '../src/model/vec3';
import { finish, sphereLayers, testCore, testEngine } from '../test/helpers/engine';

function medianMs(runs: number, work: () => void): number {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const began = performance.now();
    work();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[runs >> 1];
}

/** One product of the boundary operator beside the same sum done pair by pair with four-wide SIMD. */
async function products(): Promise<void> {
  console.log('| triangles | set-up, s | product, ms | direct SIMD sum, ms | ratio | memory, MiB |');
  console.log('|---|---|---|---|---|---|');
  for (const [radii, level] of [
    [[92, 86, 80], 4],
    [[92, 86, 80, 78, 75.5], 4],
    [[92, 86, 80], 5],
    [[92, 86, 80, 78, 75.5], 5],
  ] as [number[], number][]) {
    const core = await testCore();
    const set = stackLayers(
      sphereLayers(
        radii,
        radii.map(() => 1),
        radii.map(() => level),
      ),
    );
    const began = performance.now();
    const operator = finish(BoundaryOperator.build(core, set));
    const setup = (performance.now() - began) / 1000;
    const { arena } = core;
    const charge = arena.zeros(operator.slots);
    arena.f32(charge, operator.slots).fill(1);
    const normalField = arena.zeros(operator.slots);
    operator.apply(charge, normalField);
    const fast = medianMs(7, () => operator.apply(charge, normalField));
    // a slice of the targets is enough to time the direct sum
    const part = Math.min(set.count, 4096);
    const targets = putPoints(arena, set.centroidsM.subarray(0, 3 * part));
    const sources = new Float32Array(4 * set.count);
    for (let t = 0; t < set.count; t++) {
      for (let d = 0; d < 3; d++) sources[4 * t + d] = set.centroidsM[3 * t + d];
      sources[4 * t + 3] = 1;
    }
    const at = arena.put(sources);
    const out = arena.zeros(3 * targets.count);
    const { x, y, z, count } = targets;
    const direct = (medianMs(3, () => core.exports.chargeField(at, set.count, x, y, z, count, out)) * set.count) / part;
    console.log(
      `| ${set.count.toLocaleString('en')} | ${setup.toFixed(1)} | ${fast.toFixed(0)} | ${direct.toFixed(0)} | ` +
        `${(direct / fast).toFixed(0)} | ${(operator.bytes / 2 ** 20).toFixed(0)} |`,
    );
  }
}

async function headSolve(): Promise<void> {
  console.log('\n| bundled head | set-up, s | primary, s | GMRES, s | iterations | evaluation, s | memory, MiB |');
  console.log('|---|---|---|---|---|---|---|');
  const coil = builtinCoil('figure8-70');
  if (!coil) throw new Error('no figure8-70 in the catalogue');
  const z = normalize([0.6, -0.55, -0.58]);
  const pose = poseFromAxes(normalize(cross(z, [-0.7, -0.7, 0])), z, [-62, 66, 54]);
  for (const resolution of ['light', 'full'] as const) {
    const engine = await testEngine();
    const { layers, fieldSurfaces } = await bundledHead(resolution);
    const prepared = await engine.prepare(layers);
    const points = fieldSurfaces.map((s) => s.pointsMm);
    const source = { kind: 'tms', coil, pose, didtAPerS: 1e8 } as const;
    await engine.solve(source, points, { tolerance: 1e-4 });
    const { report } = await engine.solve(source, points, { tolerance: 1e-4 });
    const { primary, solve, evaluate } = report.seconds;
    console.log(
      `| ${resolution}, ${prepared.triangles.toLocaleString('en')} triangles | ${prepared.seconds.toFixed(1)} | ` +
        `${primary.toFixed(2)} | ${solve.toFixed(1)} | ${report.iterations} | ${evaluate.toFixed(2)} | ` +
        `${(report.bytes / 2 ** 20).toFixed(0)} |`,
    );
  }
}

await products();
await headSolve();
