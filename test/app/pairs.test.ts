import { beforeEach, expect, test } from 'vitest';
import { PAIRS, putPair, swapSides } from '../../src/app/pairs';
import { DEFAULT_PLAN } from '../../src/app/plan';
import { scenarioOf, selectSide } from '../../src/app/sides';
import { appStore, setPlan } from '../../src/app/store';

beforeEach(() => appStore.setState({ plan: DEFAULT_PLAN }));
const side = (s: 'a' | 'b') => scenarioOf(appStore.getState().plan, s);

test('a pair keeps the coil that is on the stage, whichever side is edited', () => {
  setPlan({ coilId: 'mc-b70-class', placement: { ...DEFAULT_PLAN.placement, angleDeg: 10 } });
  selectSide('b');
  for (const { a, b } of PAIRS) {
    putPair(a, b);
    expect(side('a')).toMatchObject(a);
    expect(side('b')).toMatchObject(b);
    expect(appStore.getState().plan.side).toBe('b');
    expect([side('a').placement.angleDeg, side('b').placement.angleDeg]).toEqual([10, 10]);
  }
  expect([side('a').sham, side('b').sham]).toEqual([false, true]);
});

test('exchanging A and B twice changes nothing', () => {
  const [a, b] = [side('a'), side('b')];
  swapSides();
  expect(side('a').source).toBe(b.source);
  expect(side('b').source).toBe(a.source);
  swapSides();
  expect(appStore.getState().plan).toEqual(DEFAULT_PLAN);
});
