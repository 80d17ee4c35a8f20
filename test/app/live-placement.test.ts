import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { liveStore } from '../../src/app/live-engine';
import { drawMovedCoil, livePlacement, onCoilFrame } from '../../src/app/live-placement';

let draws = 0;
let stop = (): void => {};

beforeEach(() => {
  vi.useFakeTimers();
  stop = onCoilFrame(() => draws++);
  draws = 0;
});
afterEach(() => {
  stop();
  vi.runAllTimers();
  vi.useRealTimers();
});

const turnTo = (angleDeg: number): void =>
  livePlacement.setState(({ placement }) => ({ placement: { ...placement, angleDeg } }));

test('a moved coil is drawn with its live field', () => {
  liveStore.setState({ kind: 'ready' }, true);
  turnTo(10);
  turnTo(20);
  expect(draws).toBe(0);
  drawMovedCoil();
  expect(draws).toBe(1);
  vi.runAllTimers();
  expect(draws).toBe(1);
});

test('it does not wait long for a field that does not come', () => {
  liveStore.setState({ kind: 'ready' }, true);
  turnTo(30);
  vi.advanceTimersByTime(12);
  expect(draws).toBe(1);
  turnTo(40);
  vi.advanceTimersByTime(12);
  expect(draws).toBe(2);
});

test('without a live field it is drawn at once', () => {
  liveStore.setState({ kind: 'absent' }, true);
  turnTo(50);
  vi.advanceTimersByTime(0);
  expect(draws).toBe(1);
});

test('a field for a coil that rests draws nothing', () => {
  drawMovedCoil();
  expect(draws).toBe(0);
});
