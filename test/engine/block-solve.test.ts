import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/engine/protocol';
import { builtinCoil } from '../../src/model/coils/catalogue';
import { sphereLayers, testEngine } from '../helpers/engine';

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
