import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropWrite, watchCoil, writeSoon } from '../../src/app/figure-clock';
import { livePlacement } from '../../src/app/live-placement';

beforeEach(() => {
  vi.useFakeTimers();
  livePlacement.setState({ moving: false });
  vi.runAllTimers();
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

const turnTo = (angleDeg: number): void =>
  livePlacement.setState(({ placement }) => ({ placement: { ...placement, angleDeg }, moving: true }));

test('while the coil moves, what follows it is written five times a second, in one turn, as it lies then', () => {
  const turns: string[] = [];
  let began = performance.now();
  const now = (): number => Math.round(performance.now() - began);
  const stops = ['first', 'second'].map((name) =>
    watchCoil(({ placement }) => turns.push(`${name} ${now()} ms: ${placement.angleDeg}`)),
  );
  vi.advanceTimersByTime(1000);
  turns.length = 0;
  began = performance.now();
  for (let step = 0; step < 25; step++) {
    turnTo(step);
    vi.advanceTimersByTime(20);
  }
  expect(turns).toEqual([
    'first 0 ms: 0',
    'second 0 ms: 0',
    'first 200 ms: 9',
    'second 200 ms: 9',
    'first 400 ms: 19',
    'second 400 ms: 19',
  ]);
  // The last is never left out.
  vi.runAllTimers();
  expect(turns.at(-1)).toBe('second 600 ms: 24');
  for (const stop of stops) stop();
  turnTo(90);
  vi.runAllTimers();
  expect(turns).toHaveLength(8);
});

test('while it rests it is written soon, once, and not when that was taken back', () => {
  const write = vi.fn();
  writeSoon(write);
  writeSoon(write);
  expect(write).not.toHaveBeenCalled();
  vi.advanceTimersByTime(0);
  expect(write).toHaveBeenCalledTimes(1);
  writeSoon(write);
  dropWrite(write);
  vi.runAllTimers();
  expect(write).toHaveBeenCalledTimes(1);
});
