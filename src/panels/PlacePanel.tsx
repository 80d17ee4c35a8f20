import { coilControl } from '../app/coil-control';
import { useField } from '../app/field-store';
import { LIMITS, type Placement } from '../app/plan';
import { setPlan, setView, useApp } from '../app/store';
import { useSites } from '../app/use-sites';
import { builtinCoil, builtinCoilIds } from '../model/coils/catalogue';
import { showSite } from '../scene/camera-moves';
import { CapMap } from './CapMap';
import { CentreGap } from './CentreGap';
import { Choice, Section, SliderField, Switch } from './fields';
import { watchPlacement } from './live';
import { SiteCoordinates } from './SiteCoordinates';
import { TapePanel } from './TapePanel';

const coilOptions = builtinCoilIds.map((id) => ({ id, title: builtinCoil(id)?.title ?? id }));

const SEAT = [
  {
    key: 'angleDeg',
    label: 'Turn',
    unit: '°',
    digits: 0,
    hint: 'Where the coil points, away from its handle: 0 is straight ahead, positive to the right',
  },
  { key: 'pitchDeg', label: 'Tilt front', unit: '°', digits: 0, hint: 'Raises the edge away from the handle' },
  { key: 'rollDeg', label: 'Tilt side', unit: '°', digits: 0, hint: 'Raises one wing' },
  { key: 'gapMm', label: 'Gap', unit: 'mm', digits: 1, hint: 'Least distance between casing and scalp' },
] as const satisfies readonly {
  key: Exclude<keyof Placement, 'siteMm'>;
  label: string;
  unit: string;
  digits: number;
  hint: string;
}[];

const watchers = Object.fromEntries(SEAT.map(({ key }) => [key, watchPlacement(key)]));

/** Where the coil goes: a named site, then by hand. */
export function PlacePanel() {
  const head = useField((s) => s.head);
  const sites = useSites(head);
  const placement = useApp((s) => s.plan.placement);
  const siteName = useApp((s) => s.plan.siteName);
  const coilId = useApp((s) => s.plan.coilId);
  const marks = useApp((s) => s.view.marks);
  const goTo = (name: string): void => {
    const site = sites.get(name);
    if (!site) return;
    coilControl.goTo(site, name);
    showSite(site);
  };
  return (
    <>
      <Section title="Site" aside={<SiteCoordinates />}>
        <CapMap
          head={sites.size > 0 ? head : null}
          label="Put the coil on a 10-10 position"
          roles={new Map(siteName ? [[siteName, 'coil']] : [])}
          onChoose={goTo}
        />
        <div className="row">
          <Choice
            label="Position"
            hidden
            value={siteName}
            options={[
              { id: '', title: 'Placed by hand' },
              ...(sites.size === 0 && siteName ? [{ id: siteName, title: siteName }] : []),
              ...[...sites.keys()].map((name) => ({ id: name, title: name })),
            ]}
            onChange={goTo}
          />
          <Switch label="Show on head" checked={marks} onChange={(on) => setView({ marks: on })} />
        </div>
        {head?.landmarks && (
          <details className="disclosure">
            <summary>From tape measures: Beam F3</summary>
            <TapePanel head={head} landmarks={head.landmarks} />
          </details>
        )}
      </Section>
      <Section title="Coil" aside={<CentreGap />}>
        <Choice label="Model" hidden value={coilId} options={coilOptions} onChange={(id) => setPlan({ coilId: id })} />
        {SEAT.map(({ key, label, unit, digits, hint }) => (
          <SliderField
            key={key}
            label={label}
            unit={unit}
            hint={hint}
            digits={digits}
            limits={LIMITS[key]}
            value={placement[key]}
            watch={watchers[key]}
            onInput={(x) => coilControl.preview({ [key]: x })}
            onCommit={(x) => {
              coilControl.preview({ [key]: x });
              coilControl.commit();
            }}
          />
        ))}
      </Section>
    </>
  );
}
