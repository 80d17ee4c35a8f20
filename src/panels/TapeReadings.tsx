import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { locatorOf, patientMeasures, readingSpreads } from '../app/site-finder';
import { setPatient, useApp } from '../app/store';
import { MAX_READINGS, NO_READINGS, type PatientReadings } from '../app/targeting-plan';
import { keepTyped, whileTyping } from '../app/typing';
import type { Head } from '../model/head';
import {
  asTapeReads,
  averageReadings,
  fromCm,
  type HeadMeasures,
  MEASURE_KEYS,
  MEASURES,
  measureWarnings,
  readLength,
} from '../targeting/head-measures';
import { Segmented } from './fields';
import { sentence } from './words';

/** The three tapes as read, each as often as wanted: their means are what is computed with. */
export function TapeReadings({ head }: { head: Head }) {
  const patient = useApp((s) => s.plan.targeting.patient);
  const own = locatorOf(head)?.own.measures;
  const measures = patientMeasures(patient);
  const given = MEASURE_KEYS.filter((key) => patient.tapes[key].length > 0).length;
  if (!own) return null;
  return (
    <div className="tape">
      <div className="row">
        <span className="note">
          {given === 0
            ? 'Empty: this head’s own measures.'
            : given < 3
              ? `${given} of 3 given; until then this head’s own.`
              : 'The scalp is scaled to them: an estimate.'}
        </span>
        <Segmented
          label="Unit of the tape"
          value={patient.unit}
          options={[
            { id: 'cm', title: 'cm' },
            { id: 'in', title: 'in' },
          ]}
          onChange={(unit) => setPatient({ unit, tapes: converted(patient, unit) })}
        />
      </div>
      {MEASURE_KEYS.map((key) => (
        <Readings key={key} measure={key} patient={patient} ownCm={own[key]} />
      ))}
      {measures &&
        measureWarnings(measures, readingSpreads(patient)).map((w) => (
          <p key={w} className="warning">
            {sentence(w)}.
          </p>
        ))}
      {given > 0 && (
        <button type="button" className="text-button" onClick={() => setPatient({ tapes: NO_READINGS.tapes })}>
          Clear the readings
        </button>
      )}
    </div>
  );
}

function Readings(props: { measure: keyof HeadMeasures; patient: PatientReadings; ownCm: number }) {
  const { measure, patient, ownCm } = props;
  const { unit } = patient;
  const readings = patient.tapes[measure];
  const [wanted, setWanted] = useState(1);
  // Never more than one empty field: a reading that is cleared takes its field with it.
  const fields = Math.min(MAX_READINGS, Math.max(1, readings.length, Math.min(wanted, readings.length + 1)));
  const title = sentence(MEASURES[measure].title);
  const set = (index: number, value: number | null): void => {
    const next = readings.slice();
    if (value === null) next.splice(index, 1);
    else next[index] = value;
    setPatient({ tapes: { ...patient.tapes, [measure]: next } });
  };
  const averaged = readings.length > 1 ? averageReadings(readings, unit) : null;
  const places = unit === 'cm' ? 1 : 2;
  return (
    <div className="readings">
      <span className="field-label">{title}</span>
      <span className="readings-fields">
        <span className="readings-inputs">
          {Array.from({ length: fields }, (_, i) => (
            <Reading
              // biome-ignore lint/suspicious/noArrayIndexKey: readings have no other identity than their order
              key={i}
              label={fields > 1 ? `${title}, reading ${i + 1}` : title}
              unit={unit}
              value={readings[i] ?? null}
              placeholder={i === 0 ? fromCm(ownCm, unit).toFixed(places) : ''}
              onType={(value) => whileTyping(() => set(i, value))}
            />
          ))}
        </span>
        <span className="readings-more">
          {fields < MAX_READINGS && fields === readings.length && (
            <button
              type="button"
              className="icon-button"
              aria-label={`Another reading of ${MEASURES[measure].title}`}
              title="Another reading: the mean is used"
              onClick={() => setWanted(readings.length + 1)}
            >
              <Plus size={14} aria-hidden="true" />
            </button>
          )}
        </span>
        <span className="field-unit">{unit}</span>
      </span>
      {averaged && (
        <span className="readings-mean">
          mean {fromCm(averaged.meanCm, unit).toFixed(places)}, spread {fromCm(averaged.spreadCm, unit).toFixed(places)}{' '}
          {unit}
        </span>
      )}
    </div>
  );
}

interface ReadingProps {
  label: string;
  unit: PatientReadings['unit'];
  value: number | null;
  placeholder: string;
  onType: (value: number | null) => void;
}

/** One length. What is no length while it is being typed is left alone, and put right when the field is left. */
function Reading({ label, unit, value, placeholder, onType }: ReadingProps) {
  const [text, setText] = useState(value === null ? '' : String(value));
  const read = readLength(text, unit);
  useEffect(() => {
    setText((now) => (readLength(now, unit) === value ? now : value === null ? '' : String(value)));
  }, [value, unit]);
  return (
    <input
      type="text"
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      aria-invalid={text.trim() !== '' && read === null}
      value={text}
      placeholder={placeholder}
      onChange={(e) => {
        setText(e.target.value);
        const next = readLength(e.target.value, unit);
        if (next !== null || e.target.value.trim() === '') onType(next);
      }}
      onBlur={() => {
        setText(value === null ? '' : String(value));
        keepTyped();
      }}
      onKeyDown={(e) => e.key === 'Enter' && keepTyped()}
    />
  );
}

const converted = (patient: PatientReadings, unit: PatientReadings['unit']): PatientReadings['tapes'] => {
  const convert = (all: readonly number[]): number[] => all.map((x) => asTapeReads(x, patient.unit, unit));
  const { nasionInionCm, tragusTragusCm, circumferenceCm } = patient.tapes;
  return {
    nasionInionCm: convert(nasionInionCm),
    tragusTragusCm: convert(tragusTragusCm),
    circumferenceCm: convert(circumferenceCm),
  };
};
