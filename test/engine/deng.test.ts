import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldEngine } from '../../src/engine/protocol';
import { DENG_COILS } from '../../src/measures/deng-coils';
import { DENG_SPHERE, depthFigures, depthSample } from '../../src/measures/depth';
import { builtinCoil, builtinWinding } from '../../src/model/coils/catalogue';
import { type Pose, transformPoint } from '../../src/model/pose';
import { norm } from '../../src/model/vec3';
import { magnitudes, sphereLayers, testEngine } from '../helpers/engine';

/** The coil over the top of the sphere, its winding's nearest edge `gapMm` off. */
function above(id: string, radiusMm: number, gapMm: number): Pose {
  const paths = builtinCoil(id)?.pathsMm ?? [];
  const strip = (builtinWinding(id)?.wireHeightMm ?? 0) / 2;
  const pose = (z: number): Pose => [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, z, 0, 0, 0, 1];
  const clearance = (z: number): number =>
    Math.min(...paths.flat().map((p) => norm(transformPoint(pose(z), p)))) - strip - radiusMm;
  let [low, high] = [radiusMm, radiusMm + 60];
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (clearance(middle) < gapMm) low = middle;
    else high = middle;
  }
  return pose(high);
}

describe('depth and spread on the sphere of Deng et al. 2013', () => {
  let engine: FieldEngine;

  beforeAll(async () => {
    engine = await testEngine();
    await engine.prepare(sphereLayers([DENG_SPHERE.headRadiusMm], [0.33], [5]));
  });

  it.each([
    { id: 'figure8-70', number: '31' },
    { id: 'mc-b70-class', number: '30' },
    { id: 'figure8-25', number: '25' },
  ])('$id: within 10 percent of coil $number', async ({ id, number }) => {
    const coil = builtinCoil(id) ?? expect.fail(id);
    const published = DENG_COILS.find((c) => c.number === number) ?? expect.fail(number);
    const pose = above(id, DENG_SPHERE.headRadiusMm, DENG_SPHERE.coilGapMm);
    const sample = depthSample({ deepestMm: 25 });
    const { eVPerM } = await engine.solve({ kind: 'tms', coil, pose, didtAPerS: 1e6 }, [sample.pointsMm]);
    const figures = depthFigures(sample, magnitudes(eVPerM[0]));
    expect(Math.abs(figures.halfDepthMm / published.halfDepthMm - 1)).toBeLessThan(0.1);
    expect(Math.abs(figures.halfSpreadMm2 / published.halfSpreadMm2 - 1)).toBeLessThan(0.1);
  });
});
