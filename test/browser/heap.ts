import type { CDPSession } from 'playwright-core';

/** Bytes of the objects that the page makes while `act` runs, kept or not; the contents of arrays are not among them. */
export async function bytesMade(session: CDPSession, act: () => Promise<void>): Promise<number> {
  await session.send('HeapProfiler.startSampling', {
    samplingInterval: 4096,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await act();
  const { profile } = await session.send('HeapProfiler.stopSampling');
  const bytes = (node: typeof profile.head): number =>
    node.children.reduce((sum, child) => sum + bytes(child), node.selfSize);
  return bytes(profile.head);
}
