import type { CDPSession } from 'playwright-core';
import { ALL_OBJECTS, bytesUnder } from '../helpers/heap-profile';

/** Bytes of the objects that the page makes while `act` runs, kept or not; the contents of arrays are not among them. */
export async function bytesMade(session: CDPSession, act: () => Promise<void>): Promise<number> {
  await session.send('HeapProfiler.startSampling', { samplingInterval: 4096, ...ALL_OBJECTS });
  await act();
  const { profile } = await session.send('HeapProfiler.stopSampling');
  return bytesUnder(profile.head);
}

/** Bytes of the objects that the page holds when nothing is left to collect. */
export async function bytesKept(session: CDPSession): Promise<number> {
  // What the first leaves to be finished, the second finds.
  for (let round = 0; round < 2; round++) await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

/** Bytes that the page's document makes while `act` runs: events, styles, laid out texts. What it frees meanwhile is not taken off. */
export async function documentBytesMade(session: CDPSession, act: () => Promise<void>): Promise<number> {
  const used = async (): Promise<number> => (await session.send('Runtime.getHeapUsage')).embedderHeapUsedSize;
  let made = 0;
  let before = await used();
  let over = false;
  const done = act().finally(() => {
    over = true;
  });
  while (!over) {
    await new Promise((next) => setTimeout(next, 200));
    const now = await used();
    made += Math.max(0, now - before);
    before = now;
  }
  await done;
  return made;
}
