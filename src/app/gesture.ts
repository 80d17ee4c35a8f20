import { clamp, LIMITS, type Plan } from './plan';
import { appStore, setPlan } from './store';

type NumberKey = 'didtAPerUs' | 'padRadiusMm';

/** A plan number moved by a slider: seen at every step, undone as one. */
export function gesture(key: NumberKey): { preview: (x: number) => void; commit: (x: number) => void } {
  let before: Plan[NumberKey] | null = null;
  const bounded = (x: number): number => Math.round(clamp(x, LIMITS[key]) * 1000) / 1000;
  return {
    preview(x) {
      if (before === null) {
        before = appStore.getState().plan[key];
        appStore.temporal.getState().pause();
      }
      setPlan({ [key]: bounded(x) });
    },
    commit(x) {
      if (before !== null) {
        setPlan({ [key]: before });
        appStore.temporal.getState().resume();
        before = null;
      }
      setPlan({ [key]: bounded(x) });
    },
  };
}
