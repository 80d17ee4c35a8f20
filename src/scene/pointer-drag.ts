import type { PointerEvent } from 'react';

/** Follows the pointer that pressed a knob until it lets go; `onMove` gets each step in CSS pixels. */
export function dragByPointer(
  e: PointerEvent<HTMLElement>,
  onMove: (dx: number, dy: number) => void,
  onEnd: () => void,
): void {
  if (e.button !== 0) return;
  const knob = e.currentTarget;
  let at = { x: e.clientX, y: e.clientY };
  knob.setPointerCapture(e.pointerId);
  knob.dataset.held = 'true';
  const move = (m: globalThis.PointerEvent): void => {
    onMove(m.clientX - at.x, m.clientY - at.y);
    at = { x: m.clientX, y: m.clientY };
  };
  const end = (): void => {
    knob.removeEventListener('pointermove', move);
    knob.removeEventListener('pointerup', end);
    knob.removeEventListener('pointercancel', end);
    delete knob.dataset.held;
    onEnd();
  };
  knob.addEventListener('pointermove', move);
  knob.addEventListener('pointerup', end);
  knob.addEventListener('pointercancel', end);
}
