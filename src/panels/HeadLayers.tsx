import { type Assignment, choose, importStore, useImport } from '../app/head-import';
import { LENGTH_UNITS, type LengthUnit } from '../formats/read-surface';
import { triangleCount, volumeMm3 } from '../model/surface';
import { layerTitle, TISSUE_TITLES, TISSUES } from '../model/tissue-names';
import { Segmented } from './fields';
import { NumberField } from './NumberField';

const CHOICES: { id: Assignment; title: string }[] = [
  ...TISSUES.map((id) => ({ id, title: TISSUE_TITLES[id] })),
  { id: 'none', title: 'Left out' },
];
const CONDUCTIVITY = { min: 0.0001, max: 10, step: 0.001 };

/** What each surface bounds, in which unit; what was mended and what is wrong. */
export function HeadLayers() {
  const found = useImport((s) => s.found);
  const assigned = useImport((s) => s.assigned);
  const unit = useImport((s) => s.unit);
  const detail = useImport((s) => s.detail);
  const conductivities = useImport((s) => s.conductivities);
  if (found.length === 0) return <p className="note">The files are being read.</p>;
  const used = TISSUES.filter((tissue) => assigned.includes(tissue));
  const total = found.reduce((sum, { triangles }, k) => sum + (assigned[k] === 'none' ? 0 : triangles), 0);
  return (
    <>
      <h3>What each surface encloses</h3>
      <ul className="head-surfaces">
        {found.map(({ name, triangles }, k) => (
          <li key={`${name} ${String(k)}`}>
            <span className="head-surface-name" title={name}>
              {name}
            </span>
            <small>{triangles.toLocaleString('en')} triangles</small>
            <select
              aria-label={`What ${name} encloses`}
              value={assigned[k]}
              onChange={(e) => choose({ assigned: assigned.with(k, e.target.value as Assignment) })}
            >
              {CHOICES.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      <div className="head-options">
        <Segmented<LengthUnit>
          label="Unit of the files"
          value={unit}
          options={LENGTH_UNITS.map((id) => ({ id, title: id }))}
          onChange={(next) => choose({ unit: next })}
        />
        <Segmented
          label="Triangles"
          value={detail}
          options={[
            { id: 'given', title: `All ${total.toLocaleString('en')}` },
            { id: 'full', title: '≤ 130,000' },
            { id: 'light', title: '≤ 58,000' },
          ]}
          onChange={(next) => choose({ detail: next })}
        />
      </div>
      <h3>Conductivity, S/m</h3>
      <div className="head-conductivities">
        {used.map((tissue) => (
          <NumberField
            key={tissue}
            label={TISSUE_TITLES[tissue]}
            unit="S/m"
            limits={CONDUCTIVITY}
            digits={3}
            value={conductivities[tissue]}
            onCommit={(value) => choose({ conductivities: { ...conductivities, [tissue]: value } })}
          />
        ))}
      </div>
      <Verdict />
    </>
  );
}

function Verdict() {
  const prepared = useImport((s) => s.prepared);
  if (!prepared) return null;
  const { layers, done, faults } = prepared;
  const mended = [
    ...layers.flatMap(({ name, done: lines }) => lines.map((line) => `${layerTitle(name)}: ${line}`)),
    ...done,
  ];
  return (
    <div className="head-verdict">
      {mended.length > 0 && (
        <>
          <h3>Mended</h3>
          <ul>
            {mended.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      {faults.length > 0 ? (
        <>
          <h3>What is wrong</h3>
          <ul className="head-faults" role="alert">
            {faults.map(({ text, atMm }) => (
              <li key={text}>
                {text}
                {atMm && (
                  <button
                    type="button"
                    className="text-button"
                    onClick={() => importStore.setState({ shownFault: atMm })}
                  >
                    Show
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="callout" role="status">
          Sound: {layers.map(({ name, surface }) => `${layerTitle(name)} ${litres(volumeMm3(surface))} L`).join(', ')};{' '}
          {layers.reduce((sum, { surface }) => sum + triangleCount(surface), 0).toLocaleString('en')} triangles.
        </p>
      )}
    </div>
  );
}

const litres = (mm3: number): string => (mm3 / 1e6).toFixed(2);
