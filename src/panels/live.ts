import { livePlacement } from '../app/live-placement';
import type { Placement } from '../app/plan';

/** For `SliderField.watch`: follows one number of the coil as it lies now. */
export const watchPlacement =
  (key: Exclude<keyof Placement, 'siteMm'>) =>
  (show: (value: number) => void): (() => void) => {
    show(livePlacement.getState().placement[key]);
    return livePlacement.subscribe((now, before) => {
      if (now.placement[key] !== before.placement[key]) show(now.placement[key]);
    });
  };
