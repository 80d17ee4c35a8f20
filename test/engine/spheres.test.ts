import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldEngine } from '../../src/engine/protocol';
import { rdm, relativeL2, sphereLayers, testEngine } from '../helpers/engine';
import { type OpenCase, openCases, openSource } from '../helpers/reference-cases';

const cases = openCases();

describe.skipIf(cases.length === 0)('five concentric spheres against closed forms (reference data present)', () => {
  let engine: FieldEngine;

  const solveCase = async (c: OpenCase): Promise<Float32Array> => {
    const { eVPerM } = await engine.solve(openSource(c), [Float32Array.from(c.points_mm.flat())]);
    return eVPerM[0];
  };

  describe('5,120 triangles a layer', () => {
    beforeAll(async () => {
      engine = await testEngine();
      const { layers } = cases[0];
      await engine.prepare(
        sphereLayers(
          layers.map((l) => l.radius_mm),
          layers.map((l) => l.inside),
          layers.map(() => 4),
        ),
      );
    });

    it.each(cases.filter((c) => c.tms))('$name to 1 percent', async (c) => {
      expect(relativeL2(await solveCase(c), c.E.flat())).toBeLessThan(0.01);
    });
  });

  describe('edges of 3.5 mm and less in the outer layers, for tDCS', () => {
    beforeAll(async () => {
      engine = await testEngine();
      const { layers } = cases[0];
      await engine.prepare(
        sphereLayers(
          layers.map((l) => l.radius_mm),
          layers.map((l) => l.inside),
          [5, 5, 5, 4, 4],
        ),
      );
    });

    it.each(cases.filter((c) => c.tdcs))('$name to 3 percent, RDM 0.03', async (c) => {
      const e = await solveCase(c);
      expect(relativeL2(e, c.E.flat())).toBeLessThan(0.03);
      expect(rdm(e, c.E.flat())).toBeLessThan(0.03);
    });
  });
});
