import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldEngine } from '../../src/engine/protocol';
import type { Electrode } from '../../src/model/electrode';
import { relativeL2, testEngine } from '../helpers/engine';
import { icosphere } from '../helpers/icosphere';

describe('a pad of any size', () => {
  let engine: FieldEngine;
  beforeAll(async () => {
    engine = await testEngine();
    await engine.prepare([{ name: 'ball', surface: icosphere(3, 90), insideSPerM: 0.465 }]);
  });
  const field = async (shape: Electrode['shape'], pointMm: readonly number[]): Promise<Float32Array> => {
    const electrodes: Electrode[] = [
      { atMm: [0, 0, 90], currentMa: 2, shape },
      { atMm: [0, 0, -90], currentMa: -2, shape },
    ];
    return (await engine.solve({ kind: 'tdcs', electrodes }, [Float32Array.from(pointMm)])).eVPerM[0];
  };

  it('is taken: a large one has more pieces than a call has room for as arguments', async () => {
    const [x, y, z] = await field({ kind: 'rect', widthMm: 160, heightMm: 160 }, [0, 0, 0]);
    expect(z).toBeLessThan(-0.1);
    expect(Math.hypot(x, y)).toBeLessThan(0.01 * Math.abs(z));
  });

  it.each([0.5, 0.01])('is taken: one of %s mm acts like a point from 20 mm off', async (radiusMm) => {
    const place = [10, 5, 70];
    expect(
      relativeL2(await field({ kind: 'disc', radiusMm }, place), await field({ kind: 'point' }, place)),
    ).toBeLessThan(0.01);
  });

  it.each([0, -1, Number.NaN])('is refused where it is none: %s mm', async (radiusMm) => {
    await expect(field({ kind: 'disc', radiusMm }, [0, 0, 0])).rejects.toThrow('covers no scalp; enlarge it');
  });
});
