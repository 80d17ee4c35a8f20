import { beforeEach, describe, expect, test } from 'vitest';
import { gesture } from '../../src/app/gesture';
import { DEFAULT_PLAN } from '../../src/app/plan';
import { appStore, setPlacement, setView } from '../../src/app/store';
import { redo, undo } from '../../src/app/undo';

beforeEach(() => {
  appStore.setState({ plan: DEFAULT_PLAN });
  appStore.temporal.getState().clear();
});
const steps = (): number => appStore.temporal.getState().pastStates.length;

describe('undo', () => {
  test('takes back a move of the coil and brings it again', () => {
    const moved = { ...DEFAULT_PLAN.placement, angleDeg: 10 };
    setPlacement(moved);
    expect(appStore.getState().plan.siteName).toBe('');
    undo();
    expect(appStore.getState().plan).toEqual(DEFAULT_PLAN);
    redo();
    expect(appStore.getState().plan.placement).toEqual(moved);
  });

  test('counts a slider’s whole travel as one step', () => {
    const didt = gesture('didtAPerUs');
    for (const x of [71, 75, 90]) didt.preview(x);
    expect(appStore.getState().plan.didtAPerUs).toBe(90);
    didt.commit(95);
    expect(steps()).toBe(1);
    undo();
    expect(appStore.getState().plan.didtAPerUs).toBe(70);
  });

  test('leaves the view alone', () => {
    setView({ marks: true });
    expect(steps()).toBe(0);
    undo();
    expect(appStore.getState().view.marks).toBe(true);
    expect(appStore.getState().session.announcement).toBe('Nothing to undo');
  });
});
