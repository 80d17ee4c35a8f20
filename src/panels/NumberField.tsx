import { useEffect, useId, useState } from 'react';
import { clamp } from '../app/plan';
import { typedNumber } from '../app/typed-number';

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
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const keep = (): void => {
    const typed = typedNumber(text);
    if (text.trim() === '' && onClear && value !== null) onClear();
    else if (Number.isFinite(typed)) {
      const kept = clamp(whole ? Math.round(typed) : typed, limits);
      setText(String(Number(kept.toFixed(digits))));
      if (kept !== value) onCommit(kept);
    } else setText(shown);
  };
  return (
    <div className="number-field">
      <label className="field-label" htmlFor={id} title={hint}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        placeholder={placeholder}
        onChange={(e) => setText(e.target.value)}
        onBlur={keep}
        onKeyDown={(e) => e.key === 'Enter' && keep()}
      />
      <span className="field-unit">{unit}</span>
    </div>
  );
}
