import type { FocusEvent, KeyboardEvent } from 'react';
import { expect, test, vi } from 'vitest';
import { numberInput, showText } from '../../src/panels/typed-field';

/** A field that shows `text`, as the DOM has it, and what may be done to it. */
function field(text: string, clear?: () => void) {
  const input = { value: text, defaultValue: text, selectionStart: 0, selectionEnd: 0, select: vi.fn() };
  const keep = vi.fn();
  const on = numberInput(keep, clear);
  const element = input as unknown as HTMLInputElement;
  return {
    input,
    keep,
    type: (typed: string) => {
      input.value = typed;
    },
    show: (next: string) => showText(element, next),
    leave: () => on.onBlur({ currentTarget: element } as FocusEvent<HTMLInputElement>),
    press: (key: string) => {
      const e = { key, currentTarget: element, preventDefault: vi.fn(), stopPropagation: vi.fn() };
      on.onKeyDown(e as unknown as KeyboardEvent<HTMLInputElement>);
      return e;
    },
  };
}

test('a number is kept by Enter and when its field is left, once', () => {
  const { keep, type, press, leave } = field('70.0');
  type('35,5');
  press('Enter');
  leave();
  type('−4');
  leave();
  expect(keep.mock.calls).toEqual([[35.5], [-4]]);
});

test('a field that is only passed through keeps nothing, though it shows fewer digits than there are', () => {
  const { keep, press, leave } = field('70.0');
  press('Enter');
  leave();
  expect(keep).not.toHaveBeenCalled();
});

test('Escape takes back what was typed and is then used up; of a field as it was it goes on to the page', () => {
  const { input, keep, type, press, leave } = field('70.0');
  expect(press('Escape').stopPropagation).not.toHaveBeenCalled();
  type('35');
  const e = press('Escape');
  expect([e.preventDefault, e.stopPropagation].map((f) => f.mock.calls.length)).toEqual([1, 1]);
  expect(input.value).toBe('70.0');
  leave();
  expect(keep).not.toHaveBeenCalled();
});

test('what cannot be read goes back to what was; an emptied field may mean something', () => {
  const clear = vi.fn();
  const { input, keep, type, leave } = field('70.0', clear);
  type('much');
  leave();
  expect([input.value, clear.mock.calls.length]).toEqual(['70.0', 0]);
  type(' ');
  leave();
  expect([clear.mock.calls.length, keep.mock.calls.length]).toEqual([1, 0]);
});

test('what is shown from elsewhere leaves alone what is being typed, and is what Escape gives back', () => {
  const { input, type, show, press } = field('70.0');
  show('71.0');
  expect(input.value).toBe('71.0');
  type('35');
  show('72.0');
  expect(input.value).toBe('35');
  press('Escape');
  expect(input.value).toBe('72.0');
});

test('a field that was chosen whole by Tab is still so when its value moves', () => {
  const { input, show } = field('70.0');
  input.selectionEnd = 4;
  vi.stubGlobal('document', { activeElement: input });
  show('71.0');
  expect(input.select).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});
