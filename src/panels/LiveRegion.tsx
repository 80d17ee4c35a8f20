import { useEffect, useState } from 'react';
import { fieldStore } from '../app/field-store';
import { useOpened } from '../app/opened';
import { pickStore } from '../app/pick';
import { currentReadout, formatField } from '../app/readout';
import { appStore, useApp } from '../app/store';

/** Spoken to screen readers: what was done and opened, when a field is solved, what a pinned point reads. */
export function LiveRegion() {
  const announcement = useApp((s) => s.session.announcement);
  const opened = useOpened((s) => s.outcomes);
  const [reading, setReading] = useState('');
  useEffect(() => {
    const tell = (): void => {
      const r = currentReadout();
      const { source } = appStore.getState().plan;
      if (!r || fieldStore.getState().phase.kind !== 'solved') return;
      const where = r.origin === 'pinned' ? 'Pinned point' : 'Solved. Strongest on cortex';
      setReading(`${where}: ${formatField(r.magnitude, source)} volts per metre, ${r.region}, ${r.brodmann}`);
    };
    const stops = [
      fieldStore.subscribe((now, before) => {
        if (now.phase.kind === 'solved' && before.phase.kind !== 'solved') tell();
      }),
      pickStore.subscribe((now, before) => {
        if (now.pinned !== before.pinned && now.pinned) tell();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      <p>{announcement}</p>
      <p>
        {opened
          .filter((o) => o.ok)
          .map(({ file, text }) => `${file}: ${text}`)
          .join('. ')}
      </p>
      <p>{reading}</p>
    </div>
  );
}
