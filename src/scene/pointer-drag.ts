import { type PointerEvent, useEffect, useRef } from 'react';
import { onEscape } from './on-escape';

/** CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

interface Drag {
  /** Each step of the pointer. */
  move: (to: Point, from: Point) => void;
  keep: () => void;
  giveUp: () => void;
}

/**
 * Begins a drag of the knob that a pointer has pressed. Letting go keeps what was reached, Escape and a cancelled pointer give it
 * up. A knob that goes while it is held (a key hides it, or changes what it is for: `purpose`) keeps it too: nothing else would
 * end the drag.
 */
export function usePointerDrag(purpose = ''): (e: PointerEvent<HTMLElement>, drag: Drag) => void {
  const letGo = useRef(() => {});
  // biome-ignore lint/correctness/useExhaustiveDependencies: ends with its purpose
  useEffect(() => () => letGo.current(), [purpose]);

  return (e, drag) => {
    if (e.button !== 0) return;
    const knob = e.currentTarget;
    let from = { x: e.clientX, y: e.clientY };
    knob.setPointerCapture(e.pointerId);
    knob.dataset.held = 'true';
    const move = (m: globalThis.PointerEvent): void => {
      const to = { x: m.clientX, y: m.clientY };
      drag.move(to, from);
      from = to;
    };
    const end = (): void => {
      knob.removeEventListener('pointermove', move);
      knob.removeEventListener('pointerup', keep);
      knob.removeEventListener('pointercancel', giveUp);
      stopEscape();
      letGo.current = () => {};
      delete knob.dataset.held;
    };
    const keep = (): void => {
      end();
      drag.keep();
    };
    const giveUp = (): void => {
      end();
      drag.giveUp();
    };
    const stopEscape = onEscape(giveUp);
    letGo.current = keep;
    knob.addEventListener('pointermove', move);
    knob.addEventListener('pointerup', keep);
    knob.addEventListener('pointercancel', giveUp);
  };
}
