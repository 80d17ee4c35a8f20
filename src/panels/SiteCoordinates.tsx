import { useEffect, useRef } from 'react';
import { livePlacement } from '../app/live-placement';
import { formatPosition } from '../app/readout';

/** The scalp point under the coil's centre, live. */
export function SiteCoordinates() {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const show = (): void => {
      const { placement, moving } = livePlacement.getState();
      // A named site is left behind as soon as the coil moves; its mark on the cap fades until then.
      document.documentElement.toggleAttribute('data-moving', moving);
      if (ref.current) ref.current.textContent = `${formatPosition(placement.siteMm)} mm`;
    };
    show();
    return livePlacement.subscribe(show);
  }, []);
  return <span ref={ref} className="coordinates" title="Scalp point under the coil, millimetres of this head" />;
}
