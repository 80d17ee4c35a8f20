import { Clipboard, Download } from 'lucide-react';
import { useMemo } from 'react';
import { copyText } from '../app/copy-text';
import { FIGURES, type FieldFigures, fieldFigures, figuresCsv } from '../app/field-figures';
import { solvedFrame, useField } from '../app/field-store';
import { SURFACE_TITLES } from '../app/focality-text';
import { saveText } from '../app/save-file';
import { useApp } from '../app/store';
import { Section } from './fields';

/** The numbers of the solved field, surface by surface. */
export function FiguresSection() {
  const frame = useField(solvedFrame);
  const head = useField((s) => s.head);
  const didtAPerUs = useApp((s) => s.plan.didtAPerUs);
  const figures = useMemo(
    () => (frame && head ? fieldFigures(head, frame, didtAPerUs) : null),
    [frame, head, didtAPerUs],
  );
  return (
    <Section title="Figures">
      {figures ? <Figures figures={figures} /> : <p className="note">They come with the full solution.</p>}
    </Section>
  );
}

function Figures({ figures }: { figures: FieldFigures[] }) {
  return (
    <>
      <table className="focality-table">
        <caption>|E| on the surfaces of this head</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {figures.map(({ id }) => (
              <th key={id} scope="col">
                {SURFACE_TITLES[id]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {FIGURES.map(({ key, title, unit, text }) => (
            <tr key={key}>
              <th scope="row">
                {title}, {unit}
              </th>
              {figures.map((f) => (
                <td key={f.id}>{text(f.summary)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        Percentiles are by area. Areas are those with |E| at or above a share of the 99.9th percentile.
      </p>
      <div className="chips">
        <button
          type="button"
          className="chip"
          onClick={() => copyText(figuresCsv(figures), 'Figures copied', 'save them as CSV instead')}
        >
          <Clipboard size={14} aria-hidden="true" />
          Copy
        </button>
        <button
          type="button"
          className="chip"
          aria-label="Save the figures as CSV"
          onClick={() => saveText('coilscope-figures.csv', 'text/csv', figuresCsv(figures))}
        >
          <Download size={14} aria-hidden="true" />
          CSV
        </button>
      </div>
    </>
  );
}
