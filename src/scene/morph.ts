import { createStore, useStore } from 'zustand';
import { appStore } from '../app/store';

const DURATION_MS = 700;

/** `under`: the opened shape is drawn, on its way or there. */
const morphStore = createStore<{ under: boolean }>(() => ({ under: appStore.getState().view.inflated }));
export const useMorph = <T>(select: (state: { under: boolean }) => T): T => useStore(morphStore, select);

let share = 0;
let animation = 0;
const listeners = new Set<(t: number) => void>();

const target = (): number => (appStore.getState().view.inflated ? 1 : 0);

function tell(t: number): void {
  share = t;
  // Slow at both ends.
  const eased = t * t * (3 - 2 * t);
  for (const listener of listeners) listener(eased);
  if (t === 0 && target() === 0) morphStore.setState({ under: false });
}

function run(): void {
  cancelAnimationFrame(animation);
  const to = target();
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    tell(to);
    return;
  }
  let before = performance.now();
  const frame = (): void => {
    const now = performance.now();
    const step = (now - before) / DURATION_MS;
    before = now;
    tell(to > share ? Math.min(to, share + step) : Math.max(to, share - step));
    if (share !== to) animation = requestAnimationFrame(frame);
  };
  frame();
}

appStore.subscribe((now, before) => {
  if (now.view.inflated === before.view.inflated) return;
  if (now.view.inflated) morphStore.setState({ under: true });
  run();
});

/** Calls back now and with each step of the way; returns the end of it. */
export function followMorph(onShare: (t: number) => void): () => void {
  listeners.add(onShare);
  if (share !== target()) run();
  else tell(share);
  return () => {
    listeners.delete(onShare);
  };
}
