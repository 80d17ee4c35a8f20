import { useEffect, useRef } from 'react';
import { type SolvePhase, useField } from '../app/field-store';
import { formatArea } from '../app/focality-text';
import type { Side } from '../app/plan';
import { currentReadout, formatField, formatNumber, watchReadout } from '../app/readout';
import { scenarioName } from '../app/scenario-title';
import { frameOfSide, SIDE_TITLES, scenarioOf, selectSide } from '../app/sides';
import { appStore, useApp } from '../app/store';
import { watchWindow } from '../app/window';
import { writeKey } from '../app/write-text';
import { colourGradient, mapOf } from '../scene/colour-maps';
import { Measured } from './measured';

/** What a side shows, over its head: click it to edit that side. */
export function SideHead({ side }: { side: Side }) {
  const edited = useApp((s) => s.plan.side === side);
  const name = useApp((s) => scenarioName(scenarioOf(s.plan, side)));
  const charge = useApp((s) => scenarioOf(s.plan, side).charge);
  const own = useApp((s) => s.plan.side);
  const phase = useField((s) => (side === own ? s.phase : s.other.phase));
  const approximate = useField((s) => (side === own ? s.frame : s.other.frame)?.kind === 'primary') && charge;
  return (
    <button
      type="button"
      className="side-head"
      data-side={side}
      data-phase={phase.kind}
      aria-pressed={edited}
      title={edited ? 'This side is being edited' : 'Edit this side'}
      onClick={() => selectSide(side)}
    >
      <span className="side-letter">{SIDE_TITLES[side]}</span>
      <span className="side-name">{name}</span>
      <span className="side-state">{stateOf(phase, approximate)}</span>
    </button>
  );
}

function stateOf(phase: SolvePhase, approximate: boolean): string {
  const stand = approximate ? 'coil’s own field, ' : '';
  switch (phase.kind) {
    case 'solved':
      return 'solved';
    case 'solving':
      return `${stand}solving`;
    case 'starting':
      return `${stand}preparing`;
    case 'uncharged':
    case 'approximate':
      return 'coil’s own field';
    case 'live':
      return 'live';
    case 'stopped':
      return 'stopped';
    case 'invalid':
    case 'failed':
      return phase.message;
  }
}

/** A side's colour bar and what is read on it. */
export function SideCard({ side }: { side: Side }) {
  const root = useRef<HTMLDivElement>(null);
  const view = useApp((s) => s.view);
  const source = useApp((s) => scenarioOf(s.plan, side).source);
  const fraction = view.focality.fraction;
  const signed = view.quantity === 'normal';
  const own = useApp((s) => s.plan.side);
  const has = useField((s) => frameOfSide(s, { side: own }, side) !== null);

  useEffect(() => {
    const write = (key: string, text: string): void => writeKey(root.current, key, text);
    const show = (): void => {
      const reading = currentReadout(side);
      const where = { pointer: 'pointer', pinned: 'pin', strongest: 'strongest' } as const;
      write('where', reading ? where[reading.origin] : 'no field');
      write(
        'value',
        reading ? `${formatField(reading.magnitude, scenarioOf(appStore.getState().plan, side).source)} V/m` : '–',
      );
    };
    return watchReadout(show);
  }, [side]);

  useEffect(
    () =>
      watchWindow(side, ({ min, max }) => {
        const digits = source === 'tdcs' && max < 10 ? 2 : 0;
        writeKey(root.current, 'from', formatNumber(min, digits));
        writeKey(root.current, 'to', formatNumber(max, digits));
      }),
    [side, source],
  );

  return (
    <div ref={root} className="side-card" data-side={side} data-empty={!has}>
      <div
        className="bar-colours"
        style={{ backgroundImage: colourGradient(mapOf(view)) }}
        data-testid={`colour-bar-${side}`}
      />
      <p className="side-bar">
        <span data-key="from" />
        <span>
          <span className="side-quantity">{signed ? 'E normal' : '|E|'}, </span>V/m ·{' '}
          {view.compare.scale === 'shared' ? 'shared scale' : 'own scale'}
        </span>
        <span data-key="to" />
      </p>
      <p className="side-reading">
        <span>at f {fraction.toFixed(2)}</span>
        <strong data-key={`area-${side}`}>
          <Measured
            text={({ sides, readings }) => {
              const mm2 = readings[side]?.areaMm2.cortex;
              return mm2 === undefined ? '–' : `${sides[side]?.approximate ? '≈ ' : ''}${formatArea(mm2)} mm²`;
            }}
          />
        </strong>
      </p>
      <p className="side-reading">
        <span data-key="where" /> <strong data-key="value" />
      </p>
    </div>
  );
}
