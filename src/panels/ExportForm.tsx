import { FileDown, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import {
  DEFAULT_CHOICE,
  EXPORT_FORMATS,
  type ExportChoice,
  plannedFiles,
  SPACING_LIMITS,
  sizeText,
} from '../app/export-choice';
import { exportField, exportStore, stopExport, useExport } from '../app/export-run';
import { exportable } from '../app/export-snapshot';
import { useField } from '../app/field-store';
import { scenarioName, scenarioTitle, spaceOf } from '../app/scenario-title';
import { useApp } from '../app/store';
import { Segmented, SliderField, Switch } from './fields';

/** What is exported, where it lies, how large it is; then the files. */
export function ExportForm() {
  const [choice, setChoice] = useState<ExportChoice>(DEFAULT_CHOICE);
  const plan = useApp((s) => s.plan);
  const head = useField((s) => s.head);
  // Both say whether a full solution stands.
  useField((s) => s.phase);
  useField((s) => s.frame);
  const { running, fault, done } = useExport((s) => s);
  useEffect(() => {
    exportStore.setState({ fault: '', done: '' });
    return stopExport;
  }, []);

  if (!head) return <p className="note">The head is still loading.</p>;
  const change = (part: Partial<ExportChoice>): void => setChoice((c) => ({ ...c, ...part }));
  const files = plannedFiles(choice, head, scenarioName(plan));
  const total = files.reduce((sum, file) => sum + file.about, 0);
  const ready = exportable();
  const reason = typeof ready === 'string' ? ready : '';
  return (
    <div className="export">
      <p className="dialog-lead">{scenarioTitle(plan)}</p>
      <div className="export-choices">
        <fieldset className="export-group">
          <legend>Surfaces</legend>
          <Switch
            label="Cortex"
            checked={choice.surfaces.cortex}
            onChange={(cortex) => change({ surfaces: { ...choice.surfaces, cortex } })}
          />
          <Switch
            label="White matter"
            checked={choice.surfaces.white}
            onChange={(white) => change({ surfaces: { ...choice.surfaces, white } })}
          />
          <ul className="export-formats" aria-label="Formats of the surfaces">
            {EXPORT_FORMATS.map(({ id, title, opens }) => (
              <li key={id}>
                <label>
                  <input
                    type="checkbox"
                    checked={choice.formats[id]}
                    onChange={(e) => change({ formats: { ...choice.formats, [id]: e.target.checked } })}
                  />
                  <span>{title}</span>
                  <small>{opens}</small>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <fieldset className="export-group">
          <legend>Volume of the brain, NIfTI</legend>
          <Segmented
            label="Voxels"
            value={choice.volume}
            options={[
              { id: 'none', title: 'None' },
              { id: 'mri', title: 'As the MRI' },
              { id: 'spaced', title: 'Spacing' },
            ]}
            onChange={(volume) => change({ volume })}
          />
          {choice.volume === 'spaced' && (
            <SliderField
              label="Voxel"
              unit="mm"
              limits={SPACING_LIMITS}
              digits={1}
              value={choice.spacingMm}
              onInput={(spacingMm) => change({ spacingMm })}
              onCommit={(spacingMm) => change({ spacingMm })}
            />
          )}
          <p className="note">
            {choice.volume === 'none'
              ? 'E and |E| inside the grey matter’s surface, 0 elsewhere.'
              : 'The field is solved once more, at every voxel of the brain: some seconds to a minute.'}
          </p>
          <Switch
            label="Measure the solver’s error"
            hint="Solves a uniform field, of which nothing should be left in the head"
            checked={choice.check}
            onChange={(check) => change({ check })}
          />
          <p className="note">One more solve; the figure goes into sidecar and methods.</p>
          <Segmented
            label="Packing"
            value={choice.packing}
            options={[
              { id: 'zip', title: 'One zip' },
              { id: 'files', title: 'Single files' },
            ]}
            onChange={(packing) => change({ packing })}
          />
        </fieldset>
      </div>
      {files.length > 0 ? (
        <table className="export-files">
          <caption className="visually-hidden">Files of this export</caption>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">What and where</th>
              <th scope="col">About</th>
            </tr>
          </thead>
          <tbody>
            {files.map(({ name, what, where, about }) => (
              <tr key={name}>
                <td title={name}>{name}</td>
                <td>
                  {what}
                  {where && <small>{where}</small>}
                </td>
                <td>{sizeText(about)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={2}>
                {files.length} files, positions in mm of this head ({spaceOf(head)}, RAS), fields in V/m
              </td>
              <td>{sizeText(total)}</td>
            </tr>
          </tfoot>
        </table>
      ) : (
        <p className="note">Choose a surface and a format, or a volume.</p>
      )}
      <div className="export-go">
        {running ? (
          <button type="button" className="text-button" onClick={stopExport}>
            <Square size={13} aria-hidden="true" />
            Stop
          </button>
        ) : (
          <button
            type="button"
            className="primary-button"
            disabled={files.length === 0 || reason !== ''}
            onClick={() => void exportField(choice)}
          >
            <FileDown size={15} aria-hidden="true" />
            {choice.packing === 'zip' ? 'Save zip' : `Save ${files.length} files`}
          </button>
        )}
        <p role="status" className="note">
          {running
            ? `${running.what}${running.progress ? `, ${Math.round(100 * running.progress.fraction)} % of ${running.progress.stage}` : ''} …`
            : done
              ? `Saved: ${done}.`
              : reason}
        </p>
      </div>
      {fault && (
        <p className="warning" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
