import { useLayoutEffect, useRef } from 'react';
import { type FocalityState, focalityStore } from '../app/focality-view';
import { writeInto } from '../app/write-text';

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
    writeInto(place.current, text(figures));
  });
  return <span ref={place} />;
}
