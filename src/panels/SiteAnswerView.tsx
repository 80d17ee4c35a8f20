import { useField } from '../app/field-store';
import { spaceOf } from '../app/scenario-title';
import { setTargeting, useApp } from '../app/store';
import type { SiteAnswer } from '../targeting/locate-site';
import { TARGETS } from '../targeting/targets';
import { Choice } from './fields';
import { errorText, lengthText, pointText, regionText, sentence } from './words';

const references = TARGETS.map(({ id, title, unconfirmed }) => ({
  id,
  title: unconfirmed ? `${title} – unconfirmed` : title,
}));

/** What a method answers: lengths, marks to make, what lies under the site, and how far such a site is known to miss. */
export function SiteAnswerView({ answer, coilOffMm }: { answer: SiteAnswer; coilOffMm: number | null }) {
  const unit = useApp((s) => s.plan.targeting.patient.unit);
  const space = useField((s) => spaceOf(s.head));
  const { marks, report, reference, check, method } = answer;
  return (
    <div className="answer">
      <h3>{answer.title}</h3>
      {marks && (
        <dl className="marks">
          <div>
            <dt>X, along the circumference</dt>
            <dd>{lengthText(marks.xCm, unit)}</dd>
          </div>
          <div>
            <dt>Y, from the vertex</dt>
            <dd>{lengthText(marks.yCm, unit)}</dd>
          </div>
        </dl>
      )}
      {marks?.from === 'scalp' && (
        <p className="note">Read on the {answer.measured ? 'scaled ' : ''}template scalp: an estimate.</p>
      )}
      {check && (
        <p className="check">
          By walking the {answer.measured ? 'scaled scalp' : 'scalp'}: {check.title}
          {check.marks && ` has X ${lengthText(check.marks.xCm, unit)}, Y ${lengthText(check.marks.yCm, unit)};`} lies{' '}
          <b>{check.offMm.toFixed(1)} mm</b> from the formula’s site.
        </p>
      )}
      <details className="disclosure" open>
        <summary>Marks to make</summary>
        <ol className="steps">
          {answer.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {answer.steps.length === 0 && <p className="note">No tape leads there: it needs navigation.</p>}
      </details>
      <dl className="under">
        <dt>Scalp, {space} mm</dt>
        <dd>{pointText(answer.siteMm)}</dd>
        <dt>Nearest cortex, {space} mm</dt>
        <dd>{pointText(report.cortexMm)}</dd>
        <dt>Scalp to cortex</dt>
        <dd>{report.depthMm.toFixed(1)} mm</dd>
        <dt>Region</dt>
        <dd>{regionText(report.region)}</dd>
        <dt>Cortex to reference</dt>
        <dd>{report.cortexToTargetMm?.toFixed(1)} mm</dd>
        {coilOffMm !== null && (
          <>
            <dt>Coil from this site</dt>
            <dd>{coilOffMm.toFixed(1)} mm</dd>
          </>
        )}
      </dl>
      <Choice
        label="Reference"
        value={reference.target.id}
        options={references}
        onChange={(referenceId) => setTargeting({ referenceId })}
      />
      <p className="note">
        {pointText(reference.mm)}
        {reference.mirrored && ', mirrored to this side'}. {sentence(reference.target.source)}
        {reference.target.unconfirmed && ' – unconfirmed'}. Distances are those of the template head.
      </p>
      <details className="disclosure">
        <summary>How far it may miss</summary>
        <ul className="steps">
          {answer.errors.map((e) => (
            <li key={e.finding}>{errorText(e)}</li>
          ))}
          {answer.errors.length === 0 && <li>No published error of this method is known here.</li>}
        </ul>
        <p className="note">
          Method: {method.source}
          {method.unconfirmed && ' (unconfirmed)'}.
        </p>
      </details>
    </div>
  );
}
