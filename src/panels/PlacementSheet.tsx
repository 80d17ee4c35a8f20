import type { SheetData } from '../app/sheet-data';
import type { View } from '../app/view';
import type { sideWindow } from '../app/window';
import { colourGradient, mapOf } from '../scene/colour-maps';
import { clock, courseFigures } from '../targeting/protocol-arithmetic';
import { checkBlock, FLAG_WORDS, SAFETY_SOURCE } from '../targeting/safety-table';
import { SCREENING_ITEMS, SCREENING_REMARK } from '../targeting/screening';
import { ProtocolTimeline } from './ProtocolTimeline';
import { errorText, lengthText, pointText, regionText, sentence } from './words';

export interface SheetPictures {
  /** PNGs as data addresses. */
  coil: string;
  marks: string;
  window: ReturnType<typeof sideWindow>;
  view: View;
}

interface Props {
  data: SheetData;
  pictures: SheetPictures | null;
  headTitle: string;
  /** What its positions are in, in words. */
  space: string;
  unit: 'cm' | 'in';
}

/** One page that documents a placement. Black on white on the screen too: what is seen is what is printed. */
export function PlacementSheet({ data, pictures, headTitle, space, unit }: Props) {
  const { site, dose, protocol } = data;
  const { answer, here } = site;
  const figures = courseFigures(protocol);
  return (
    <article className="sheet" aria-label="Placement sheet">
      <header className="sheet-head">
        <h2>TMS coil placement</h2>
        <p>
          Coilscope. Research and education software, not a medical device. Field and distances: <b>template head</b>,
          not this patient: {headTitle}.
        </p>
      </header>
      <div className="sheet-pictures">
        <Picture title={data.picture} src={pictures?.coil}>
          {pictures && data.field && (
            <span className="sheet-bar">
              {pictures.window.min.toFixed(0)}
              <i
                style={{
                  backgroundImage: colourGradient(mapOf(pictures.view)),
                }}
              />
              {pictures.window.max.toFixed(0)} V/m
            </span>
          )}
        </Picture>
        <Picture title="Marks and tapes" src={pictures?.marks} />
      </div>
      <div className="sheet-columns">
        <Part title="Measurements">
          <table>
            <thead>
              <tr>
                <th scope="col" />
                <th scope="col">readings ({unit})</th>
                <th scope="col">mean</th>
                <th scope="col">spread</th>
              </tr>
            </thead>
            <tbody>
              {data.measures.map((m) => (
                <tr key={m.title}>
                  <th scope="row">{sentence(m.title)}</th>
                  <td>{m.readings}</td>
                  <td>{m.mean}</td>
                  <td>{m.spread}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {!data.measured && <p className="sheet-small">Not all three were measured: the template’s own are used.</p>}
        </Part>
        <Part title={answer ? `Site: ${answer.title}` : 'Site: placed by hand'}>
          {answer?.marks && (
            <p className="sheet-marks">
              X <b>{lengthText(answer.marks.xCm, unit)}</b> along the circumference, Y{' '}
              <b>{lengthText(answer.marks.yCm, unit)}</b> from the vertex
              {answer.marks.from === 'scalp' && ' (read on the scaled template, an estimate)'}
            </p>
          )}
          {answer && answer.steps.length > 0 && (
            <ol>
              {answer.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          )}
          {answer?.check && (
            <p className="sheet-small">
              Walked on the {answer.measured ? 'scaled scalp' : 'scalp'}: {answer.check.title}
              {answer.check.marks &&
                `, X ${lengthText(answer.check.marks.xCm, unit)}, Y ${lengthText(answer.check.marks.yCm, unit)}`}
              , {answer.check.offMm.toFixed(1)} mm from the formula’s site.
            </p>
          )}
          {answer && answer.errors.length > 0 && (
            <p className="sheet-small">
              Published: {errorText(answer.errors.find((e) => e.mm !== undefined || e.atMost) ?? answer.errors[0])}
            </p>
          )}
        </Part>
        {here && (
          <Part title="Under the coil on the head shown">
            <Rows
              rows={[
                [`Scalp, ${space} mm`, pointText(here.report.scalpMm)],
                [`Nearest cortex, ${space} mm`, pointText(here.report.cortexMm)],
                ['Scalp to cortex', `${here.report.depthMm.toFixed(1)} mm`],
                ['Region', regionText(here.report.region)],
                [
                  `Cortex to ${pointText(here.reference.mm)}${here.reference.target.unconfirmed ? ' (unconfirmed)' : ''}`,
                  `${here.report.cortexToTargetMm?.toFixed(1)} mm`,
                ],
                ...(site.coilOffMm === null
                  ? []
                  : [['Coil from the method’s site', `${site.coilOffMm.toFixed(1)} mm`] as [string, string]]),
              ]}
            />
          </Part>
        )}
        <Part title="Coil and pose">
          <Rows rows={data.coil} />
          {data.pose && (
            <pre>
              {[0, 4, 8, 12]
                .map((at) =>
                  data.pose
                    ?.slice(at, at + 4)
                    .map((x) => x.toFixed(at < 12 ? 3 : 0).padStart(9))
                    .join(''),
                )
                .join('\n')}
            </pre>
          )}
          <p className="sheet-small">Row-major, coil mm to head mm (RAS); +z into the head, +y away from the handle.</p>
        </Part>
        <Part title="Field (template head)">
          {data.field ? <Rows rows={data.field} /> : <p className="sheet-small">Not solved when this was printed.</p>}
        </Part>
        <Part title="Dose">
          <Rows
            rows={[
              [
                'Motor threshold',
                dose.threshold
                  ? `${dose.threshold.msoPercent} % MSO, ${dose.threshold.method === 'emg' ? 'by EMG' : 'by eye'}`
                  : 'not measured',
              ],
              ['Intensity', `${dose.percentMt} % rMT`],
            ]}
          />
          {dose.lines.map((line) => (
            <div key={line.id} className="sheet-dose">
              <p>
                <span>{line.title}</span>
                <b>
                  {line.estimate
                    ? `${line.estimate.msoPercent.toFixed(1)} % MSO${line.didtAPerUs === null ? '' : `, ${line.didtAPerUs.toFixed(1)} A/µs`}`
                    : '–'}
                </b>
              </p>
              {line.estimate?.overMaximum && <p className="sheet-over">More than the stimulator can give.</p>}
              <p className="sheet-small">
                {line.estimate ? `${line.estimate.formula}. ${line.estimate.caveat}` : line.words}
              </p>
            </div>
          ))}
        </Part>
        <Part title={`Protocol: ${protocol.title}${data.edited ? ', edited' : ''}`}>
          <ProtocolTimeline protocol={protocol} trains={protocol.blocks.length < 3} />
          <Rows
            rows={[
              [
                'Pulses a session, in all',
                `${figures.pulsesPerSession.toLocaleString('en')}, ${figures.pulsesInAll.toLocaleString('en')}`,
              ],
              ['Session, sessions', `${clock(figures.sessionS)} min, ${figures.sessions}`],
            ]}
          />
          {protocol.blocks.flatMap((block) =>
            checkBlock(block).map((flag) => (
              <p key={`${block.site} ${flag.text}`} className="sheet-small">
                {FLAG_WORDS[flag.level]}: {flag.text}.
              </p>
            )),
          )}
          <p className="sheet-small">{SAFETY_SOURCE}.</p>
        </Part>
      </div>
      <section className="sheet-screening">
        <h3>Screening today</h3>
        <ul>
          {SCREENING_ITEMS.map((item) => (
            <li key={item}>
              <i /> {item}
            </li>
          ))}
        </ul>
        <p className="sheet-small">{SCREENING_REMARK}</p>
      </section>
      <footer className="sheet-signatures">
        {['Date', 'Marks made by', 'Checked by', 'Physician'].map((who) => (
          <p key={who}>
            <i />
            {who}
          </p>
        ))}
      </footer>
    </article>
  );
}

function Picture({ title, src, children }: { title: string; src?: string; children?: React.ReactNode }) {
  return (
    <figure>
      {src ? <img src={src} alt={title} /> : <span className="sheet-wait" />}
      <figcaption>
        {title}
        {children}
      </figcaption>
    </figure>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Rows({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl>
      {rows.map(([what, value]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
