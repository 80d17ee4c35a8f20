/** What must hold on any head, without a reference; run on the bundled one. */

import { beforeAll, describe, expect, it } from 'vitest';
import { bundledHead } from '../../src/cli/engine';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import type { Coil } from '../../src/model/coil';
import type { Head } from '../../src/model/head';
import type { Pose } from '../../src/model/pose';
import type { Vec3 } from '../../src/model/vec3';
import { magnitudes, quantile, relativeL2, testEngine } from '../helpers/engine';
import { figureEight, gaugeError, OVER_F3, reciprocityError, rigidMotionError } from '../helpers/head-invariants';

/** Every n-th point of a packed array. */
const thinned = (points: Float32Array, n: number): Float32Array =>
  Float32Array.from(
    { length: 3 * Math.floor(points.length / 3 / n) },
    (_, i) => points[3 * n * Math.floor(i / 3) + (i % 3)],
  );

describe('the bundled head (light)', () => {
  let engine: FieldEngine;
  let head: Head;
  let cortex: Float32Array;
  let figure8: Coil;

  beforeAll(async () => {
    engine = await testEngine(1);
    head = await bundledHead('light');
    cortex = thinned(head.fieldSurfaces[0].pointsMm, 5);
    figure8 = figureEight();
    await engine.prepare(head.layers);
  });

  const solve = async (source: Source, points = cortex): Promise<Float32Array> =>
    (await engine.solve(source, [points], { tolerance: 1e-5 })).eVPerM[0];

  it.each([
    { axis: 'x', eVPerM: [1, 0, 0] },
    { axis: 'y', eVPerM: [0, 1, 0] },
    { axis: 'z', eVPerM: [0, 0, 1] },
  ] as { axis: string; eVPerM: Vec3 }[])('a uniform field along $axis vanishes, to 2 permille', async ({ eVPerM }) => {
    const left = magnitudes(await solve({ kind: 'uniform', eVPerM }));
    expect(quantile(left, 0.5)).toBeLessThan(0.002);
    expect(quantile(left, 0.95)).toBeLessThan(0.005);
  });

  it('keeps every closed surface neutral', async () => {
    const { report } = await engine.solve({ kind: 'tms', coil: figure8, pose: OVER_F3, didtAPerS: 1e8 }, [cortex]);
    for (const net of report.netCharge) expect(net).toBeLessThan(1e-5);
  });

  it('turns the field with head and coil together, to half a percent', async () => {
    expect(await rigidMotionError(engine, await testEngine(), head.layers, cortex)).toBeLessThan(0.005);
  });

  it('has one field for two vector potentials of one coil, to half a percent', async () => {
    expect(await gaugeError(engine, cortex)).toBeLessThan(0.005);
  });

  it('adds up: the field of two parts of a coil is the field of the coil', async () => {
    const half = (k: number): Coil => ({ ...figure8, pathsMm: (figure8.pathsMm ?? []).filter((_, i) => i % 2 === k) });
    const source = (coil: Coil): Source => ({ kind: 'tms', coil, pose: OVER_F3, didtAPerS: 1e8 });
    const [a, b, whole] = [await solve(source(half(0))), await solve(source(half(1))), await solve(source(figure8))];
    const sum = a.map((v, i) => v + b[i]);
    expect(relativeL2(sum, whole)).toBeLessThan(1e-3);
  });

  it('stops within a slice of work when asked to', async () => {
    const controller = new AbortController();
    const run = engine.solve(
      { kind: 'tms', coil: figure8, pose: OVER_F3, didtAPerS: 1e8 },
      [cortex],
      {},
      () => controller.abort(),
      controller.signal,
    );
    await expect(run).rejects.toThrow(/abort/i);
    // and the engine is whole afterwards
    expect((await solve({ kind: 'uniform', eVPerM: [1, 0, 0] })).length).toBe(cortex.length);
  });

  it('names what is wrong with a source', async () => {
    const sheared: Pose = [1, 0.5, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    await expect(solve({ kind: 'tms', coil: figure8, pose: sheared, didtAPerS: 1 })).rejects.toThrow(/scales|shears/);
    const lone = { atMm: [0, 0, 100] as Vec3, currentMa: 1, shape: { kind: 'point' } as const };
    await expect(solve({ kind: 'tdcs', electrodes: [lone, lone] })).rejects.toThrow(/sum to 2.000 mA/);
    await expect((await testEngine()).solve({ kind: 'uniform', eVPerM: [1, 0, 0] }, [cortex])).rejects.toThrow(
      /no head/,
    );
  });
});

describe('the bundled head (light), outer layers refined for tDCS', () => {
  it('is reciprocal: a voltage there from a current here is that here from the same current there', async () => {
    const engine = await testEngine(1);
    const { layers } = await bundledHead('light');
    await engine.prepare(layers, undefined, undefined, { maxEdgeMm: 5 });
    expect(await reciprocityError(engine, layers[0].surface)).toBeLessThan(0.01);
  });
});
