import { useEffect, useRef } from 'react';
import { coilControl } from '../app/coil-control';
import { watchCoil } from '../app/figure-clock';
import { writeInto } from '../app/write-text';

/** How far the coil's centre is from the scalp along its axis, live: what a spacer or a navigator measures. */
export function CentreGap() {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      watchCoil(({ pose }) => {
        if (!pose) return;
        const gapMm = coilControl.centreGapMm();
        const text = Number.isFinite(gapMm) ? `centre ${gapMm.toFixed(1)} mm off scalp` : 'axis misses the head';
        writeInto(ref.current, text);
      }),
    [],
  );
  return <span ref={ref} className="coordinates" title="From the coil's centre along its axis to the scalp" />;
}
