import { testCore } from '../../test/helpers/engine';
import { scalarTwins } from '../scalar-twins';
import { twinCases } from '../twin-cases';
import { bestMs } from './timing';

/** Many short runs: the best of them is one that nothing else on the machine broke into. */
const RUNS = 300;

/** Kernels of the core beside their twins without SIMD, on one thread. */
export async function lanes(): Promise<void> {
  const core = await testCore();
  const twins = await scalarTwins(core.arena);
  console.log('\n| kernel | scalar, ms | SIMD, ms | ratio |');
  console.log('|---|---|---|---|');
  for (const { name, run } of twinCases(core, 256, 4)) {
    const [one, four] = bestMs(
      RUNS,
      () => run(twins),
      () => run(core.exports),
    );
    console.log(`| ${name} | ${one.toFixed(2)} | ${four.toFixed(2)} | ${(one / four).toFixed(2)} |`);
  }
}
