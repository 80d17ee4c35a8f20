import { useMemo } from 'react';
import { activeField } from '../app/dose-view';
import { solvedFrame, useField } from '../app/field-store';
import { SHAMS, type ShamId, shamJob } from '../app/side-poses';
import { cortexField, solveSideJobs, useSide } from '../app/side-solve';
import { locatorOf } from '../app/site-finder';
import { setTargeting, useApp } from '../app/store';
import { SHAM_LIFT_LIMITS } from '../app/targeting-plan';
import { SideProgress } from './DoseSection';
import { Section } from './fields';
import { NumberField } from './NumberField';
import { useCoilPlan } from './use-coil-plan';

/** What the cortex still gets when the coil is made a sham: the same physics, at the same output. */
export function ShamSection() {
  const plan = useCoilPlan();
  const didt = useApp((s) => s.plan.didtAPerUs);
  const head = useField((s) => s.head);
  const frame = useField(solvedFrame);
  const phase = useField((s) => s.phase.kind);
  const fields = useSide((s) => s.fields);
  const running = useSide((s) => s.running);
  const fault = useSide((s) => s.fault);
  const cortex = head?.fieldSurfaces.find((s) => s.id === 'cortex');
  const jobs = useMemo(() => (head ? SHAMS.map(({ id }) => [id, shamJob(plan, head, id)] as const) : []), [plan, head]);
  const underMm = useMemo(
    () => head && locatorOf(head)?.report(plan.placement.siteMm, plan.targeting.referenceId).report.cortexMm,
    [plan, head],
  );
  if (!head || !cortex || !underMm) return null;
  const solved = activeField(plan, frame);
  const active = solved && cortexField(cortex, solved, underMm);
  const rows = jobs.map(([id, job]) => {
    const solved = job && fields.get(job.key);
    return { id, job, field: solved?.head === head ? cortexField(cortex, solved.e, underMm) : null };
  });
  const open = rows.flatMap(({ job, field }) => (job && !field ? [job] : []));
  return (
    <Section title="Sham">
      <p className="note">
        What the cortex still gets at {didt.toFixed(1)} A/µs when the coil is made a sham.
        {plan.sham && ' The coil on the head is a sham now: switch that off to see the active one here.'}
      </p>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Coil</th>
            <th scope="col" title="99.9th percentile of |E| on the cortex">
              Peak V/m
            </th>
            <th scope="col" title="Mean |E| within 5 mm of the cortex under the site">
              At site V/m
            </th>
            <th scope="col">of active</th>
          </tr>
        </thead>
        <tbody>
          <Row title="Active" what="" field={active} active={active} scale={didt} possible />
          {rows.map(({ id, job, field }) => (
            <Row
              key={id}
              title={titleOf(id)}
              what={id === 'lifted' ? `by ${plan.targeting.shamLiftMm} mm` : ''}
              field={field}
              active={active}
              scale={didt}
              possible={job !== null}
            />
          ))}
        </tbody>
      </table>
      <NumberField
        label="Lift by"
        unit="mm"
        value={plan.targeting.shamLiftMm}
        limits={SHAM_LIFT_LIMITS}
        onCommit={(shamLiftMm) => setTargeting({ shamLiftMm })}
      />
      {running ? (
        <SideProgress />
      ) : (
        open.length > 0 && (
          <button
            type="button"
            className="text-button"
            disabled={phase !== 'solved'}
            onClick={() => void solveSideJobs(open)}
          >
            {phase === 'solved' ? 'Solve the shams' : 'Waits for the full solution'}
          </button>
        )
      )}
      {fault && <p className="warning">{fault}</p>}
      <ul className="steps">
        {SHAMS.map(({ id, title, what }) => (
          <li key={id}>
            {title}: {what}.
          </li>
        ))}
      </ul>
    </Section>
  );
}

const titleOf = (id: ShamId): string => SHAMS.find((s) => s.id === id)?.title ?? id;

function Row(props: {
  title: string;
  what: string;
  field: { peakVPerM: number; atVPerM: number } | null;
  active: { peakVPerM: number; atVPerM: number } | null;
  scale: number;
  possible: boolean;
}) {
  const { title, what, field, active, scale, possible } = props;
  const share = field && active && active.peakVPerM > 0 ? field.peakVPerM / active.peakVPerM : null;
  return (
    <tr>
      <th scope="row">
        {title} {what && <small>{what}</small>}
      </th>
      <td>{field ? (scale * field.peakVPerM).toFixed(1) : possible ? '–' : 'n/a'}</td>
      <td>{field ? (scale * field.atVPerM).toFixed(1) : possible ? '–' : 'n/a'}</td>
      <td>{share === null ? '–' : `${(100 * share).toFixed(0)} %`}</td>
    </tr>
  );
}
