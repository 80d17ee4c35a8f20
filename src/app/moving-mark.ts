import { livePlacement } from './live-placement';

/** Says on the document whether the coil moves, for styles. */
export const markMoving = (): (() => void) =>
  livePlacement.subscribe(({ moving }, before) => {
    if (moving !== before.moving) document.documentElement.toggleAttribute('data-moving', moving);
  });
