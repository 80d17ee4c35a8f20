import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldEngine } from '../../src/engine/protocol';
import { DENG_SPHERE } from '../../src/measures/depth';
import { DENG_PAIRS, dengFigures } from '../helpers/deng-sphere';
import { sphereLayers, testEngine } from '../helpers/engine';

describe('depth and spread on the sphere of Deng et al. 2013', () => {
  let engine: FieldEngine;

  beforeAll(async () => {
    engine = await testEngine();
    await engine.prepare(sphereLayers([DENG_SPHERE.headRadiusMm], [0.33], [5]));
  });

  it.each(DENG_PAIRS)('$id: within 10 percent of coil $number', async ({ id, number }) => {
    const { figures, published } = await dengFigures(engine, id, number);
    expect(Math.abs(figures.halfDepthMm / published.halfDepthMm - 1)).toBeLessThan(0.1);
    expect(Math.abs(figures.halfSpreadMm2 / published.halfSpreadMm2 - 1)).toBeLessThan(0.1);
  });
});
