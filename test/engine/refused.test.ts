import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import type { Layer } from '../../src/model/head';
import { IDENTITY_POSE } from '../../src/model/pose';
import { relativeL2, sphereLayers, testEngine } from '../helpers/engine';

const layers = (skullSPerM = 0.01, brainSPerM = 0.3): Layer[] =>
  sphereLayers([92, 86, 80], [0.465, skullSPerM, brainSPerM], [1, 1, 1]);
const points = [Float32Array.of(0, 0, 60)];
const dipoleAt = (positionMm: readonly number[], didtAPerS = 1): Source => ({
  kind: 'tms',
  coil: {
    id: 'dipole',
    title: 'dipole',
    dipoles: { positionsMm: Float64Array.from(positionMm), momentsAm2PerA: Float64Array.of(0, 1, 0) },
  },
  pose: IDENTITY_POSE,
  didtAPerS,
});

describe('a head that has no field', () => {
  it('is refused for a triangle without area, by layer and number', async () => {
    const [scalp, ...inner] = layers();
    const { positionsMm, triangles } = scalp.surface;
    const flat = { ...scalp, surface: { positionsMm, triangles: Uint32Array.of(...triangles, 3, 3, 4) } };
    await expect((await testEngine()).prepare([flat, ...inner])).rejects.toThrow('triangle 80 of sphere 0 has no area');
  });

  it.each([Number.NaN, -0.1, Number.POSITIVE_INFINITY])('is refused for a conductivity of %s S/m', async (sPerM) => {
    await expect((await testEngine()).prepare(layers(0.01, sPerM))).rejects.toThrow('sphere 2 has');
  });

  it('is refused where neither side of a surface conducts, also when it is set up already, and then keeps what it had', async () => {
    const engine = await testEngine();
    await engine.prepare(layers());
    const [before] = (await engine.solve(dipoleAt([0, 0, 110]), points)).eVPerM;
    await expect(engine.prepare(layers(0, 0))).rejects.toThrow('sphere 2 has 0 S/m inside and 0 S/m outside');
    const [after] = (await engine.solve(dipoleAt([0, 0, 110]), points)).eVPerM;
    expect(after).toEqual(before);
  });

  it('is not one whose skull does not conduct at all', async () => {
    const engine = await testEngine();
    await engine.prepare(layers(0));
    const [none] = (await engine.solve(dipoleAt([0, 0, 110]), points)).eVPerM;
    await engine.prepare(layers(1e-6));
    const [hardly] = (await engine.solve(dipoleAt([0, 0, 110]), points)).eVPerM;
    expect(relativeL2(none, hardly)).toBeLessThan(1e-3);
  });
});

describe('a source that has no field', () => {
  let engine: FieldEngine;
  beforeAll(async () => {
    engine = await testEngine();
    await engine.prepare(layers());
  });

  it.each([
    ['that changes by no number', dipoleAt([0, 0, 110], Number.NaN)],
    ['at no place', dipoleAt([0, Number.NaN, 110])],
  ])('is refused: a dipole %s', async (_, source) => {
    await expect(engine.solve(source, points)).rejects.toThrow('not finite on the head');
  });

  it('is not one without any current, whose field is zero', async () => {
    const { eVPerM, report } = await engine.solve(dipoleAt([0, 0, 110], 0), points);
    expect([...eVPerM[0]]).toEqual([0, 0, 0]);
    expect(report.iterations).toBe(0);
  });
});
