import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { typedNumber } from '../app/typed-number';

/**
 * What a field for a number needs besides its label. Its own `defaultValue` is the text it shows, and `value` what stands in it:
 * where the two differ someone has typed. That is kept by Enter and when the field is left, and taken back by Escape.
 */
export function numberInput(keep: (x: number) => void, clear?: () => void) {
  return {
    type: 'text',
    inputMode: 'decimal',
    autoComplete: 'off',
    onBlur: ({ currentTarget }: FocusEvent<HTMLInputElement>) => keepTyped(currentTarget, keep, clear),
    onKeyDown: (e: KeyboardEvent<HTMLInputElement>) => {
      const input = e.currentTarget;
      if (e.key === 'Enter') keepTyped(input, keep, clear);
      if (e.key !== 'Escape' || !isTyped(input)) return;
      // The same key would close the dialogue round the field.
      e.preventDefault();
      e.stopPropagation();
      takeBack(input);
    },
  } as const;
}

/** Writes what a field shows. What is being typed there stays, and so does the choice of all its text by Tab. */
export function showText(input: HTMLInputElement | null, text: string): void {
  if (!input || input.defaultValue === text) return;
  const typed = isTyped(input);
  const all = input.selectionStart === 0 && input.selectionEnd === input.value.length;
  input.defaultValue = text;
  if (typed) return;
  input.value = text;
  if (all && input === document.activeElement) input.select();
}

/** A field for a number that React alone writes. */
export function useNumberInput(text: string, keep: (x: number) => void, clear?: () => void) {
  const ref = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => showText(ref.current, text), [text]);
  return { ref, ...numberInput(keep, clear) };
}

const isTyped = (input: HTMLInputElement): boolean => input.value !== input.defaultValue;

/** The text from before, with none of what was typed. */
export function takeBack(input: HTMLInputElement): void {
  input.value = input.defaultValue;
}

/** What cannot be read is not kept; what is kept is shown once whoever keeps it says so. */
function keepTyped(input: HTMLInputElement, keep: (x: number) => void, clear?: () => void): void {
  if (!isTyped(input)) return;
  const text = input.value;
  takeBack(input);
  const x = typedNumber(text);
  if (Number.isFinite(x)) keep(x);
  else if (text.trim() === '') clear?.();
}
