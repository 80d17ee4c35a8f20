import { coilControl } from '../app/coil-control';
import { liveCut, setCut } from '../app/live-cut';
import { openedStore, putAwayOutcomes } from '../app/opened';
import { pickStore } from '../app/pick';
import type { Placement } from '../app/plan';
import type { SolveLoop } from '../app/solve-loop';
import { appStore, setLayer, setSession, setView } from '../app/store';
import { redo, undo } from '../app/undo';
import { CUT_KINDS, type LayerId } from '../app/view';
import { aimHere } from '../scene/Bullseye';
import { moveCamera, orbitBy } from '../scene/camera-moves';
import { showSlices } from '../scene/crosshair';
import { stage } from '../scene/stage-link';

/** What the help dialog prints; kept beside the code that answers to it. */
export const KEY_HELP: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Coil',
    keys: [
      ['← → ↑ ↓', 'slide over the scalp by 2 mm (Shift: 10 mm)'],
      ['Q E', 'turn by 5° (Shift: 1°)'],
      ['W S', 'tilt front'],
      ['A D', 'tilt side'],
      ['R F', 'lift, lower by 1 mm'],
    ],
  },
  {
    title: 'View',
    keys: [
      ['1 2 3', 'from the left, the right, the front'],
      ['4 5 6', 'from the back, above, below'],
      ['0', 'the view at the start'],
      ['Alt ← ↑ …', 'turn the view'],
      ['+ −', 'zoom'],
      ['H B C M K', 'scalp, skull, cortex, white matter, coil or electrodes on and off'],
      ['I', 'slices beside the head'],
      ['T', 'coil against target'],
      ['U V O', 'inflated cortex, field arrows, outline at the threshold'],
      ['X', 'cut: none, axial, coronal, sagittal, free (Shift: the other half)'],
      ['PgUp PgDn', 'move the cut by 1 mm (Shift: 10 mm)'],
    ],
  },
  {
    title: 'Work',
    keys: [
      ['Ctrl Z', 'undo'],
      ['Ctrl Shift Z', 'redo'],
      ['Esc', 'take back what is typed, give up a drag, put a message away, clear the pin, or stop the solve'],
      ['Enter', 'solve after a stop'],
      ['?', 'this help'],
    ],
  },
];

const VIEW_KEYS = { 0: 'home', 1: 'left', 2: 'right', 3: 'front', 4: 'back', 5: 'top', 6: 'bottom' } as const;
const LAYER_KEYS: Record<string, LayerId> = { h: 'scalp', b: 'skull', c: 'cortex', m: 'white', k: 'coil' };
const SWITCH_KEYS: Record<string, 'inflated' | 'vectors' | 'outline'> = { u: 'inflated', v: 'vectors', o: 'outline' };
const CUT_KEYS: Record<string, number> = { PageUp: 1, PageDown: -1 };
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const SEAT_KEYS: Record<string, readonly ['angleDeg' | 'pitchDeg' | 'rollDeg' | 'gapMm', number]> = {
  q: ['angleDeg', -5],
  e: ['angleDeg', 5],
  w: ['pitchDeg', 1],
  s: ['pitchDeg', -1],
  a: ['rollDeg', -1],
  d: ['rollDeg', 1],
  r: ['gapMm', 1],
  f: ['gapMm', -1],
};

