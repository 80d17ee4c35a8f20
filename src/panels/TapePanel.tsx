import { useMemo, useState } from 'react';
import { coilControl } from '../app/coil-control';
import { announce } from '../app/store';
import type { Head, Landmarks } from '../model/head';
import { showSite } from '../scene/camera-moves';
import { beamF3 } from '../targeting/beam-f3';
import { type HeadMeasures, MEASURE_KEYS, MEASURES, measureWarnings } from '../targeting/head-measures';
import { layHeadTapes, type Side, walkMarks } from '../targeting/marks-on-scalp';
import { fromScaled, scaleHead } from '../targeting/scale-head';
import { markingSteps } from '../targeting/site-methods';
import { Segmented } from './fields';

/**
 * Beam F3 from three tape measures: what to mark on the patient, and the same site on this head. The measures stay in this
 * panel: neither link nor saved session holds them.
 */
export function TapePanel({ head, landmarks }: { head: Head; landmarks: Landmarks }) {
  const scalp = head.layers[0].surface;
  const own = useMemo(() => layHeadTapes(scalp, landmarks).measures, [scalp, landmarks]);
  const [typed, setTyped] = useState<Partial<Record<keyof HeadMeasures, string>>>({});
  const [side, setSide] = useState<Side>('left');
  const [fault, setFault] = useState('');
  const measures = Object.fromEntries(
    MEASURE_KEYS.map((key) => [key, Number.parseFloat((typed[key] ?? own[key].toFixed(1)).replace(',', '.'))]),
  ) as unknown as HeadMeasures;
  const valid = MEASURE_KEYS.every((key) => measures[key] > 0);
  const marks = valid ? beamF3(measures) : null;

  const place = (): void => {
    if (!marks) return;
    try {
      const patient = scaleHead(scalp, landmarks, measures);
      const { siteMm } = walkMarks(patient.tapes, marks, side);
      const site = fromScaled(patient, siteMm);
      coilControl.goTo(site);
      showSite(site);
      setFault('');
      announce(`Coil placed on Beam ${side === 'left' ? 'F3' : 'F4'}`);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <div className="tape">
      <p className="note">Enter the patient’s measures. Shown first: this head’s own.</p>
      {MEASURE_KEYS.map((key) => (
        <label key={key} className="tape-row">
          <span className="field-label">{sentence(MEASURES[key].title)}</span>
          <span className="field-number">
            <input
              type="text"
              inputMode="decimal"
              autoComplete="off"
              value={typed[key] ?? own[key].toFixed(1)}
              onChange={(e) => setTyped({ ...typed, [key]: e.target.value })}
            />
            <span className="field-unit">cm</span>
          </span>
        </label>
      ))}
      <Segmented
        label="Side"
        value={side}
        options={[
          { id: 'left', title: 'Left, F3' },
          { id: 'right', title: 'Right, F4' },
        ]}
        onChange={setSide}
      />
      {marks && (
        <dl className="marks">
          <div>
            <dt>X, along the circumference</dt>
            <dd>{marks.xCm.toFixed(1)} cm</dd>
          </div>
          <div>
            <dt>Y, from the vertex</dt>
            <dd>{marks.yCm.toFixed(1)} cm</dd>
          </div>
        </dl>
      )}
      {valid &&
        measureWarnings(measures).map((w) => (
          <p key={w} className="warning">
            {sentence(w)}.
          </p>
        ))}
      {fault && (
        <p className="warning" role="alert">
          {sentence(fault)}.
        </p>
      )}
      {marks && (
        <ol className="steps">
          {markingSteps(marks, side, 'cm').map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <button type="button" className="primary-button" disabled={!marks} onClick={place}>
        Put the coil there
      </button>
    </div>
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
