import { expect, it } from 'vitest';
import { scalarTwins } from '../../bench/scalar-twins';
import { twinCases } from '../../bench/twin-cases';
import { relativeL2, testCore } from '../helpers/engine';

it('gives by four lanes what a scalar twin of each kernel gives', async () => {
  const core = await testCore();
  const twins = await scalarTwins(core.arena, { optimizeLevel: 0 });
  for (const { name, result } of twinCases(core, 256, 2)) {
    const [scalar, lanes] = [result(twins), result(core.exports)];
    expect(
      lanes.some((value) => value !== 0),
      name,
    ).toBe(true);
    expect(relativeL2(lanes, scalar), name).toBeLessThan(1e-6);
  }
});
