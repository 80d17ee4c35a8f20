/** What must hold on any head, without a reference; run on the bundled one. */

import { beforeAll, describe, expect, it } from 'vitest';
import { bundledHead } from '../../src/cli/engine';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import { closestPoint } from '../../src/engine/tdcs';
import type { Coil } from '../../src/model/coil';
import { builtinCoil } from '../../src/model/coils/catalogue';
import type { Electrode } from '../../src/model/electrode';
import type { Head } from '../../src/model/head';
import { composePoses, invertPose, type Pose, poseFromAxes, rotateVector, transformPoint } from '../../src/model/pose';
import { at, cross, dot, normalize, sub, type Vec3 } from '../../src/model/vec3';
import { magnitudes, quantile, relativeL2, testEngine } from '../helpers/engine';

/** Every n-th point of a packed array. */
const thinned = (points: Float32Array, n: number): Float32Array =>
  Float32Array.from(
    { length: 3 * Math.floor(points.length / 3 / n) },
    (_, i) => points[3 * n * Math.floor(i / 3) + (i % 3)],
  );

const mapVectors = (packed: Float32Array, f: (v: Vec3) => Vec3): number[] =>
  Array.from({ length: packed.length / 3 }, (_, i) => [...f(at(packed, i))]).flat();

/** A pose over the left frontal scalp, handle backward. */
const z = normalize([0.6, -0.55, -0.58]);
const y = normalize(cross(z, [-0.7, -0.7, 0]));
const overF3: Pose = poseFromAxes(y, z, [-58, 62, 50]);

describe('the bundled head (light)', () => {
  let engine: FieldEngine;
  let head: Head;
  let cortex: Float32Array;
  let figure8: Coil;

  beforeAll(async () => {
    engine = await testEngine();
    head = await bundledHead('light');
    cortex = thinned(head.fieldSurfaces[0].pointsMm, 5);
    figure8 = builtinCoil('figure8-70') ?? expect.fail('no figure8-70 in the catalogue');
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
    const { report } = await engine.solve({ kind: 'tms', coil: figure8, pose: overF3, didtAPerS: 1e8 }, [cortex]);
    for (const net of report.netCharge) expect(net).toBeLessThan(1e-3);
  });

  it('turns the field with head and coil together', async () => {
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    const turn: Pose = [c, -s, 0, 12, s, c, 0, -7, 0, 0, 1, 30, 0, 0, 0, 1];
    const moved = (points: Float32Array): Float32Array =>
      Float32Array.from(mapVectors(points, (p) => transformPoint(turn, p)));
    const still = await solve({ kind: 'tms', coil: figure8, pose: overF3, didtAPerS: 1e8 });
    const other = await testEngine();
    await other.prepare(
      head.layers.map((l) => ({ ...l, surface: { ...l.surface, positionsMm: moved(l.surface.positionsMm) } })),
    );
    const source: Source = { kind: 'tms', coil: figure8, pose: composePoses(turn, overF3), didtAPerS: 1e8 };
    const turned = (await other.solve(source, [moved(cortex)])).eVPerM[0];
    const back = mapVectors(turned, (e) => rotateVector(invertPose(turn), e));
    expect(relativeL2(back, still)).toBeLessThan(5e-3);
  });

  it('adds up: the field of two parts of a coil is the field of the coil', async () => {
    const half = (k: number): Coil => ({ ...figure8, pathsMm: (figure8.pathsMm ?? []).filter((_, i) => i % 2 === k) });
    const source = (coil: Coil): Source => ({ kind: 'tms', coil, pose: overF3, didtAPerS: 1e8 });
    const [a, b, whole] = [await solve(source(half(0))), await solve(source(half(1))), await solve(source(figure8))];
    const sum = a.map((v, i) => v + b[i]);
    expect(relativeL2(sum, whole)).toBeLessThan(1e-3);
  });

  it('stops within a slice of work when asked to', async () => {
    const controller = new AbortController();
    const run = engine.solve(
      { kind: 'tms', coil: figure8, pose: overF3, didtAPerS: 1e8 },
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
  it('is reciprocal: the voltage at c-d from a current at a-b is that at a-b from the same current at c-d', async () => {
    const engine = await testEngine();
    const head = await bundledHead('light');
    await engine.prepare(head.layers, undefined, undefined, { maxEdgeMm: 4 });
    const sites: [Vec3, Vec3, Vec3, Vec3] = [
      [-51, 54, 43],
      [53, 55, 41],
      [-67, -11, 65],
      [0, -114, 9],
    ];
    const scalp = head.layers[0].surface;
    const [a, b, c, d] = sites.map((p) => closestPoint(scalp, p).pointMm);
    const pair = (p: Vec3, q: Vec3): Electrode[] => [
      { atMm: p, currentMa: 1, shape: { kind: 'disc', radiusMm: 6 } },
      { atMm: q, currentMa: -1, shape: { kind: 'disc', radiusMm: 6 } },
    ];
    /** Minus the line integral of E from q to p, V: midpoint rule on the chord, which leaves the scalp nowhere. */
    const voltage = async (electrodes: Electrode[], p: Vec3, q: Vec3): Promise<number> => {
      const n = 6000;
      const chord = sub(p, q);
      const points = Float32Array.from({ length: n }, (_, i) => (i + 0.5) / n).reduce<number[]>((list, t) => {
        list.push(q[0] + t * chord[0], q[1] + t * chord[1], q[2] + t * chord[2]);
        return list;
      }, []);
      const [e] = (await engine.solve({ kind: 'tdcs', electrodes }, [Float32Array.from(points)])).eVPerM;
      let sum = 0;
      for (let i = 0; i < n; i++) sum -= (dot(at(e, i), chord) * 1e-3) / n;
      return sum;
    };
    const there = await voltage(pair(a, b), c, d);
    const back = await voltage(pair(c, d), a, b);
    expect(Math.abs(there / back - 1)).toBeLessThan(0.01);
  });
});
