import { Lock, LockOpen } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { fieldStore } from '../app/field-store';
import { currentReadout } from '../app/readout';
import { appStore, setView, useApp } from '../app/store';
import { colourWindow, useColourWindow } from '../app/window';
import { colourGradient, mapOf } from '../scene/colour-maps';
import { pickStore } from '../scene/picking';

/** The colour bar: its window can be typed and locked; a tick shows the value that is read out. */
export function ColourBar({ source }: { source: 'tms' | 'tdcs' }) {
  const view = useApp((s) => s.view);
  const window = useColourWindow();
  const signed = view.quantity === 'normal';
  const gradient = colourGradient(mapOf(view));
  const tick = useRef<HTMLSpanElement>(null);
  const share = (x: number): number => (100 * (x - window.min)) / (window.max - window.min);

  useEffect(() => {
    const place = (): void => {
      const r = currentReadout();
      const el = tick.current;
      if (!el) return;
      const { view: v, plan } = appStore.getState();
      const w = colourWindow(v, fieldStore.getState().frame, plan.didtAPerUs);
      el.hidden = r === null;
      if (!r) return;
      const x = v.quantity === 'normal' ? r.normal : r.magnitude;
      el.style.left = `${Math.min(100, Math.max(0, (100 * (x - w.min)) / (w.max - w.min)))}%`;
    };
    place();
    const stops = [fieldStore.subscribe(place), appStore.subscribe(place), pickStore.subscribe(place)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);

  const digits = source === 'tdcs' ? 2 : 0;
  const setEnd = (end: 'min' | 'max', text: string): void => {
    const x = Number.parseFloat(text.replace(',', '.').replace('−', '-'));
    // Of a quantity with a sign the middle of the map stays at zero.
    const next = signed ? { min: -Math.abs(x), max: Math.abs(x) } : { min: window.min, max: window.max, [end]: x };
    if (Number.isFinite(x) && next.max > next.min) setView({ window: next });
  };
  const end = (which: 'min' | 'max') => (
    <input
      key={`${which} ${window[which].toFixed(digits)}`}
      className="bar-end"
      aria-label={which === 'min' ? 'Colour window from, V/m' : 'Colour window to, V/m'}
      inputMode="decimal"
      defaultValue={window[which].toFixed(digits).replace('-', '−')}
      onBlur={(e) => setEnd(which, e.target.value)}
      onKeyDown={(e) => e.key === 'Enter' && e.currentTarget.blur()}
    />
  );
  return (
    <div className="bar">
      <div className="bar-strip">
        <div className="bar-colours" style={{ backgroundImage: gradient }} data-testid="colour-bar" />
        {signed ? (
          <span
            className="bar-below"
            style={{
              left: `${share(-window.threshold)}%`,
              width: `${share(window.threshold) - share(-window.threshold)}%`,
            }}
          />
        ) : (
          <span className="bar-below" style={{ left: 0, width: `${Math.max(0, share(window.threshold))}%` }} />
        )}
        <span ref={tick} className="bar-tick" hidden />
      </div>
      <div className="bar-row">
        {end('min')}
        <span className="bar-title">{signed ? 'E along normal, V/m' : '|E|, V/m'}</span>
        {end('max')}
        <button
          type="button"
          className="icon-button bar-lock"
          aria-pressed={view.window !== null}
          aria-label="Colour window locked"
          title={view.window ? 'Window locked: follow the field again' : 'Window follows the field: lock it'}
          onClick={() => setView({ window: view.window ? null : { min: window.min, max: window.max } })}
        >
          {view.window ? <Lock size={14} aria-hidden="true" /> : <LockOpen size={14} aria-hidden="true" />}
        </button>
      </div>
    </div>
  );
}
