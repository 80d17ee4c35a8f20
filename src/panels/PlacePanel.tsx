import { coilControl } from '../app/coil-control';
import { LIMITS, type Placement } from '../app/plan';
import { setPlan, useApp } from '../app/store';
import { CentreGap } from './CentreGap';
import { CoilChoice } from './CoilChoice';
import { Section, SliderField, Switch } from './fields';
import { lazily } from './lazily';
import { watchPlacement } from './live';
import { SitePanel } from './SitePanel';

const SearchSection = lazily(async () => (await import('./SearchSection')).SearchSection);

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

/** Where the coil goes: a site by some method, then by hand. */
export function PlacePanel() {
  const placement = useApp((s) => s.plan.placement);
  const sham = useApp((s) => s.plan.sham);
  const charge = useApp((s) => s.plan.charge);
  return (
    <>
      <SitePanel />
      <Section title="Coil" aside={<CentreGap />}>
        <CoilChoice />
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
        <div className="row">
          <Switch
            label="Sham: on edge"
            checked={sham}
            onChange={(on) => setPlan({ sham: on })}
            hint="Stands the coil on the edge of one wing over the same site; its tilt is not used"
          />
          <Switch
            label="Charge"
            checked={charge}
            onChange={(on) => setPlan({ charge: on })}
            hint="Charge on the tissue boundaries makes the secondary field; without it the coil’s own field is left"
          />
        </div>
      </Section>
      <SearchSection />
    </>
  );
}
