import { expect, test } from 'vitest';
import { FrameChannel, serveFrames, type WantedFrame } from '../../src/app/frame-channel';

/** A worker whose frames are three times the pose's first number. */
function channel(): { frames: FrameChannel; spaces: number[]; close: () => void } {
  const { port1, port2 } = new MessageChannel();
  const spaces: number[] = [];
  serveFrames(port2, ({ wanted, space }) => {
    spaces.push(space?.byteLength ?? 0);
    if (!('pose' in wanted)) return null;
    const data = space ? new Float32Array(space) : new Float32Array(3);
    data.fill(wanted.pose[0]);
    return { data, figures: [{ peak: wanted.pose[0], peakVertex: 1 }] };
  });
  return { frames: new FrameChannel(port1), spaces, close: () => port2.close() };
}

const at = (x: number): WantedFrame => ({ coilId: 'figure8-70', pose: [x, ...new Array<number>(15).fill(0)] });

test('answers come in turn, and null for what the worker has not', async () => {
  const { frames, close } = channel();
  const all = await Promise.all([frames.ask(at(7)), frames.ask({ montage: [], radiusMm: 6 }), frames.ask(at(9))]);
  close();
  expect(all.map((answer) => answer && [...answer.data])).toEqual([[7, 7, 7], null, [9, 9, 9]]);
  expect(all[2]?.figures).toEqual([{ peak: 9, peakVertex: 1 }]);
});

test('memory that is given back is written again', async () => {
  const { frames, spaces, close } = channel();
  for (const x of [1, 2, 3]) {
    const answer = await frames.ask(at(x));
    if (answer) frames.giveBack(answer);
  }
  close();
  expect(spaces).toEqual([0, 12, 12]);
});

// A head that came on the stage while a coil was dragged ended the worker, and the page waited for its frame for ever.
test('whoever waits when it ends is told', async () => {
  const { port1 } = new MessageChannel();
  const frames = new FrameChannel(port1);
  const waited = frames.ask(at(1));
  frames.end();
  expect(await waited).toBeNull();
  expect(await frames.ask(at(2))).toBeNull();
});
