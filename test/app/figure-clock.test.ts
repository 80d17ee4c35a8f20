import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { dropWrite, watchCoil, writeSoon } from '../../src/app/figure-clock';
import { liveStore } from '../../src/app/live-engine';
import { drawMovedCoil, livePlacement } from '../../src/app/live-placement';

let began = 0;
const now = (): number => Math.round(performance.now() - began);

// One clock for all: the module remembers when it wrote last.
beforeAll(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => setTimeout(work, 16));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
beforeEach(() => {
  livePlacement.setState({ moving: false });
  vi.runAllTimers();
  vi.advanceTimersByTime(1000);
  began = performance.now();
});
afterAll(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const turnTo = (angleDeg: number): void =>
  livePlacement.setState(({ placement }) => ({ placement: { ...placement, angleDeg }, moving: true }));

test('while the coil moves, what follows it is written five times a second, in one turn, as it lies then', () => {
  const turns: string[] = [];
  const stops = ['first', 'second'].map((name) =>
    watchCoil(({ placement }) => turns.push(`${name} ${now()} ms: ${placement.angleDeg}`)),
  );
  turns.length = 0;
  for (let step = 0; step < 25; step++) {
    turnTo(step);
    vi.advanceTimersByTime(20);
  }
  const times = turns.map((turn) => Number(/(\d+) ms/.exec(turn)?.[1]));
  expect(turns).toHaveLength(6);
  for (const [k, turn] of turns.entries()) {
    expect(turn).toMatch(k % 2 === 0 ? /^first/ : /^second/);
    if (k % 2 === 1) expect(times[k]).toBe(times[k - 1]);
    else if (k > 0) expect(times[k] - times[k - 2]).toBeGreaterThanOrEqual(200);
    // With the place of that moment: a step of 20 ms.
    expect(Number(turn.split(': ')[1])).toBe(Math.floor((times[k] - 1e-6) / 20));
  }
  // The last is never left out.
  vi.runAllTimers();
  expect(turns.at(-1)).toMatch(/: 24$/);
  for (const stop of stops) stop();
  const written = turns.length;
  turnTo(90);
  vi.runAllTimers();
  expect(turns).toHaveLength(written);
});

test('a picture that is about to be drawn is not held up; none is waited for long', () => {
  const write = vi.fn();
  liveStore.setState({ kind: 'ready' }, true);
  turnTo(10);
  writeSoon(write);
  vi.advanceTimersByTime(5);
  drawMovedCoil();
  expect(write).not.toHaveBeenCalled();
  vi.advanceTimersByTime(15);
  expect(write).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2);
  expect(write).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  writeSoon(write);
  vi.advanceTimersByTime(39);
  expect(write).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(write).toHaveBeenCalledTimes(2);
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
