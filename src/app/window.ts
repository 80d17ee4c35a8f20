import { useSyncExternalStore } from 'react';
import { type FieldFrame, fieldScale, fieldStore } from './field-store';
import { appStore } from './store';
import type { View } from './view';

interface ColourWindow {
  min: number;
  max: number;
  /** |value| below which nothing is coloured, V/m. */
  threshold: number;
}

/** The next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten: a window that stays put through small changes. */
export function roundUp(x: number): number {
  if (!(x > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(x));
  const step = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((s) => s * power >= x * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** The colour window in V/m: the user's, or from zero (minus the same for a signed quantity) to the rounded 99.9th percentile. */
export function colourWindow(view: View, frame: FieldFrame | null, didtAPerUs: number): ColourWindow {
  const signed = view.quantity === 'normal';
  let { window } = view;
  if (!window) {
    const cortex = frame?.surfaces.cortex;
    const peak = (signed ? cortex?.normalPeak() : cortex?.peak) ?? 1;
    const max = roundUp(peak * fieldScale(frame, didtAPerUs));
    window = { min: signed ? -max : 0, max };
  }
  const from = signed ? 0 : window.min;
  return { ...window, threshold: from + view.threshold * (window.max - from) };
}

let shown: ColourWindow = { min: 0, max: 1, threshold: 0 };

/** The same object until a number in it changes, so that a bar is drawn again then and not with every field. */
function currentWindow(): ColourWindow {
  const { plan, view } = appStore.getState();
  const next = colourWindow(view, fieldStore.getState().frame, plan.didtAPerUs);
  if (next.min !== shown.min || next.max !== shown.max || next.threshold !== shown.threshold) shown = next;
  return shown;
}

const watchWindow = (onChange: () => void): (() => void) => {
  const stops = [fieldStore.subscribe(onChange), appStore.subscribe(onChange)];
  return () => {
    for (const stop of stops) stop();
  };
};

/** The colour window now, for React. */
export const useColourWindow = (): ColourWindow => useSyncExternalStore(watchWindow, currentWindow);
