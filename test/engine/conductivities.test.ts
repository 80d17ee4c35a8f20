import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/engine/protocol';
import { triangleAreasMm2 } from '../../src/model/surface';
import { relativeL2, sphereLayers, testEngine } from '../helpers/engine';

const radii = [92, 86, 78];
const layers = (conductivities: number[]) => sphereLayers(radii, conductivities, [2, 2, 2]);
const points = [Float32Array.of(0, 0, 60, 30, 20, 10, -20, 40, -30)];
const tdcs: Source = {
  kind: 'tdcs',
  electrodes: [
    { atMm: [0, 0, 92], currentMa: 1, shape: { kind: 'disc', radiusMm: 15 } },
    { atMm: [0, 92, 0], currentMa: -1, shape: { kind: 'disc', radiusMm: 15 } },
  ],
};

describe('a prepared head with other conductivities', () => {
  it('is taken without a new operator and gives the field of a fresh engine', async () => {
    const engine = await testEngine();
    const first = await engine.prepare(layers([0.465, 0.01, 0.3]));
    const before = (await engine.solve(tdcs, points)).eVPerM[0];
    const stages: string[] = [];
    const again = await engine.prepare(layers([0.3, 0.02, 0.2]), (p) => stages.push(p.stage));
    expect(stages).toEqual([]);
    expect(again.triangles).toBe(first.triangles);
    const after = (await engine.solve(tdcs, points)).eVPerM[0];
    const fresh = await testEngine();
    await fresh.prepare(layers([0.3, 0.02, 0.2]));
    expect([...after]).toEqual([...(await fresh.solve(tdcs, points)).eVPerM[0]]);
    expect(relativeL2(after, before)).toBeGreaterThan(0.1);
  });

  it('with another shape or other options gets a new operator', async () => {
    const engine = await testEngine();
    await engine.prepare(layers([0.465, 0.01, 0.3]));
    const stages: string[] = [];
    await engine.prepare(sphereLayers([92, 86, 77], [0.465, 0.01, 0.3], [2, 2, 2]), (p) => stages.push(p.stage));
    expect(stages).toContain('operators');
    stages.length = 0;
    await engine.prepare(
      sphereLayers([92, 86, 77], [0.465, 0.01, 0.3], [2, 2, 2]),
      (p) => stages.push(p.stage),
      undefined,
      { degree: 9 },
    );
    expect(stages).toContain('operators');
  });
});

describe('charges', () => {
  it('come with the field when asked for: of a sphere in a uniform field, 3 E cos(theta), and none within', async () => {
    const engine = await testEngine();
    const [outer, inner] = sphereLayers([90, 60], [0.3, 0.3], [3, 2]);
    await engine.prepare([outer, inner]);
    const source: Source = { kind: 'uniform', eVPerM: [0, 0, 2] };
    expect((await engine.solve(source, points)).chargesVPerM).toBeUndefined();
    const { chargesVPerM } = await engine.solve(source, points, { charges: true });
    const [charge, none] = chargesVPerM ?? [];
    expect(none.every((c) => c === 0)).toBe(true);
    const { positionsMm, triangles } = outer.surface;
    const expected = Array.from({ length: triangles.length / 3 }, (_, t) => {
      const z = [0, 1, 2].reduce((sum, k) => sum + positionsMm[3 * triangles[3 * t + k] + 2] / 3, 0);
      return (3 * 2 * z) / 90;
    });
    expect(relativeL2(charge, expected)).toBeLessThan(0.02);
    const areas = triangleAreasMm2(outer.surface);
    expect(Math.abs(charge.reduce((sum, c, t) => sum + c * areas[t], 0))).toBeLessThan(1);
  });
});
