import { useEffect, useRef } from 'react';
import { watchCoil } from '../app/figure-clock';
import { formatPosition } from '../app/readout';

/** The scalp point under the coil's centre, live. */
export function SiteCoordinates() {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      watchCoil(({ placement }) => {
        if (ref.current) ref.current.textContent = `${formatPosition(placement.siteMm)} mm`;
      }),
    [],
  );
  return <span ref={ref} className="coordinates" title="Scalp point under the coil, millimetres of this head" />;
}
