import { Session } from 'node:inspector/promises';

/** Bytes of the objects that `act` and what it calls make, kept or not. */
export async function madeBytes(act: () => void): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: 64,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  // Known in the profile by its name, apart from what the profiler makes itself.
  (function measured() {
    act();
  })();
  const { profile } = await session.post('HeapProfiler.stopSampling');
  session.disconnect();
  const bytes = (node: typeof profile.head): number =>
    node.children.reduce((sum, child) => sum + bytes(child), node.selfSize);
  const measured = (node: typeof profile.head): number =>
    node.callFrame.functionName === 'measured'
      ? bytes(node)
      : node.children.reduce((sum, child) => sum + measured(child), 0);
  return measured(profile.head);
}
