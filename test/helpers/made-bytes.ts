import { Session } from 'node:inspector/promises';
import { ALL_OBJECTS, bytesUnder, type HeapNode } from './heap-profile';

/** Bytes of the objects that `act` and what it calls make, kept or not. */
export async function madeBytes(act: () => void): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.startSampling', { samplingInterval: 64, ...ALL_OBJECTS });
  // Known in the profile by its name, apart from what the profiler makes itself.
  (function measured() {
    act();
  })();
  const { profile } = await session.post('HeapProfiler.stopSampling');
  session.disconnect();
  const measured = (node: HeapNode): number =>
    node.callFrame.functionName === 'measured'
      ? bytesUnder(node)
      : node.children.reduce((sum, child) => sum + measured(child), 0);
  return measured(profile.head);
}