/** Keys of the whole page; silent where the focus has a use of its own for them and while a dialog is open. Returns the end of it. */
export function attachKeyboard(loop: Pick<SolveLoop, 'stop' | 'retry'>): () => void {
  const onKey = (e: KeyboardEvent): void => {
    if (e.defaultPrevented || appStore.getState().session.dialog !== 'none' || isTaken(e)) return;
    if (answer(e, loop)) e.preventDefault();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

/**
 * Whether what has the focus takes the key itself: a text every key, a list those that search it, a slider and a choice those that
 * move them. Undo, for one, must work just after a slider was moved.
 */
function isTaken(e: KeyboardEvent): boolean {
  const { target, key } = e;
  if (!(target instanceof Element)) return false;
  if (target.closest('textarea, [role="dialog"]')) return true;
  if (target instanceof HTMLSelectElement) return !(e.ctrlKey || e.metaKey);
  if (!(target instanceof HTMLInputElement) || target.type === 'checkbox') return false;
  return target.type === 'range' || target.type === 'radio' ? key in ARROWS || key in CUT_KEYS : true;
}

/** What Enter presses, opens or follows when it has the focus. */
const isPressed = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, summary, a') !== null;

function answer(e: KeyboardEvent, loop: Pick<SolveLoop, 'stop' | 'retry'>): boolean {
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  if (e.ctrlKey || e.metaKey) {
    if (key === 'z') (e.shiftKey ? redo : undo)();
    else if (key === 'y') redo();
    else return false;
    return true;
  }
  const arrow = ARROWS[key];
  if (arrow) {
    if (e.altKey) orbitBy(-8 * arrow[0], 8 * arrow[1]);
    else slideOnScreen(arrow, e.shiftKey ? 10 : 2);
    return true;
  }
  if (e.altKey) return false;
  const seat = SEAT_KEYS[key];
  if (seat && tms()) {
    const [name, step] = seat;
    const size = name === 'angleDeg' && e.shiftKey ? step / 5 : step;
    coilControl.nudge((p: Placement) => ({ [name]: p[name] + size }));
    return true;
  }
  if (key === 't' && tms()) setView({ aim: appStore.getState().view.aim ? null : aimHere() });
  else if (key in VIEW_KEYS) moveCamera(VIEW_KEYS[Number(key) as keyof typeof VIEW_KEYS]);
  else if (key in LAYER_KEYS) toggleLayer(key === 'k' && !tms() ? 'electrodes' : LAYER_KEYS[key]);
  else if (key in SWITCH_KEYS) {
    const name = SWITCH_KEYS[key];
    setView({ [name]: !appStore.getState().view[name] });
  } else if (key === 'i') showSlices(!appStore.getState().view.slices.shown);
  else if (key === 'x') nextCut(e.shiftKey);
  else if (key in CUT_KEYS) return moveCut(CUT_KEYS[key] * (e.shiftKey ? 10 : 1));
  else if (key === '+' || key === '=') orbitBy(0, 0, 0.88);
  else if (key === '-') orbitBy(0, 0, 1 / 0.88);
  else if (key === '?') setSession({ dialog: 'help' });
  else if (key === 'Escape') dismiss(loop);
  else if (key === 'Enter' && !isPressed(e.target)) loop.retry();
  else return false;
  return true;
}

function nextCut(flip: boolean): void {
  const { kind, flipped } = liveCut.getState();
  if (flip) setCut({ flipped: !flipped });
  else setCut({ kind: CUT_KINDS[(CUT_KINDS.indexOf(kind) + 1) % CUT_KINDS.length] });
}

function moveCut(byMm: number): boolean {
  const { kind, atMm } = liveCut.getState();
  if (kind !== 'none') setCut({ atMm: atMm + byMm });
  return kind !== 'none';
}

const tms = (): boolean => appStore.getState().plan.source === 'tms';

function slideOnScreen([x, y]: readonly [number, number], stepMm: number): void {
  if (!tms()) return;
  const { right, up } = stage.screenAxes();
  coilControl.slide([
    stepMm * (x * right[0] + y * up[0]),
    stepMm * (x * right[1] + y * up[1]),
    stepMm * (x * right[2] + y * up[2]),
  ]);
}

const toggleLayer = (id: LayerId): void => setLayer(id, { shown: !appStore.getState().view.layers[id].shown });

function dismiss(loop: Pick<SolveLoop, 'stop'>): void {
  if (openedStore.getState().outcomes.length > 0) putAwayOutcomes();
  else if (pickStore.getState().pinned) {
    pickStore.setState({ pinned: null });
    stage.invalidate();
  } else loop.stop();
}
