import { coilControl } from '../app/coil-control';
import { fieldStore } from '../app/field-store';
import { pickStore } from '../app/pick';
import type { Side } from '../app/plan';
import { selectSide } from '../app/sides';
import { appStore } from '../app/store';
import { headSites } from '../targeting/cap-sites';
import { type CoilDrag, takeCoil } from './coil-drag';
import { onEscape } from './on-escape';
import type { Point } from './pointer-drag';
import { stage } from './stage-link';
import { coilUnder, fieldUnder, markUnder } from './under-pointer';

/** A press that moves less than this is a click, CSS pixels. */
const CLICK_SLOP_PX = 5;

/** A point of the view of a side; of the canvas where there is none. */
interface PointOfSide extends Point {
  side: Side | null;
}

/** A pointer that is down on the stage. */
interface Press {
  pointerId: number;
  /** The side whose view it was pressed in: a drag is measured in it to its end. */
  from: PointOfSide;
  moved: boolean;
  /** What it holds; null leaves it to the camera. */
  coil: CoilDrag | null;
}

/** Drags of coil and handle, clicks that pick, hovers that read; what it does not take is left to the camera. */
export function attachPointer(canvas: HTMLCanvasElement): () => void {
  let press: Press | null = null;
  let stopEscape = (): void => {};
  let last: PointOfSide = { x: 0, y: 0, side: null };
  let hoverFrame = 0;

  /** Read when the pointer comes and when it presses: to ask at each step of a drag would have the page laid out each time. */
  let box = canvas.getBoundingClientRect();

  const local = (e: PointerEvent): PointOfSide => {
    if (!press) box = canvas.getBoundingClientRect();
    const x = e.clientX - box.left;
    const y = e.clientY - box.top;
    const side = press?.from.side ?? null;
    const view = side && stage.viewports.find((v) => v.side === side)?.view;
    return view ? { x: x - view.x, y: y - view.y, side } : stage.locate(x, y);
  };

  const down = (e: PointerEvent): void => {
    if (press || e.button !== 0 || (e.pointerType === 'touch' && !e.isPrimary)) return;
    const from = local(e);
    const coil = from.side === appStore.getState().plan.side ? takeCoil(from) : null;
    press = { pointerId: e.pointerId, from, moved: false, coil };
    if (!coil) return;
    // The camera must not turn while the coil is held.
    if (stage.controls) stage.controls.enabled = false;
    canvas.setPointerCapture(e.pointerId);
    // Sooner than pointermove, which waits for the frame; where a browser has none, that is as good.
    canvas.addEventListener('pointerrawupdate', early);
    stopEscape = onEscape(() => end(false));
    canvas.style.cursor = 'grabbing';
  };

  const early = (e: Event): void => {
    if (e instanceof PointerEvent) move(e);
  };

  const move = (e: PointerEvent): void => {
    const p = local(e);
    const still = p.x === last.x && p.y === last.y;
    last = p;
    if (!press) {
      if (e.pointerType !== 'touch') hoverFrame ||= requestAnimationFrame(hover);
    } else if (e.pointerId === press.pointerId && !still) {
      press.moved ||= Math.hypot(p.x - press.from.x, p.y - press.from.y) > CLICK_SLOP_PX;
      press.coil?.move(p, e.timeStamp);
    }
  };

  const hover = (): void => {
    hoverFrame = 0;
    if (press) return;
    const onCoil = last.side === appStore.getState().plan.side && coilUnder(last) !== null;
    pickStore.setState({ hover: onCoil ? null : fieldUnder(last) });
    canvas.style.cursor = onCoil ? 'grab' : markUnder(last) ? 'pointer' : '';
    stage.invalidate();
  };

  const click = (p: PointOfSide): void => {
    if (p.side && p.side !== appStore.getState().plan.side) {
      selectSide(p.side);
      return;
    }
    const { head } = fieldStore.getState();
    const mark = markUnder(p);
    const site = mark && head ? headSites(head).get(mark) : undefined;
    if (mark && site && appStore.getState().plan.source === 'tms') {
      coilControl.goTo(site, mark);
      return;
    }
    pickStore.setState({ pinned: fieldUnder(p) });
    stage.invalidate();
  };

  /** Ends the press; a coil stays where it is, or goes back where it was. */
  const end = (keep: boolean): void => {
    const coil = press?.coil;
    press = null;
    if (!coil) return;
    canvas.removeEventListener('pointerrawupdate', early);
    stopEscape();
    if (stage.controls) stage.controls.enabled = true;
    canvas.style.cursor = '';
    coil.end(keep);
  };

  const up = (e: PointerEvent): void => {
    if (e.pointerId !== press?.pointerId) return;
    const where = local(e);
    const isClick = !press.coil && !press.moved && e.type === 'pointerup';
    end(e.type !== 'pointercancel');
    if (isClick) click(where);
  };

  const leave = (): void => {
    pickStore.setState({ hover: null });
    stage.invalidate();
  };

  // In the capture phase of the parent: before the camera's own listener on the canvas.
  const area = canvas.parentElement ?? canvas;
  area.addEventListener('pointerdown', down, true);
  canvas.addEventListener('pointermove', move);
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  canvas.addEventListener('pointerleave', leave);
  return () => {
    area.removeEventListener('pointerdown', down, true);
    canvas.removeEventListener('pointermove', move);
    canvas.removeEventListener('pointerup', up);
    canvas.removeEventListener('pointercancel', up);
    canvas.removeEventListener('pointerleave', leave);
    cancelAnimationFrame(hoverFrame);
    // The canvas of a lost context goes without a last event.
    end(true);
  };
}
