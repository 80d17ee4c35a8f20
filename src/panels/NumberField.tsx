import { useId } from 'react';
import { clamp } from '../app/plan';
import { useNumberInput } from './typed-field';

interface Props {
  label: string;
  unit: string;
  value: number | null;
  limits: { min: number; max: number };
  digits?: number;
  /** Whole numbers only. */
  whole?: boolean;
  placeholder?: string;
  hint?: string;
  onCommit: (value: number) => void;
  /** Called when the field is emptied; without it an emptied field takes its value back. */
  onClear?: () => void;
}

/** A number that is typed; kept when the field is left or Enter is pressed. */
export function NumberField(props: Props) {
  const { label, unit, value, limits, digits = 2, whole = false, placeholder, hint, onCommit, onClear } = props;
  const id = useId();
  const shown = value === null ? '' : String(Number(value.toFixed(digits)));
  const keep = (x: number): void => {
    const kept = clamp(whole ? Math.round(x) : x, limits);
    if (kept !== value) onCommit(kept);
  };
  return (
    <div className="number-field">
      <label className="field-label" htmlFor={id} title={hint}>
        {label}
      </label>
      <input id={id} placeholder={placeholder} {...useNumberInput(shown, keep, onClear)} />
      <span className="field-unit">{unit}</span>
    </div>
  );
}
