import { useEffect, useRef } from 'react';
import { watchCoil } from '../app/figure-clock';

/** How far the coil's centre is from the scalp along its axis, live: what a spacer or a navigator measures. */
export function CentreGap() {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      watchCoil(({ centreGapMm, pose }) => {
        if (!ref.current || !pose) return;
        ref.current.textContent = Number.isFinite(centreGapMm)
          ? `centre ${centreGapMm.toFixed(1)} mm off scalp`
          : 'axis misses the head';
      }),
    [],
  );
  return <span ref={ref} className="coordinates" title="From the coil's centre along its axis to the scalp" />;
}
