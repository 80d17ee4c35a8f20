import { bundledHead } from '../../src/cli/engine';
import type { Electrode } from '../../src/model/electrode';
import { testEngine } from '../../test/helpers/engine';
import { coilOverF3 } from './coil-over-f3';

/** The longest time that work held its thread while `work` went on, which is how long a cancel may wait, ms. */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  let longest = 0;
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    port2.postMessage(null);
  };
  port2.postMessage(null);
  await work();
  port1.close();
  return longest;
}

/** How long a cancel has to wait. */
export async function stops(): Promise<void> {
  console.log('\n| one thread, cancel waits at most, ms | set-up | coil | electrodes |');
  console.log('|---|---|---|---|');
  const electrodes: Electrode[] = [
    { atMm: [-45, 45, 60], currentMa: 2, shape: { kind: 'disc', radiusMm: 17 } },
    { atMm: [30, 80, 20], currentMa: -2, shape: { kind: 'disc', radiusMm: 17 } },
  ];
  for (const resolution of ['light', 'full'] as const) {
    const engine = await testEngine();
    const { layers, fieldSurfaces } = await bundledHead(resolution);
    const points = fieldSurfaces.map((s) => s.pointsMm);
    const holds = [
      await longestHold(() => engine.prepare(layers)),
      await longestHold(() => engine.solve(coilOverF3(), points, { tolerance: 1e-4 })),
      await longestHold(() => engine.solve({ kind: 'tdcs', electrodes }, points, { tolerance: 1e-4 })),
    ];
    console.log(`| ${resolution} head | ${holds.map((ms) => ms.toFixed(0)).join(' | ')} |`);
  }
}
