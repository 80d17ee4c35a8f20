import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/engine/protocol';
import { builtinCoil } from '../../src/model/coils/catalogue';
import { relativeL2, sphereLayers, testEngine } from '../helpers/engine';

const points = Float32Array.from({ length: 900 }, (_, i) => 75 * Math.sin(1.7 * i));

describe('several sources at once', () => {
  it('have the fields, to the bit, that they have one after another, each with its own points and iterations', async () => {
    const coil = builtinCoil('figure8-70') ?? expect.fail('no figure8-70 in the catalogue');
    const sources: Source[] = [
      { kind: 'tms', coil, pose: [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 100, 0, 0, 0, 1], didtAPerS: 1e8 },
      { kind: 'uniform', eVPerM: [0, 1, 0] },
      {
        kind: 'tdcs',
        electrodes: [
          { atMm: [0, 0, 92], currentMa: 1, shape: { kind: 'disc', radiusMm: 12 } },
          { atMm: [92, 0, 0], currentMa: -1, shape: { kind: 'point' } },
        ],
      },
    ];
    const engine = await testEngine();
    await engine.prepare(sphereLayers([92, 86, 80], [0.465, 0.01, 0.3], [3, 3, 3]));
    const asked = sources.map((source, k) => ({ source, pointsMm: [points.subarray(0, 300 * (k + 1))] }));
    const together = await engine.solveAll(asked, { charges: true });
    const iterations = new Set<number>();
    for (const [k, { source, pointsMm }] of asked.entries()) {
      const alone = await engine.solve(source, pointsMm, { charges: true });
      expect(together[k].eVPerM).toEqual(alone.eVPerM);
      expect(together[k].chargesVPerM).toEqual(alone.chargesVPerM);
      expect(together[k].report.iterations).toBe(alone.report.iterations);
      iterations.add(alone.report.iterations);
    }
    expect(iterations.size).toBeGreaterThan(1);
    expect(await engine.solveAll([])).toEqual([]);
  });
});

it('points that mirror those of the solve before get a field of their own', async () => {
  const engine = await testEngine();
  await engine.prepare(sphereLayers([92], [1], [2]));
  const source: Source = {
    kind: 'tms',
    coil: {
      id: 'dipole',
      title: 'a dipole',
      dipoles: { positionsMm: Float64Array.of(0, 0, 0), momentsAm2PerA: Float64Array.of(1, 0, 0) },
    },
    pose: [1, 0, 0, 40, 0, 1, 0, 30, 0, 0, 1, 110, 0, 0, 0, 1],
    didtAPerS: 1e6,
  };
  const at = async (...p: number[]): Promise<Float32Array> =>
    (await engine.solve(source, [Float32Array.from(p)])).eVPerM[0];
  const left = await at(-40, 20, 30, -10, 50, 40);
  const both = await at(40, 20, 30, 10, 50, 40, -40, 20, 30, -10, 50, 40);
  expect(await at(40, 20, 30, 10, 50, 40)).toEqual(both.subarray(0, 6));
  expect(relativeL2(left, both.subarray(6))).toBeLessThan(1e-5);
  expect(relativeL2(left, both.subarray(0, 6))).toBeGreaterThan(0.1);
});
