import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine';
import { LiveField } from '../../src/engine/live-field';
import { runSliced } from '../../src/engine/sliced';
import { readLiveBasis, writeLiveBasis } from '../../src/formats/live-basis';
import { prepareLayers } from '../../src/formats/prepare-head';
import { readLayers } from '../../src/formats/read-layers';
import { assembleHead } from '../../src/model/assemble-head';
import { builtinCoil } from '../../src/model/coils/catalogue';
import { poseFromAxes } from '../../src/model/pose';
import { cross, normalize, scale, type Vec3 } from '../../src/model/vec3';
import { assembleBasis } from '../../src/modes/assemble-basis';
import { dipoleShell, shellSources } from '../../src/modes/dipole-shell';
import { eggHeadFiles } from '../helpers/egg-head';
import { relativeL2, testCore } from '../helpers/engine';

/** The egg head as the page makes it. */
function eggHead() {
  const tissues = ['scalp', 'skull', 'grey_matter'] as const;
  const given = eggHeadFiles(2).map(({ name, bytes }, k) => ({
    name: tissues[k],
    tissue: tissues[k],
    parts: readLayers(bytes, name).map(({ surface }) => surface),
    insideSPerM: [0.465, 0.01, 0.3][k],
  }));
  const { layers, faults } = prepareLayers(given, { repair: true, detail: 'given' });
  expect(faults).toEqual([]);
  return assembleHead({ id: 'egg', title: 'Egg', layers });
}

describe('the live basis of a head without white matter', () => {
  it('is made of solutions round it and gives the field of a coil that was not among them', async () => {
    const head = eggHead();
    const shell = dipoleShell(head, 24);
    const engine = await createEngine(readFileSync(new URL('../../build/core.wasm', import.meta.url)));
    await engine.prepare(head.layers);
    const points = head.fieldSurfaces.map((s) => s.pointsMm);
    const fields: Float32Array[] = [];
    for (const source of shellSources(shell)) {
      fields.push((await engine.solve(source, points, { tolerance: 1e-4 })).eVPerM[0]);
    }
    const basis = assembleBasis(head, { sources: shell, fields }, null, 2);
    const file = writeLiveBasis(basis);
    const live = new LiveField(await testCore(), readLiveBasis(file.buffer as ArrayBuffer, 'egg'));
    expect(live.vertices).toBe(points[0].length / 3);
    const coil = builtinCoil('figure8-70');
    if (!coil) throw new Error('no coil');
    await runSliced(live.setCoil(coil));
    for (const direction of [
      [-0.4, 0.5, 0.8],
      [0.7, -0.2, 0.7],
      [0, 0, 1],
    ] as Vec3[]) {
      const out = normalize(direction);
      const z = scale(out, -1);
      const y = normalize(cross(z, [0.9, 0.3, 0.1]));
      const pose = poseFromAxes(y, z, [98 * out[0], 118 * out[1] - 15, 110 * out[2] + 10]);
      const { eVPerM } = await engine.solve({ kind: 'tms', coil, pose, didtAPerS: 1 }, points);
      expect(relativeL2(live.coilField(pose), eVPerM[0])).toBeLessThan(0.03);
    }
  });
});
