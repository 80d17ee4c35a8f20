import { useStore } from 'zustand';
import { useField } from '../app/field-store';
import { liveStore } from '../app/live-engine';
import { nearestVertex, type Pick, pickStore } from '../app/pick';
import { judge, setWish, stopSearch, useSearch } from '../app/search';
import {
  NOTHING,
  type PinnedPlace,
  RADIUS_LIMITS,
  type SearchWish,
  TURN_SPAN_LIMITS,
  targetOptions,
} from '../app/search-wish';
import type { FieldSurface, Head } from '../model/head';
import { PLACEMENT_ERRORS } from '../targeting/placement-spread';
import { Choice, Section, SliderField } from './fields';
import { JudgedPlaceView } from './JudgedPlaceView';
import { NumberField } from './NumberField';

const COMPONENT_OPTIONS = [
  { id: 'magnitude', title: '|E|' },
  { id: 'normal', title: 'E out of the cortex' },
  { id: 'direction', title: 'E along a direction' },
] as const satisfies readonly { id: SearchWish['component']; title: string }[];

/** The best placement for a target, what it gains, and what missing it costs: tens of thousands of poses by the live field. */
export function SearchSection() {
  const live = useStore(liveStore);
  const running = useSearch((s) => s.running);
  const fault = useSearch((s) => s.fault);
  const judged = useSearch((s) => s.judged);
  const pinned = useStore(pickStore, (s) => s.pinned);
  const head = useField((s) => s.head);
  if (live.kind !== 'ready' || !head) return <NotYet />;
  const cortex = head.fieldSurfaces.find(({ id }) => id === 'cortex');
  const place: PinnedPlace | null = pinned && { positionMm: pinned.positionMm, aalCode: aalOf(cortex, pinned) };
  return (
    <Section title="Best placement">
      <Wanted head={head} />
      <Bounds />
      <MissedBy />
      {running === null ? (
        <div className="row">
          <button type="button" className="text-button" onClick={() => void judge('found', place)}>
            Find the best placement
          </button>
          <button type="button" className="text-button" onClick={() => void judge('here', place)}>
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
      {judged && <JudgedPlaceView judged={judged} />}
    </Section>
  );
}

/** Where the field is wanted, what of it, and where it is not. */
function Wanted({ head }: { head: Head }) {
  const wish = useSearch((s) => s.wish);
  const options = targetOptions(head);
  return (
    <>
      <Choice label="Target" value={wish.target} options={options} onChange={(target) => setWish({ target })} />
      <Choice
        label="Wanted"
        value={wish.component}
        options={COMPONENT_OPTIONS}
        onChange={(component) => setWish({ component })}
      />
      {wish.component === 'direction' && (
        <div className="number-three">
          {(['Right', 'Front', 'Up'] as const).map((label, axis) => (
            <NumberField
              key={label}
              label={label}
              unit=""
              limits={DIRECTION_LIMITS}
              value={wish.direction[axis]}
              hint="A part of the direction, of any length"
              onCommit={(part) => {
                const [x, y, z] = wish.direction.map((old, d) => (d === axis ? part : old));
                setWish({ direction: [x, y, z] });
              }}
            />
          ))}
        </div>
      )}
      <Choice
        label="Spare"
        value={wish.avoid}
        options={[{ id: NOTHING, title: 'Nothing', group: '' }, ...options]}
        onChange={(avoid) => setWish({ avoid })}
      />
    </>
  );
}

const DIRECTION_LIMITS = { min: -1, max: 1 } as const;

function Bounds() {
  const { radiusMm, turnSpanDeg } = useSearch((s) => s.wish);
  const setRadius = (value: number): void => setWish({ radiusMm: value });
  const setSpan = (value: number): void => setWish({ turnSpanDeg: value });
  return (
    <>
      <SliderField
        label="Scalp within"
        unit="mm"
        digits={0}
        limits={RADIUS_LIMITS}
        value={radiusMm}
        hint="Of the place over the target"
        onInput={setRadius}
        onCommit={setRadius}
      />
      <SliderField
        label="Turned up to"
        unit="°"
        digits={0}
        limits={TURN_SPAN_LIMITS}
        value={turnSpanDeg}
        hint="Either way from where the coil lies now; 180 tries every turn"
        onInput={setSpan}
        onCommit={setSpan}
      />
    </>
  );
}

const OWN_ERROR = 'own';

/** The error of placement, as a preset or in numbers. */
function MissedBy() {
  const error = useSearch((s) => s.wish.error);
  const preset = PLACEMENT_ERRORS.find((known) => known.error === error);
  return (
    <>
      <Choice
        label="Missed by"
        value={preset?.id ?? OWN_ERROR}
        options={[...PLACEMENT_ERRORS, { id: OWN_ERROR, title: 'Own numbers' } as const]}
        onChange={(id) => {
          const chosen = PLACEMENT_ERRORS.find((known) => known.id === id);
          setWish({ error: chosen?.error ?? { ...error } });
        }}
      />
      {!preset && (
        <div className="number-three">
          {ERROR_PARTS.map(({ key, label, unit, limits }) => (
            <NumberField
              key={key}
              label={label}
              unit={unit}
              digits={1}
              limits={limits}
              value={error[key]}
              hint="Standard deviation"
              onCommit={(sd) => setWish({ error: { ...error, [key]: sd } })}
            />
          ))}
        </div>
      )}
    </>
  );
}

const ERROR_PARTS = [
  { key: 'positionSdMm', label: 'Place', unit: 'mm', limits: { min: 0, max: 30 } },
  { key: 'turnSdDeg', label: 'Turn', unit: '°', limits: { min: 0, max: 60 } },
  { key: 'tiltSdDeg', label: 'Tilt', unit: '°', limits: { min: 0, max: 20 } },
] as const;

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
