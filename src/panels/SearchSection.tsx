import { useState } from 'react';
import { useStore } from 'zustand';
import { useField } from '../app/field-store';
import { liveStore } from '../app/live-engine';
import { formatNumber } from '../app/readout';
import {
  isTaken,
  type JudgedPlace,
  judge,
  PINNED_POINT,
  PINNED_REGION,
  type SearchWish,
  searchStore,
  stopSearch,
  takeFound,
  useSearch,
} from '../app/search';
import { useApp } from '../app/store';
import type { FieldSurface } from '../model/head';
import { nearestVertex, type Pick, pickStore } from '../scene/picking';
import { BEAM_F3_ERROR } from '../targeting/placement-spread';
import { TARGETS } from '../targeting/targets';
import { Choice, Section, Switch } from './fields';
import { SpreadFigure } from './SpreadFigure';

const TARGET_OPTIONS = [
  { id: PINNED_POINT, title: 'The pinned point' },
  { id: PINNED_REGION, title: 'The region of the pinned point' },
  ...TARGETS.map(({ id, title, unconfirmed }) => ({ id, title: unconfirmed ? `${title} (unconfirmed)` : title })),
];
const COMPONENT_OPTIONS = [
  { id: 'magnitude', title: '|E|' },
  { id: 'normal', title: 'E out of the cortex' },
] as const;
const ERRORS = [
  { id: 'beam-f3', title: 'Beam F3’s: 5.6 mm', error: BEAM_F3_ERROR },
  { id: 'navigated', title: 'Navigated: 2 mm, 2°', error: { positionSdMm: 2, turnSdDeg: 2, tiltSdDeg: 1 } },
  { id: 'by-hand', title: 'By hand: 5 mm, 10°, tilt 5°', error: { positionSdMm: 5, turnSdDeg: 10, tiltSdDeg: 5 } },
] as const;

/** The best placement for a target, what it gains, and what missing it costs: tens of thousands of poses by the live field. */
export function SearchSection() {
  const [target, setTarget] = useState<string>(TARGETS[0].id);
  const [component, setComponent] = useState<SearchWish['component']>('magnitude');
  const [errorId, setErrorId] = useState<(typeof ERRORS)[number]['id']>('beam-f3');
  const live = useStore(liveStore);
  const running = useSearch((s) => s.running);
  const fault = useSearch((s) => s.fault);
  const judged = useSearch((s) => s.judged);
  const pinned = useStore(pickStore, (s) => s.pinned);
  const cortex = useField((s) => s.head?.fieldSurfaces.find(({ id }) => id === 'cortex'));
  if (live.kind !== 'ready') return <NotYet />;
  const wish: SearchWish = { target, component, error: (ERRORS.find((e) => e.id === errorId) ?? ERRORS[0]).error };
  const place = pinned && { positionMm: pinned.positionMm, aalCode: aalOf(cortex, pinned) };
  return (
    <Section title="Best placement">
      <Choice label="Target" value={target} options={TARGET_OPTIONS} onChange={setTarget} />
      <Choice label="Wanted" value={component} options={COMPONENT_OPTIONS} onChange={setComponent} />
      <Choice label="Missed by" value={errorId} options={ERRORS} onChange={setErrorId} />
      {running === null ? (
        <div className="row">
          <button type="button" className="text-button" onClick={() => void judge('found', wish, place)}>
            Find the best placement
          </button>
          <button type="button" className="text-button" onClick={() => void judge('here', wish, place)}>
            Judge this
          </button>
        </div>
      ) : (
        <div className="row">
          <progress max={1} value={running} aria-label="Searching" />
          <button type="button" className="text-button" onClick={stopSearch}>
            Stop
          </button>
        </div>
      )}
      {fault && <p className="warning">{fault}</p>}
      {judged && <Judged judged={judged} />}
    </Section>
  );
}

function NotYet() {
  const live = useStore(liveStore);
  const said = {
    absent: 'Needs the full head’s live field.',
    loading: 'The live field is on its way.',
    failed: live.kind === 'failed' ? live.message : '',
    ready: '',
  };
  return (
    <Section title="Best placement">
      <p className="note">{said[live.kind]}</p>
    </Section>
  );
}

/** The AAL code of a pick on the cortex, 0 elsewhere. */
const aalOf = (cortex: FieldSurface | undefined, pick: Pick): number =>
  pick.surface === 'cortex' ? (cortex?.aal?.[nearestVertex(pick)] ?? 0) : 0;

function Judged({ judged }: { judged: JudgedPlace }) {
  const didt = useApp((s) => s.plan.didtAPerUs);
  const taken = useApp((s) => isTaken(judged, s.plan.placement));
  const showMap = useSearch((s) => s.showMap);
  const volts = (perUnit: number): string => `${(didt * perUnit).toFixed(1)} V/m`;
  const { value, before, what } = judged;
  return (
    <div aria-live="polite">
      <p className="note">
        {what === 'found' ? 'Best' : 'Here'} for {judged.targetTitle}: <strong>{volts(value)}</strong> at{' '}
        {didt.toFixed(1)} A/µs
        {before !== null && `, ${gainText(value / before)} than where the coil lay (${volts(before)})`}.
        {what === 'found' &&
          ` ${judged.poses.toLocaleString('en')} poses tried, the casing kept off the scalp; on the map yellow is best.`}
      </p>
      {what === 'found' && (
        <div className="row">
          <button type="button" className="text-button" disabled={taken} onClick={takeFound}>
            {taken ? 'The coil lies there' : 'Lay the coil there'}
          </button>
          <Switch
            label="Map on the scalp"
            checked={showMap}
            onChange={(on) => searchStore.setState({ showMap: on })}
            hint="The most the target can get from each site of the scalp, whatever the turn"
          />
        </div>
      )}
      <table className="figures">
        <caption>What is left when the coil is misplaced</caption>
        <thead>
          <tr>
            <th scope="col">Displaced</th>
            <th scope="col">one way</th>
            <th scope="col">the other</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(judged).map(({ title, ratios }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {ratios.map((ratio, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the two ways of one displacement
                <td key={i}>{(100 * ratio).toFixed(0)} %</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <SpreadFigure spread={judged.spread} />
    </div>
  );
}

/** The displacements in pairs: there and back. */
function rowsOf({ sensitivity }: JudgedPlace): { title: string; ratios: number[] }[] {
  const rows = new Map<string, number[]>();
  for (const { aheadMm, asideMm, turnDeg, ratio } of sensitivity) {
    const title =
      turnDeg !== 0
        ? `turned ${Math.abs(turnDeg)}°`
        : aheadMm !== 0
          ? `${Math.abs(aheadMm)} mm along the handle`
          : `${Math.abs(asideMm)} mm across`;
    rows.set(title, [...(rows.get(title) ?? []), ratio]);
  }
  return [...rows].map(([title, ratios]) => ({ title, ratios }));
}

const gainText = (ratio: number): string => {
  const percent = 100 * (ratio - 1);
  return `${formatNumber(Math.abs(percent), 0)} % ${percent >= 0 ? 'more' : 'less'}`;
};
