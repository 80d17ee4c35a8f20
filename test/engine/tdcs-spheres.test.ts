import { describe, expect, it } from 'vitest';
import type { FieldEngine, PrepareOptions } from '../../src/engine/protocol';
import { sphereLayers, testEngine } from '../helpers/engine';
import { shellCases, shellErrors } from '../helpers/reference-cases';

const cases = shellCases();

/** Icosphere levels, outermost first: 4 has edges of 6.9 mm on the scalp, 5 of 3.4 mm, 6 of 1.7 mm. White matter needs none finer. */
const meshes = {
  '5-layer': { coarse: [4, 4, 4, 4, 4], fine: [5, 5, 6, 4, 4], brainLayers: 2, coarseError: 0.03 },
  // here points of the brain lie right under the skull, a fifth of an edge away
  '3-layer': { coarse: [4, 4, 4], fine: [5, 5, 5], brainLayers: 1, coarseError: 0.045 },
};

describe.skipIf(cases.length === 0).each(['5-layer', '3-layer'] as const)(
  'tDCS in a %s sphere, points to 0.3 mm from the interfaces (reference data present)',
  (model) => {
    const mine = cases.filter((c) => c.model === model);
    const { coarse, fine, brainLayers, coarseError } = meshes[model];
    const prepared = async (levels: number[], options?: PrepareOptions): Promise<FieldEngine> => {
      const engine = await testEngine();
      const radii = mine[0].radii_m.map((r) => 1e3 * r).reverse();
      const layers = sphereLayers(radii, [...mine[0].sigma_S_per_m].reverse(), levels);
      await engine.prepare(layers, undefined, undefined, options);
      return engine;
    };

    it('the brain to a few percent with 5,120 triangles a layer', { timeout: 300_000 }, async () => {
      const engine = await prepared(coarse);
      for (const c of mine) {
        const brain = (await shellErrors(engine, c)).slice(0, brainLayers);
        for (const error of brain) expect(error, c.montage).toBeLessThan(coarseError);
      }
    });

    it('every layer to 3 percent with edges below a thin layer’s width', { timeout: 300_000 }, async () => {
      const engine = await prepared(fine, { degree: 8 });
      for (const c of mine) {
        for (const error of await shellErrors(engine, c)) expect(error, c.montage).toBeLessThan(0.03);
      }
    });
  },
);
