import { testCore } from '../../test/helpers/engine';
import { scalarTwins } from '../scalar-twins';
import { twinCases } from '../twin-cases';
import { bestMs } from './timing';

/** Many short runs: the best of them is one that nothing else on the machine broke into. */
const RUNS = 100;
const ROUNDS = 7;

/** Kernels of the core beside their twins without SIMD, on one thread. */
export async function lanes(): Promise<void> {
  const core = await testCore();
  const twins = await scalarTwins(core.arena);
  console.log(`\n| kernel | scalar, ms | SIMD, ms | ratio, median of ${ROUNDS} | least to most |`);
  console.log('|---|---|---|---|---|');
  for (const { name, run } of twinCases(core, 256, 4)) {
    const rounds = Array.from({ length: ROUNDS }, () =>
      bestMs(
        RUNS,
        () => run(twins),
        () => run(core.exports),
      ),
    ).sort((a, b) => a[0] / a[1] - b[0] / b[1]);
    const [one, four] = rounds[ROUNDS >> 1];
    const ratio = ([scalar, simd]: number[]): string => (scalar / simd).toFixed(1);
    const range = `${ratio(rounds[0])} to ${ratio(rounds[ROUNDS - 1])}`;
    console.log(`| ${name} | ${one.toFixed(2)} | ${four.toFixed(2)} | ${(one / four).toFixed(2)} | ${range} |`);
  }
}
