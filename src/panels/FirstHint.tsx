import { useEffect, useState } from 'react';
import { livePlacement } from '../app/live-placement';
import { useApp } from '../app/store';

/** One line for a first look at the page; gone for good once the coil has been moved. */
export function FirstHint({ firstVisit }: { firstVisit: boolean }) {
  const [shown, setShown] = useState(firstVisit);
  useEffect(() => {
    const stop = livePlacement.subscribe(({ moving }) => {
      if (!moving) return;
      stop();
      setShown(false);
    });
    return stop;
  }, []);
  const touring = useApp((s) => s.session.tour !== null);
  if (!shown || touring) return null;
  return (
    <p className="hint">
      Drag the coil. Point at the brain to read the field. <kbd>?</kbd> lists the keys.
    </p>
  );
}
