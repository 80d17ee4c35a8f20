import { expect, test } from 'vitest';
import { testEngine } from '../helpers/engine';
import { icosphere } from '../helpers/icosphere';

test('a pad of any size is taken: its pieces are more than a call has room for as arguments', async () => {
  const engine = await testEngine();
  await engine.prepare([{ name: 'ball', surface: icosphere(2, 90), insideSPerM: 0.465 }]);
  const shape = { kind: 'rect', widthMm: 160, heightMm: 160 } as const;
  const electrodes = [
    { atMm: [0, 0, 90] as const, currentMa: 2, shape },
    { atMm: [0, 0, -90] as const, currentMa: -2, shape },
  ];
  const { eVPerM } = await engine.solve({ kind: 'tdcs', electrodes }, [Float32Array.of(0, 0, 0)]);
  const [x, y, z] = eVPerM[0];
  expect(z).toBeLessThan(-0.1);
  expect(Math.hypot(x, y)).toBeLessThan(0.01 * Math.abs(z));
});
