import { watchCoil } from '../app/figure-clock';
import type { Placement } from '../app/plan';

/** For `SliderField.watch`: follows one number of the coil as it lies now. */
export const watchPlacement =
  (key: Exclude<keyof Placement, 'siteMm'>) =>
  (show: (value: number) => void): (() => void) => {
    let shown: number | null = null;
    return watchCoil(({ placement }) => {
      if (placement[key] !== shown) show(placement[key]);
      shown = placement[key];
    });
  };
