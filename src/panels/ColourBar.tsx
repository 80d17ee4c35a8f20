import { Lock, LockOpen } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { currentReadout, formatNumber, watchReadout } from '../app/readout';
import { appStore, setView, useApp } from '../app/store';
import { type ColourWindow, sideWindow, watchWindow } from '../app/window';
import { colourGradient, mapOf } from '../scene/colour-maps';
import { numberInput, showText } from './typed-field';

/** The colour bar: its window can be typed and locked; a tick shows the value that is read out. */
export function ColourBar({ source }: { source: 'tms' | 'tdcs' }) {
  const view = useApp((s) => s.view);
  const signed = view.quantity === 'normal';
  const digits = source === 'tdcs' ? 2 : 0;
  const from = useRef<HTMLInputElement>(null);
  const to = useRef<HTMLInputElement>(null);
  const below = useRef<HTMLSpanElement>(null);
  const tick = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    const place = (): void => {
      const r = currentReadout();
      const el = tick.current;
      if (!el) return;
      const { view: v } = appStore.getState();
      el.hidden = r === null;
      if (r) el.style.left = percent(v.quantity === 'normal' ? r.normal : r.magnitude, windowNow());
    };
    return watchReadout(place);
  }, []);

  const write = (window: ColourWindow): void => {
    const { min, max, threshold } = window;
    showText(from.current, formatNumber(min, digits));
    showText(to.current, formatNumber(max, digits));
    below.current?.style.setProperty('left', percent(signed ? -threshold : min, window));
    below.current?.style.setProperty('right', `calc(100% - ${percent(threshold, window)})`);
  };
  useEffect(() => watchWindow(null, write));

  const setEnd = (end: 'min' | 'max', x: number): void => {
    const { min, max } = windowNow();
    // Of a quantity with a sign the middle of the map stays at zero.
    const next = signed ? { min: -Math.abs(x), max: Math.abs(x) } : { min, max, [end]: x };
    if (next.max > next.min) setView({ window: next });
  };
  const end = (which: 'min' | 'max') => (
    <input
      ref={which === 'min' ? from : to}
      className="bar-end"
      aria-label={which === 'min' ? 'Colour window from, V/m' : 'Colour window to, V/m'}
      {...numberInput((x) => setEnd(which, x))}
    />
  );
  const lock = (): void => {
    const { min, max } = windowNow();
    setView({ window: view.window ? null : { min, max } });
  };
  return (
    <div className="bar">
      <div className="bar-strip">
        <div
          className="bar-colours"
          style={{ backgroundImage: colourGradient(mapOf(view)) }}
          data-testid="colour-bar"
        />
        <span ref={below} className="bar-below" />
        <span ref={tick} className="bar-tick" hidden />
      </div>
      <div className="bar-row">
        {end('min')}
        <span className="bar-title">
          {signed ? (
            <>
              E<span className="bar-long"> along normal</span>
              <span className="bar-short">·n</span>
            </>
          ) : (
            '|E|'
          )}
          , V/m
        </span>
        {end('max')}
        <button
          type="button"
          className="icon-button bar-lock"
          aria-pressed={view.window !== null}
          aria-label="Colour window locked"
          title={view.window ? 'Window locked: follow the field again' : 'Window follows the field: lock it'}
          onClick={lock}
        >
          {view.window ? <Lock size={14} aria-hidden="true" /> : <LockOpen size={14} aria-hidden="true" />}
        </button>
      </div>
    </div>
  );
}

/** Where a value lies on the bar, from its left end. */
const percent = (x: number, { min, max }: ColourWindow): string =>
  `${Math.min(100, Math.max(0, (100 * (x - min)) / (max - min)))}%`;

const windowNow = (): ColourWindow => sideWindow(appStore.getState().plan.side);
