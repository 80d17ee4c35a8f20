import { beforeAll, describe, expect, it } from 'vitest';
import { dengFigures } from '../../src/app/deng-sphere';
import type { FieldEngine } from '../../src/engine/protocol';
import { DENG_COILS } from '../../src/measures/deng-coils';
import { builtinCoil } from '../../src/model/coils/catalogue';
import { testEngine } from '../helpers/engine';

let engine: FieldEngine;
beforeAll(async () => {
  engine = await testEngine();
});

/**
 * The built-in coils that stand in the published list, and how near their spread has to come. Only diameters and turns are
 * printed; the circular coil is 10.2 % wider than published, as a count without the solver has it (deng-circular.test.ts).
 */
const CASES = [
  ['figure8-70', '31', 0.05],
  ['mc-b70-class', '30', 0.1],
  ['figure8-25', '25', 0.05],
  ['circular-90', '5', 0.11],
  ['double-cone-100', '37', 0.05],
] as const;

describe('depth and spread on the published sphere', () => {
  it.each(CASES)('%s agrees with coil %s of the published list', async (id, number, band) => {
    const coil = builtinCoil(id);
    const published = DENG_COILS.find((c) => c.number === number);
    if (!coil || !published) throw new Error(id);
    const figures = await dengFigures(engine, coil);
    console.info(
      `${id}: d ${figures.halfDepthMm.toFixed(1)} mm (${published.halfDepthMm}), S ${figures.halfSpreadMm2.toFixed(0)} mm2 (${published.halfSpreadMm2})`,
    );
    expect(Math.abs(figures.halfDepthMm / published.halfDepthMm - 1)).toBeLessThan(0.05);
    expect(Math.abs(figures.halfSpreadMm2 / published.halfSpreadMm2 - 1)).toBeLessThan(band);
  });
});
