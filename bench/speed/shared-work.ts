import { bundledHead } from '../../src/cli/engine';
import { BoundaryOperator } from '../../src/engine/boundary-operator';
import { type Crew, soloCrew } from '../../src/engine/crew';
import { runWhole } from '../../src/engine/sliced';
import { stackLayers } from '../../src/engine/triangles';
import { testSharedCore } from '../../test/helpers/engine';
import { bestMs } from './timing';

/** One product on the light head by one thread and by two, and four right-hand sides at once beside one. */
export async function sharedWork(): Promise<void> {
  const core = await testSharedCore(1);
  const { layers } = await bundledHead('light');
  const operator = runWhole(BoundaryOperator.build(core, runWhole(stackLayers(layers))));
  const { arena } = core;
  const two = core.crew;
  const one = soloCrew(core.exports);
  const sides = Array.from({ length: 4 }, () =>
    operator.side(arena.zeros(operator.slots), arena.zeros(operator.slots)),
  );
  for (const { charge } of sides) arena.f32(charge, operator.slots).fill(1);
  const product = (crew: Crew, count: number) => (): void => {
    core.crew = crew;
    runWhole(operator.apply(sides.slice(0, count)));
  };
  const [alone, together, four, fourTogether] = bestMs(
    25,
    product(one, 1),
    product(two, 1),
    product(one, 4),
    product(two, 4),
  );
  two.disband();
  console.log('\n| product, light head | 1 thread, ms | 2 threads, ms | ratio |');
  console.log('|---|---|---|---|');
  for (const [name, a, b] of [
    ['one right-hand side', alone, together],
    ['each of four at once', four / 4, fourTogether / 4],
  ] as const) {
    console.log(`| ${name} | ${a.toFixed(1)} | ${b.toFixed(1)} | ${(a / b).toFixed(2)} |`);
  }
  console.log(
    `\nFour at once are ${((4 * alone) / four).toFixed(2)} times as fast as one after another with one thread, ` +
      `${((4 * together) / fourTogether).toFixed(2)} times with two.`,
  );
}
