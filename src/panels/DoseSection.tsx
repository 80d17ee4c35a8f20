import { useMemo } from 'react';
import { blockHere, type DoseLine, doseView } from '../app/dose-view';
import { solvedFrame, useField } from '../app/field-store';
import { clamp, LIMITS } from '../app/plan';
import { motorJob } from '../app/side-poses';
import { solveSideJobs, stopSideJobs, useSide } from '../app/side-solve';
import { announce, setPatient, setPlan, setTargeting } from '../app/store';
import { COURSE_LIMITS } from '../app/targeting-plan';
import { STOKES_2005_PERCENT_PER_MM, STOKES_2007_PERCENT_PER_MM, thresholdNote } from '../targeting/dose';
import { Choice, Section, Segmented } from './fields';
import { NumberField } from './NumberField';
import { Hotspot } from './SitePanel';
import { useCoilPlan } from './use-coil-plan';

const SLOPES = [
  { id: String(STOKES_2007_PERCENT_PER_MM), title: '2.8 % per mm (Stokes 2007)' },
  { id: String(STOKES_2005_PERCENT_PER_MM), title: '3 % per mm (Stokes 2005)' },
];

/** From the motor threshold to an intensity at the site, three ways side by side. */
export function DoseSection() {
  const plan = useCoilPlan();
  const head = useField((s) => s.head);
  const frame = useField(solvedFrame);
  const fields = useSide((s) => s.fields);
  const { threshold } = plan.targeting.patient;
  const view = useMemo(() => head && doseView(plan, head, frame, fields), [plan, head, frame, fields]);
  const { block, index } = blockHere(plan);
  const note =
    threshold.msoPercent === null
      ? null
      : thresholdNote({ msoPercent: threshold.msoPercent, method: threshold.method });

  const setPercent = (percentMt: number): void => {
    const { course } = plan.targeting;
    const blocks = course.blocks.map((b, i) => (i === index ? { ...b, percentMt } : b));
    setTargeting({ course: { ...course, blocks } });
  };

  return (
    <Section title="Dose">
      <NumberField
        label="Motor threshold"
        unit="% MSO"
        value={threshold.msoPercent}
        limits={{ min: 1, max: 100 }}
        placeholder="–"
        hint="Resting motor threshold of the hand, in % of the maximum output of this stimulator with this coil"
        onCommit={(msoPercent) => setPatient({ threshold: { ...threshold, msoPercent } })}
        onClear={() => setPatient({ threshold: { ...threshold, msoPercent: null } })}
      />
      <Segmented
        label="Threshold read by"
        value={threshold.method}
        options={[
          { id: 'emg', title: 'by EMG' },
          { id: 'visual', title: 'by eye' },
        ]}
        onChange={(method) => setPatient({ threshold: { ...threshold, method } })}
      />
      {note && <p className="note">{note}</p>}
      <Hotspot />
      <NumberField
        label="Of threshold"
        unit="% rMT"
        value={block.percentMt}
        limits={COURSE_LIMITS.percentMt}
        hint="Of the protocol, on this side"
        onCommit={setPercent}
      />
      <Choice
        label="Slope"
        value={String(plan.targeting.percentPerMm)}
        options={
          SLOPES.some((s) => s.id === String(plan.targeting.percentPerMm))
            ? SLOPES
            : [...SLOPES, { id: String(plan.targeting.percentPerMm), title: `${plan.targeting.percentPerMm} % per mm` }]
        }
        onChange={(id) => setTargeting({ percentPerMm: Number(id) })}
      />
      {view?.lines.map((line) => (
        <DoseCard key={line.id} line={line} />
      ))}
      {view?.depths && (
        <p className="note">
          Scalp to cortex: {view.depths.siteMm.toFixed(1)} mm under the coil, {view.depths.motorMm.toFixed(1)} mm under
          the hotspot. Field: mean |E| within 5 mm of the cortex nearest to the coil. Template head, not this patient.
        </p>
      )}
    </Section>
  );
}

function DoseCard({ line }: { line: DoseLine }) {
  if (!line.estimate) {
    return (
      <div className="dose-card" data-empty="true">
        <h3>{line.title}</h3>
        <p className="note">{line.words}</p>
        {line.missing === 'motor field' && <SolveMotor />}
      </div>
    );
  }
  const { estimate, didtAPerUs } = line;
  const apply = (): void => {
    if (didtAPerUs === null) return;
    setPlan({ didtAPerUs: clamp(Math.round(1000 * didtAPerUs) / 1000, LIMITS.didtAPerUs) });
    announce(`Output set to ${didtAPerUs.toFixed(1)} A/µs`);
  };
  return (
    <div className="dose-card">
      <h3>{line.title}</h3>
      <p className="dose-value">
        <b>{estimate.msoPercent.toFixed(1)}</b> % MSO
        {didtAPerUs !== null && <span> = {didtAPerUs.toFixed(1)} A/µs</span>}
      </p>
      {estimate.overMaximum && (
        <p className="warning" role="alert">
          More than the stimulator can give: its maximum is 100 %.
        </p>
      )}
      <p className="dose-formula">{estimate.formula}</p>
      <p className="note">{estimate.caveat}</p>
      {didtAPerUs !== null && !estimate.overMaximum && (
        <button type="button" className="chip" onClick={apply}>
          Set the output to this
        </button>
      )}
    </div>
  );
}

/** The field at the hotspot takes a full solution of its own. */
function SolveMotor() {
  const running = useSide((s) => s.running);
  const fault = useSide((s) => s.fault);
  const plan = useCoilPlan();
  const head = useField((s) => s.head);
  const job = head && motorJob(plan, head);
  if (!job) return null;
  return (
    <>
      {running ? (
        <SideProgress />
      ) : (
        <button type="button" className="chip" onClick={() => void solveSideJobs([job])}>
          Solve the field at the hotspot
        </button>
      )}
      {fault && <p className="warning">{fault}</p>}
    </>
  );
}

/** What is being solved beside the plan's own field, with a way to stop it. */
export function SideProgress() {
  const running = useSide((s) => s.running);
  if (!running) return null;
  const step = running.progress?.iteration;
  return (
    <div className="side-progress" role="status">
      <progress aria-label={`Solving: ${running.title}`} />
      <span>
        Solving: {running.title}
        {step ? `, step ${step}` : ''}
      </span>
      <button type="button" className="text-button" onClick={stopSideJobs}>
        Stop
      </button>
    </div>
  );
}
