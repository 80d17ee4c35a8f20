import { Gauge } from 'lucide-react';
import { measuredDelay } from '../app/field-delay';
import { useField } from '../app/field-store';
import { measureError, useMeasuredError } from '../app/measured-error';
import { scenarioTitle } from '../app/scenario-title';
import { SOLVE_TOLERANCE } from '../app/solve-tolerance';
import { useApp } from '../app/store';
import type { Head } from '../model/head';
import { meanEdgeMm } from '../model/subdivide';
import { triangleCount } from '../model/surface';
import { layerTitle } from '../model/tissue-names';
import { Section } from './fields';

const whole = (n: number): string => n.toLocaleString('en');
const percent = (x: number): string => `${(100 * x).toPrecision(2)} %`;

/** What the field on the stage was computed from, and how well. */
export function SolutionSection() {
  const head = useField((s) => s.head);
  const title = useApp((s) => scenarioTitle(s.plan));
  return (
    <>
      <Section title="Solution">
        <p className="note">{title}</p>
        <Report />
      </Section>
      {head && (
        <>
          <Section title="Solver’s error on this head">
            <ErrorOf head={head} />
          </Section>
          <Section title="Tissues">
            <Tissues head={head} />
          </Section>
        </>
      )}
    </>
  );
}

/** What the solver said of its last answer. */
function Report() {
  const phase = useField((s) => s.phase);
  if (phase.kind !== 'solved') return <p className="note">The solver’s report comes with the full solution.</p>;
  const { report, seconds, differs } = phase;
  const delay = measuredDelay();
  return (
    <dl className="under">
      <dt>Residual (stops at {SOLVE_TOLERANCE.toExponential(0)})</dt>
      <dd>{report.residual.toExponential(1)}</dd>
      <dt>Iterations</dt>
      <dd>{report.iterations}</dd>
      <dt>Net charge of a surface, at most</dt>
      <dd>{Math.max(...report.netCharge).toExponential(1)}</dd>
      <dt>Time, threads</dt>
      <dd>
        {seconds.toFixed(1)} s, {report.threads ?? 1}
      </dd>
      <dt>Memory</dt>
      <dd>{(report.bytes / 2 ** 20).toFixed(0)} MiB</dd>
      {differs !== null && (
        <>
          <dt>Live field, off by</dt>
          <dd>{percent(differs)}</dd>
        </>
      )}
      {delay && (
        <>
          <dt title={`From the pointer’s event to the frame with its field, on this machine: the last ${delay.fields}`}>
            Live field, behind the pointer
          </dt>
          <dd data-key="field-delay">{delay.medianMs.toFixed(0)} ms</dd>
          <dt>in 95 % of its frames, within</dt>
          <dd>{delay.p95Ms.toFixed(0)} ms</dd>
        </>
      )}
    </dl>
  );
}

function ErrorOf({ head }: { head: Head }) {
  const { error, running, fault } = useMeasuredError(head);
  const solved = useField((s) => s.phase.kind === 'solved');
  return (
    <>
      {error ? (
        <dl className="under">
          <dt>Left in the cortex, median</dt>
          <dd data-key="error-median">{percent(error.median)}</dd>
          <dt>on 95 % of it, below</dt>
          <dd>{percent(error.p95)}</dd>
        </dl>
      ) : (
        <p className="note">
          A uniform primary field must vanish inside a conductor. What is left of it is what the solver gets wrong on
          this mesh; how coarse the folds are drawn, conductivities and anatomy are not in it.
        </p>
      )}
      <div className="chips">
        <button
          type="button"
          className="chip"
          disabled={running !== null || !solved}
          onClick={() => void measureError(head)}
        >
          <Gauge size={14} aria-hidden="true" />
          {error ? 'Measure again' : 'Measure by one more solve'}
        </button>
      </div>
      <p role="status" className="note">
        {running !== null ? `Solving a uniform field, ${Math.round(100 * running)} %` : ''}
      </p>
      {fault && (
        <p className="warning" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

/** The layers as the head has them, outermost first. */
function Tissues({ head }: { head: Head }) {
  return (
    <>
      <table className="focality-table">
        <caption>
          {head.title}
          {head.sha256 && `, SHA-256 ${head.sha256.slice(0, 12)}…`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Inside of</th>
            <th scope="col">S/m</th>
            <th scope="col">triangles</th>
            <th scope="col">edge, mm</th>
          </tr>
        </thead>
        <tbody>
          {head.layers.map(({ name, insideSPerM, surface }) => (
            <tr key={name}>
              <th scope="row">{layerTitle(name)}</th>
              <td>{insideSPerM}</td>
              <td>{whole(triangleCount(surface))}</td>
              <td>{meanEdgeMm(surface).toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">For electrodes the layers are subdivided until their mean edge is below 5 mm.</p>
    </>
  );
}
