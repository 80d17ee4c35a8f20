import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../src/engine/core';
import { pieces } from '../../src/engine/crew';
import { createEngine } from '../../src/engine/engine';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import { builtinCoil } from '../../src/model/coils/catalogue';
import { coreBytes, sphereLayers, testEngine, testSharedCore } from '../helpers/engine';

const layers = () => sphereLayers([92, 86, 80], [0.465, 0.01, 0.3], [3, 3, 3]);
const points = Float32Array.from({ length: 3 * 2000 }, (_, i) => 75 * Math.sin(1.7 * i));

/** Resolves when all threads of a crew are at work. */
async function gathered(core: Core, threads: number): Promise<void> {
  while (core.crew.threads < threads) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a solve with helpers', () => {
  const coil = builtinCoil('figure8-70') ?? expect.fail('no figure8-70 in the catalogue');
  const sources: Source[] = [
    { kind: 'tms', coil, pose: [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 100, 0, 0, 0, 1], didtAPerS: 1e8 },
    {
      kind: 'tdcs',
      electrodes: [
        { atMm: [0, 0, 92], currentMa: 1, shape: { kind: 'disc', radiusMm: 12 } },
        { atMm: [92, 0, 0], currentMa: -1, shape: { kind: 'point' } },
      ],
    },
  ];

  const solveAll = async (engine: FieldEngine): Promise<unknown[]> => {
    const answers: unknown[] = [];
    for (const source of sources) {
      const { eVPerM, sides, report } = await engine.solve(source, [points], { sides: true });
      answers.push(eVPerM, sides, report.iterations, report.residual);
    }
    return answers;
  };

  it('gives the same bits as one thread', async () => {
    const alone = await testEngine();
    expect((await alone.prepare(layers())).threads).toBe(1);
    const expected = await solveAll(alone);
    const engine = await testEngine(2);
    await engine.prepare(layers());
    expect(await solveAll(engine)).toEqual(expected);
    // helpers have long come
    expect((await engine.prepare(layers())).threads).toBe(3);
    engine.close();
    await expect(engine.solve(sources[0], [points])).rejects.toThrow(/no head/);
  });

  it('stops when told, and works on afterwards', async () => {
    const engine = await testEngine(1);
    await engine.prepare(layers());
    const stop = new AbortController();
    const run = engine.solve(sources[0], [points], {}, () => stop.abort(), stop.signal);
    await expect(run).rejects.toThrow(/abort/i);
    expect((await engine.solve(sources[0], [points])).eVPerM[0].every(Number.isFinite)).toBe(true);
    engine.close();
  });

  it('lets a solve come to its end before it closes', async () => {
    const engine = await testEngine(1);
    await engine.prepare(layers());
    const run = engine.solve(sources[0], [points]);
    engine.close();
    expect((await run).eVPerM[0].every(Number.isFinite)).toBe(true);
    await expect(engine.solve(sources[0], [points])).rejects.toThrow(/no head/);
  });

  it('does without helpers that do not start', async () => {
    const engine = await createEngine(coreBytes(), { count: 2, start: () => ({ terminate() {} }) });
    expect((await engine.prepare(layers())).threads).toBe(1);
    expect((await engine.solve(sources[0], [points])).report.residual).toBeLessThan(1e-5);
  });
});

describe('a crew', () => {
  let core: Core;
  beforeAll(async () => {
    core = await testSharedCore(2);
    await gathered(core, 3);
  });
  afterAll(() => core.crew.disband());

  it('makes each of many calls once', () => {
    const n = 4 * 3001;
    const { arena, crew } = core;
    const [x, y] = [arena.zeros(n), arena.zeros(n)];
    arena.f32(x, n).fill(1);
    for (let round = 0; round < 200; round++) {
      crew.run(
        'axpy',
        pieces(n, 3001, 4).map(([begin, end]) => [y + 4 * begin, 1, x + 4 * begin, end - begin]),
      );
    }
    expect(arena.f32(y, n).every((v) => v === 200)).toBe(true);
  });

  it('says so when a call fails', () => {
    const beyond = 2 ** 31;
    expect(() => core.crew.run('scaleTo', [[beyond, 1, beyond, 4]])).toThrow(/kernel/);
  });

  it('deals a range out without gap or overlap', () => {
    for (const [count, parts, grain] of [
      [10, 3, 1],
      [12, 5, 4],
      [0, 4, 1],
      [3, 100, 4],
    ]) {
      const all = pieces(count, parts, grain);
      expect(all.flatMap(([begin, end]) => Array.from({ length: end - begin }, (_, i) => begin + i))).toEqual(
        Array.from({ length: count }, (_, i) => i),
      );
      for (const [begin] of all) expect(begin % grain).toBe(0);
    }
  });
});
