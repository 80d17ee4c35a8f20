import { useEffect, useRef } from 'react';
import { watchCoil } from '../app/figure-clock';
import { formatPosition } from '../app/readout';
import { writeInto } from '../app/write-text';

/** The scalp point under the coil's centre, live. */
export function SiteCoordinates() {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      watchCoil(({ placement }) => {
        writeInto(ref.current, `${formatPosition(placement.siteMm)} mm`);
      }),
    [],
  );
  return <span ref={ref} className="coordinates" title="Scalp point under the coil, millimetres of this head" />;
}
