import { type FieldFrame, type FieldState, fieldScale, fieldStore } from './field-store';
import type { Plan, Side } from './plan';
import { frameOfSide, isTwin, SIDES, scenarioOf, watchSides } from './sides';
import { appStore } from './store';
import type { View } from './view';

export interface ColourWindow {
  min: number;
  max: number;
  /** |value| below which nothing is coloured, V/m. */
  threshold: number;
}

const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten: a window that stays put through small changes. */
export function roundUp(x: number): number {
  if (!(x > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(x));
  for (const step of STEPS) if (step * power >= x * (1 - 1e-9)) return step * power;
  return 10 * power;
}

/** The colour window in V/m: the user's, or from zero to the rounded 99.9th percentile. That of a signed quantity lies round zero. */
export function colourWindow(view: View, frame: FieldFrame | null, didtAPerUs: number): ColourWindow {
  const signed = view.quantity === 'normal';
  const max = view.window
    ? ownMax(view.window, signed)
    : roundUp(peakOf(frame, signed) * fieldScale(frame, didtAPerUs));
  const min = signed ? -max : (view.window?.min ?? 0);
  const from = signed ? 0 : min;
  return { min, max, threshold: from + view.threshold * (max - from) };
}

const ownMax = ({ min, max }: { min: number; max: number }, signed: boolean): number =>
  signed ? Math.max(Math.abs(min), Math.abs(max)) : max;

function peakOf(frame: FieldFrame | null, signed: boolean): number {
  if (!frame) return 1;
  const { cortex } = frame.surfaces;
  return signed ? cortex.normalPeak() : cortex.peak;
}

/** The colour window of a side: the stage's own while it stands alone; of two, each its own or the wider one for both. */
export function sideWindow(side: Side): ColourWindow {
  const { plan, view } = appStore.getState();
  const field = fieldStore.getState();
  if (!isTwin(view)) return windowOf(side, view, plan, field);
  const free = { ...view, window: null };
  if (view.compare.scale === 'own') return windowOf(side, free, plan, field);
  const [a, b] = SIDES.map((s) => (frameOfSide(field, plan, s) ? windowOf(s, free, plan, field) : null));
  if (!a || !b) return a ?? b ?? windowOf(side, free, plan, field);
  return a.max > b.max ? a : b;
}

const windowOf = (side: Side, view: View, plan: Plan, field: FieldState): ColourWindow =>
  colourWindow(view, frameOfSide(field, plan, side), scenarioOf(plan, side).didtAPerUs);

/**
 * Hands the colour window of a side, or of the one that is edited, to `show` now and whenever a number in it changes: also
 * while the coil moves, so past React. Returns its end.
 */
export function watchWindow(side: Side | null, show: (window: ColourWindow) => void): () => void {
  let last: ColourWindow | null = null;
  const look = (): void => {
    const next = sideWindow(side ?? appStore.getState().plan.side);
    if (last && next.min === last.min && next.max === last.max && next.threshold === last.threshold) return;
    last = next;
    show(next);
  };
  look();
  return watchSides(look);
}
