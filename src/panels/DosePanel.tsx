import { useCoil } from '../app/coil-library';
import { gesture } from '../app/gesture';
import { LIMITS } from '../app/plan';
import { useApp } from '../app/store';
import { didtAtOutput, outputAtDidt } from '../targeting/dose';
import { DoseSection } from './DoseSection';
import { Section, SliderField } from './fields';
import { ShamSection } from './ShamSection';

const setDidt = gesture('didtAPerUs');
const MSO_LIMITS = { min: 1, max: 100, step: 0.5 };

/** What the stimulator gives, what it should give, and what a sham gives. */
export function DosePanel() {
  return (
    <>
      <OutputSection />
      <DoseSection />
      <ShamSection />
    </>
  );
}

/** Stimulator output. E is proportional to dI/dt, so nothing here solves again. */
export function OutputSection() {
  const didt = useApp((s) => s.plan.didtAPerUs);
  const coil = useCoil(useApp((s) => s.plan.coilId));
  const full = coil.maxDidtAPerS;
  return (
    <Section
      title="Output"
      aside={
        full ? (
          <span className="coordinates" title={coil.source}>
            100 % = {didtAtOutput(100, full).toFixed(1)} A/µs
          </span>
        ) : null
      }
    >
      <SliderField
        label="dI/dt"
        unit="A/µs"
        digits={1}
        limits={LIMITS.didtAPerUs}
        value={didt}
        onInput={setDidt.preview}
        onCommit={setDidt.commit}
        hint="Fastest change of the coil current"
      />
      {full ? (
        <SliderField
          label="Intensity"
          unit="% MSO"
          digits={1}
          limits={MSO_LIMITS}
          value={outputAtDidt(didt, full)}
          onInput={(x) => setDidt.preview(didtAtOutput(x, full))}
          onCommit={(x) => setDidt.commit(didtAtOutput(x, full))}
          hint={`Share of the maximum of ${coil.stimulator ?? 'the stimulator'}`}
        />
      ) : (
        <p className="note">No maximum is published for this coil, so there is no % of stimulator output.</p>
      )}
    </Section>
  );
}
