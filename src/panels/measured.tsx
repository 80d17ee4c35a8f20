import { useLayoutEffect, useRef } from 'react';
import { type FocalityState, focalityStore } from '../app/focality-view';

/** Hands the figures to `write` now and whenever they change, past React: five times a second while the coil moves. */
export function useMeasured(write: (figures: FocalityState) => void): void {
  useLayoutEffect(() => {
    write(focalityStore.getState());
    return focalityStore.subscribe(write);
  });
}

/** A text that follows the figures, written into its place: nothing renders. */
export function Measured({ text }: { text: (figures: FocalityState) => string }) {
  const place = useRef<HTMLSpanElement>(null);
  useMeasured((figures) => {
    const now = text(figures);
    if (place.current && place.current.textContent !== now) place.current.textContent = now;
  });
  return <span ref={place} />;
}
