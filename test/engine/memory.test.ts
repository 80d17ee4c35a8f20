import { describe, expect, it } from 'vitest';
import { BoundaryOperator } from '../../src/engine/boundary-operator';
import { planOperator } from '../../src/engine/operator-plan';
import { runWhole } from '../../src/engine/sliced';
import { stackLayers } from '../../src/engine/triangles';
import { IDENTITY_POSE } from '../../src/model/pose';
import { sphereLayers, testCore, testEngine } from '../helpers/engine';

const head = (level: number) => sphereLayers([92, 86, 80], [0.465, 0.01, 0.3], [level, level, level]);

describe('the memory of a head', () => {
  it.each([
    { level: 3, degree: 7 },
    { level: 4, degree: 7 },
    { level: 4, degree: 9 },
  ])('is known before it is taken, to 10 percent: level $level, degree $degree', async ({ level, degree }) => {
    const set = runWhole(stackLayers(head(level)));
    const core = await testCore();
    const before = core.arena.used;
    const operator = runWhole(BoundaryOperator.build(core, set, { degree }));
    const { operatorBytes } = runWhole(planOperator(set, degree));
    expect((operator.bytes - before) / operatorBytes).toBeGreaterThan(0.9);
    expect((operator.bytes - before) / operatorBytes).toBeLessThan(1.1);
  });

  it('and of a solve bound what they come to', async () => {
    const engine = await testEngine();
    const { bytes, solveBytes = 0 } = await engine.prepare(head(4));
    const coil = {
      id: 'd',
      title: 'd',
      dipoles: { positionsMm: Float64Array.of(0, 0, 100), momentsAm2PerA: Float64Array.of(1, 0, 0) },
    };
    const points = Float32Array.from({ length: 3 * 15000 }, (_, i) => 60 * Math.sin(1.7 * i));
    const { report } = await engine.solve({ kind: 'tms', coil, pose: IDENTITY_POSE, didtAPerS: 1 }, [points]);
    expect(report.bytes).toBeLessThan(1.1 * (bytes + solveBytes));
    expect(report.bytes).toBeGreaterThan(0.6 * (bytes + solveBytes));
  });

  // An address aligned by bits turned negative there, memory no longer grew and a kernel failed.
  it('goes on beyond 2 GiB', async () => {
    const { arena, exports } = await testCore();
    arena.alloc(2 ** 31);
    const [x, y] = [arena.zeros(64), arena.zeros(64)];
    arena.f32(x, 64).fill(2);
    exports.scaleTo(y, 3, x, 64);
    expect(x).toBeGreaterThan(2 ** 31);
    expect([...arena.f32(y, 64)]).toEqual(new Array(64).fill(6));
  });

  it('is refused in one line when it will not fit', async () => {
    const engine = await testEngine();
    const limited = engine.prepare(head(3), undefined, undefined, { memoryLimitBytes: 8 * 2 ** 20 });
    await expect(limited).rejects.toThrow(
      /^3,840 triangles need about \d+ MiB and the field engine may take 8 MiB; use a coarser head or subdivide less$/,
    );
    await expect(engine.solve({ kind: 'uniform', eVPerM: [1, 0, 0] }, [])).rejects.toThrow(/no head/);
    await engine.prepare(head(2));
  });
});
