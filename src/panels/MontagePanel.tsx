import { Minus, Plus } from 'lucide-react';
import { useField } from '../app/field-store';
import { gesture } from '../app/gesture';
import { MONTAGE_PRESETS } from '../app/montage';
import { clamp, LIMITS, netCurrentMa, type Plan } from '../app/plan';
import { setPlan, useApp } from '../app/store';
import { useSites } from '../app/use-sites';
import { CapMap, type CapRole } from './CapMap';
import { Section, SliderField } from './fields';

const setRadius = gesture('padRadiusMm');

const roleOf = (currentMa: number): CapRole => (currentMa > 0 ? 'anode' : currentMa < 0 ? 'cathode' : 'idle');

/** Electrodes and their currents. */
export function MontagePanel() {
  const head = useField((s) => s.head);
  const sites = useSites(head);
  const montage = useApp((s) => s.plan.montage);
  const radiusMm = useApp((s) => s.plan.padRadiusMm);
  const net = netCurrentMa(montage);
  const setMontage = (next: Plan['montage']): void => setPlan({ montage: next });
  const toggle = (name: string): void =>
    setMontage(
      montage.some((e) => e.at === name)
        ? montage.filter((e) => e.at !== name)
        : [...montage, { at: name, currentMa: clamp(-round(net), LIMITS.currentMa) }],
    );
  const change = (at: string, currentMa: number): void =>
    setMontage(montage.map((e) => (e.at === at ? { at, currentMa: clamp(round(currentMa), LIMITS.currentMa) } : e)));
  const chosen = MONTAGE_PRESETS.find(
    (p) => p.padRadiusMm === radiusMm && JSON.stringify(p.montage) === JSON.stringify(montage),
  );
  return (
    <>
      <Section title="Montage">
        <div className="chips">
          {MONTAGE_PRESETS.map((p) => (
            <button
              key={p.id}
              type="button"
              className="chip"
              aria-pressed={p === chosen}
              onClick={() => setPlan({ montage: p.montage, padRadiusMm: p.padRadiusMm })}
            >
              {p.title}
            </button>
          ))}
        </div>
        <CapMap
          head={sites.size > 0 ? head : null}
          label="Add or remove electrodes"
          roles={new Map(montage.map((e) => [e.at, roleOf(e.currentMa)]))}
          onChoose={toggle}
        />
      </Section>
      <Section
        title="Currents"
        aside={
          <span className="coordinates" data-bad={Math.abs(net) > 1e-6}>
            sum {signed(net)} mA
          </span>
        }
      >
        <ul className="electrodes">
          {montage.map((e) => (
            <li key={e.at} className="electrode" data-role={roleOf(e.currentMa)}>
              <span className="electrode-name">{e.at}</span>
              <button
                type="button"
                className="icon-button"
                aria-label={`${e.at}: 0.1 mA less`}
                onClick={() => change(e.at, e.currentMa - 0.1)}
              >
                <Minus size={14} aria-hidden="true" />
              </button>
              <span className="electrode-current">{signed(e.currentMa)} mA</span>
              <button
                type="button"
                className="icon-button"
                aria-label={`${e.at}: 0.1 mA more`}
                onClick={() => change(e.at, e.currentMa + 0.1)}
              >
                <Plus size={14} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        <div className="choice">
          <label className="field-label" htmlFor="add-electrode">
            Add or remove
          </label>
          <select id="add-electrode" value="" onChange={(e) => toggle(e.target.value)}>
            <option value="">Position …</option>
            {[...sites.keys()].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
        <SliderField
          label="Radius"
          unit="mm"
          digits={1}
          limits={LIMITS.padRadiusMm}
          value={radiusMm}
          onInput={() => undefined}
          onCommit={setRadius.commit}
          hint="Radius of each electrode along the scalp"
        />
      </Section>
    </>
  );
}

const round = (x: number): number => Math.round(x * 100) / 100;
const signed = (x: number): string => `${x > 0 ? '+' : x < 0 ? '−' : ''}${Math.abs(x).toFixed(1)}`;
