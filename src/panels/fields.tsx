import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { clamp } from '../app/plan';
import { typedNumber } from '../app/typed-number';
import { numberInput, showText, takeBack } from './typed-field';

interface Limits {
  min: number;
  max: number;
  step: number;
}

interface SliderFieldProps {
  label: string;
  unit: string;
  limits: Limits;
  value: number;
  digits?: number;
  /** Each step of the slider; nothing is final. */
  onInput: (value: number) => void;
  /** The value to keep. */
  onCommit: (value: number) => void;
  /** Calls back whenever the shown value changes from elsewhere, at pointer rate, without React. Returns its end. */
  watch?: (show: (value: number) => void) => () => void;
  hint?: string;
  disabled?: boolean;
}

/** A number by slider or by typing: both always show the same value, also while something else moves it. */
export function SliderField(props: SliderFieldProps) {
  const { label, unit, limits, value, digits = 0, onInput, onCommit, watch, hint, disabled } = props;
  const id = useId();
  const range = useRef<HTMLInputElement>(null);
  const number = useRef<HTMLInputElement>(null);
  const calls = useRef({ onInput, onCommit });
  calls.current = { onInput, onCommit };

  useLayoutEffect(() => {
    const show = (x: number): void => {
      if (range.current) {
        range.current.value = String(x);
        const share = (x - limits.min) / (limits.max - limits.min);
        range.current.style.setProperty('--share', `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`);
      }
      showText(number.current, x.toFixed(digits));
    };
    show(value);
    return watch?.(show);
  }, [value, digits, limits, watch]);

  useEffect(() => {
    const slider = range.current;
    if (!slider) return;
    // React's onChange is the DOM's input event; the DOM's change event is the end of the gesture.
    const input = (): void => {
      const x = Number(slider.value);
      const share = (x - limits.min) / (limits.max - limits.min);
      slider.style.setProperty('--share', `${(100 * share).toFixed(2)}%`);
      showText(number.current, x.toFixed(digits));
      calls.current.onInput(x);
    };
    const change = (): void => calls.current.onCommit(Number(slider.value));
    slider.addEventListener('input', input);
    slider.addEventListener('change', change);
    return () => {
      slider.removeEventListener('input', input);
      slider.removeEventListener('change', change);
    };
  }, [digits, limits]);

  const keep = (x: number): void => {
    const kept = clamp(x, limits);
    if (kept !== value) onCommit(kept);
  };
  const typing = numberInput(keep);
  const onKeyDown = (e: KeyboardEvent<HTMLInputElement>): void => {
    typing.onKeyDown(e);
    const sign = { ArrowUp: 1, ArrowDown: -1 }[e.key];
    if (!sign) return;
    e.preventDefault();
    const from = typedNumber(e.currentTarget.value);
    takeBack(e.currentTarget);
    if (Number.isFinite(from)) keep(from + sign * limits.step * (e.shiftKey ? 10 : 1));
  };

  return (
    <div className="field">
      <label className="field-label" htmlFor={`${id}-n`} title={hint}>
        {label}
      </label>
      <input
        ref={range}
        id={`${id}-r`}
        type="range"
        aria-label={`${label}, slider`}
        min={limits.min}
        max={limits.max}
        step={limits.step}
        defaultValue={value}
        disabled={disabled}
      />
      <span className="field-number">
        <input ref={number} id={`${id}-n`} disabled={disabled} {...typing} onKeyDown={onKeyDown} />
        <span className="field-unit">{unit}</span>
      </span>
    </div>
  );
}

interface Option<T extends string> {
  id: T;
  title: string;
  /** Heading it stands under; options of one group follow each other. */
  group?: string;
}

/** A choice of a few, all visible. */
export function Segmented<T extends string>(props: {
  label: string;
  options: readonly Option<T>[];
  value: T;
  onChange: (id: T) => void;
}) {
  const { label, options, value, onChange } = props;
  const name = useId();
  return (
    <fieldset className="segmented" aria-label={label}>
      {options.map((o) => (
        <label key={o.id} className="segment" data-on={o.id === value}>
          <input type="radio" name={name} value={o.id} checked={o.id === value} onChange={() => onChange(o.id)} />
          {o.title}
        </label>
      ))}
    </fieldset>
  );
}

export function Choice<T extends string>(props: {
  label: string;
  options: readonly Option<T>[];
  value: T;
  onChange: (id: T) => void;
  hidden?: boolean;
}) {
  const { label, options, value, onChange, hidden } = props;
  const id = useId();
  return (
    <div className="choice">
      <label className={hidden ? 'visually-hidden' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      <select id={id} value={value} onChange={(e) => onChange(e.target.value as T)}>
        {grouped(options).map(([group, all]) =>
          group === '' ? (
            all.map(optionOf)
          ) : (
            <optgroup key={group} label={group}>
              {all.map(optionOf)}
            </optgroup>
          ),
        )}
      </select>
    </div>
  );
}

const optionOf = (o: Option<string>) => (
  <option key={o.id} value={o.id}>
    {o.title}
  </option>
);

function grouped<T extends string>(options: readonly Option<T>[]): [string, Option<T>[]][] {
  const out: [string, Option<T>[]][] = [];
  for (const o of options) {
    const last = out.at(-1);
    if (last && last[0] === (o.group ?? '')) last[1].push(o);
    else out.push([o.group ?? '', [o]]);
  }
  return out;
}

export function Switch(props: { label: string; checked: boolean; onChange: (on: boolean) => void; hint?: string }) {
  const { label, checked, onChange, hint } = props;
  return (
    <label className="switch" title={hint}>
      <span>{label}</span>
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={(e) => onChange(e.target.checked)}
      />
    </label>
  );
}

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <header className="section-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
