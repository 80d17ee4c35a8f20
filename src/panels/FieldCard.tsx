import { MoveRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { fieldScale, fieldStore, useField, useHasWhite } from '../app/field-store';
import { currentReadout, formatField, formatPosition, watchReadout } from '../app/readout';
import { spaceOf } from '../app/scenario-title';
import { appStore, useApp } from '../app/store';
import { watchWindow } from '../app/window';
import { writeKey } from '../app/write-text';
import { WINDOW_ARROW_MM } from '../scene/glyph-layout';
import { ColourBar } from './ColourBar';

const ORIGINS = { pointer: 'Under the pointer', pinned: 'Pinned point', strongest: 'Strongest on cortex' } as const;

/** What the length of an arrow says. */
function VectorKey() {
  const root = useRef<HTMLParagraphElement>(null);
  useEffect(() => watchWindow(null, ({ max }) => writeKey(root.current, 'arrow', `${max}`)), []);
  return (
    <p ref={root} className="vector-key">
      <MoveRight size={22} strokeWidth={1.5} aria-hidden="true" />
      <span>
        {WINDOW_ARROW_MM} mm on the head: |E| = <span data-key="arrow" /> V/m
      </span>
    </p>
  );
}

/** The field in numbers, with its bar. Text is written straight into fixed places: nothing moves, nothing re-renders. */
export function FieldCard() {
  const root = useRef<HTMLDivElement>(null);
  const source = useApp((s) => s.plan.source);
  const vectors = useApp((s) => s.view.vectors && !s.view.inflated);
  const has = useField((s) => s.frame !== null);
  const space = useField((s) => spaceOf(s.head));
  const white = useHasWhite();

  useEffect(() => {
    const write = (key: string, text: string): void => writeKey(root.current, key, text);
    const show = (): void => {
      const { frame } = fieldStore.getState();
      const { plan } = appStore.getState();
      const scale = fieldScale(frame, plan.didtAPerUs);
      for (const id of ['cortex', 'white'] as const) {
        const peak = frame?.surfaces[id]?.peak;
        write(`peak-${id}`, peak === undefined ? '–' : formatField(scale * peak, plan.source));
      }
      const r = currentReadout();
      write('origin', r ? ORIGINS[r.origin] : 'No field yet');
      write('magnitude', r ? formatField(r.magnitude, plan.source) : '–');
      write('normal', r ? formatField(r.normal, plan.source) : '–');
      write('position', r ? formatPosition(r.pick.positionMm) : '–');
      write('layer', r?.layer ?? '–');
      write('region', r?.region ?? '–');
      write('brodmann', r?.brodmann ?? '–');
    };
    return watchReadout(show);
  }, []);

  return (
    <div ref={root} className="field-card" data-empty={!has}>
      <div className="peaks">
        <p className="peak">
          <span className="peak-label">Cortex</span>
          <span className="peak-value" data-key="peak-cortex" />
          <span className="peak-unit">V/m</span>
        </p>
        <p className="peak" hidden={!white}>
          <span className="peak-label">White matter</span>
          <span className="peak-value" data-key="peak-white" />
          <span className="peak-unit">V/m</span>
        </p>
        <p className="peak-note" title="99.9th percentile of |E| by area">
          99.9th percentile
        </p>
      </div>
      <ColourBar source={source} />
      {vectors && <VectorKey />}
      <dl className="readout">
        <dt className="readout-origin" data-key="origin" />
        <dd className="readout-main">
          <span data-key="magnitude" /> <small>V/m</small>
        </dd>
        <dt>along normal</dt>
        <dd>
          <span data-key="normal" /> <small>V/m</small>
        </dd>
        <dt>{space}, mm</dt>
        <dd data-key="position" />
        <dt data-key="layer" />
        <dd data-key="brodmann" />
        <dt className="visually-hidden">Region</dt>
        <dd className="readout-region" data-key="region" />
      </dl>
    </div>
  );
}
