import { BoundaryOperator } from '../../src/engine/boundary-operator';
import { putPoints } from '../../src/engine/primary-source';
import { runWhole } from '../../src/engine/sliced';
import { stackLayers } from '../../src/engine/triangles';
import { sphereLayers, testCore } from '../../test/helpers/engine';
import { medianMs } from './timing';

/** One product of the boundary operator beside the same sum done pair by pair with four-wide SIMD. */
export async function products(): Promise<void> {
  console.log(
    '| triangles | set-up, s | product, ms | product, us a triangle | direct SIMD sum, ms | ratio | memory, MiB |',
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const [radii, level] of [
    [[92, 86, 80], 4],
    [[92, 86, 80, 78, 75.5], 4],
    [[92, 86, 80], 5],
    [[92, 86, 80, 78, 75.5], 5],
    [[92, 86, 80], 6],
  ] as [number[], number][]) {
    const core = await testCore();
    const set = runWhole(
      stackLayers(
        sphereLayers(
          radii,
          radii.map(() => 1),
          radii.map(() => level),
        ),
      ),
    );
    const began = performance.now();
    const operator = runWhole(BoundaryOperator.build(core, set));
    const setup = (performance.now() - began) / 1000;
    const { arena } = core;
    const charge = arena.zeros(operator.slots);
    arena.f32(charge, operator.slots).fill(1);
    const normalField = arena.zeros(operator.slots);
    const side = operator.side(charge, normalField);
    runWhole(operator.apply([side]));
    const fast = medianMs(7, () => runWhole(operator.apply([side])));
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
      `| ${set.count.toLocaleString('en')} | ${setup.toFixed(1)} | ${fast.toFixed(0)} | ` +
        `${((1000 * fast) / set.count).toFixed(2)} | ${direct.toFixed(0)} | ` +
        `${(direct / fast).toFixed(0)} | ${(operator.bytes / 2 ** 20).toFixed(0)} |`,
    );
  }
}
