import { type Group, type Intersection, type Object3D, Raycaster, Vector2 } from 'three';
import { coilControl } from '../app/coil-control';
import { fieldDelay } from '../app/field-delay';
import { fieldStore } from '../app/field-store';
import { livePlacement } from '../app/live-placement';
import { pickStore } from '../app/pick';
import type { Side } from '../app/plan';
import { selectSide } from '../app/sides';
import { appStore } from '../app/store';
import type { Vec3 } from '../model/vec3';
import { headSites } from '../targeting/cap-sites';
import { scalpIndex } from '../targeting/scalp-index';
import { turnByPointer } from './knob-drag';
import { onEscape } from './on-escape';
import { pickAlong } from './picking';
import { stage } from './stage-link';

let coilTarget: Object3D | null = null;
export const setCoilTarget = (target: Group | null): void => {
  coilTarget = target;
};

/**
 * Least time between two places of a coil that is dragged: two or three a frame, so that a field for the latest is there when the
 * next frame begins.
 */
const PLACE_EVERY_MS = 6;

/** A press that moves less than this is a click, CSS pixels. */
const CLICK_SLOP_PX = 5;
const MARK_REACH_PX = 12;

type Drag =
  | { kind: 'slide'; offset: { x: number; y: number }; hold: Vec3 }
  | { kind: 'turn'; stop: () => void }
  | { kind: 'camera' };

const raycaster = new Raycaster();
const ndc = new Vector2();

function aim(x: number, y: number): boolean {
  const { camera } = stage;
  const { width, height } = stage.size();
  if (!camera || width === 0 || height === 0) return false;
  ndc.set((2 * x) / width - 1, 1 - (2 * y) / height);
  raycaster.setFromCamera(ndc, camera);
  return true;
}

function coilHit(): Intersection | null {
  const { source, ...rest } = appStore.getState().plan;
  if (!coilTarget || source !== 'tms' || !rest.coilId || !appStore.getState().view.layers.coil.shown) return null;
  return raycaster.intersectObject(coilTarget, true)[0] ?? null;
}

/** The scalp under the ray; when the ray passes the head by, the scalp point nearest to where it passes `hold`. */
function scalpUnder(hold: Vec3): Vec3 | null {
  const { head } = fieldStore.getState();
  if (!head) return null;
  const { origin, direction } = raycaster.ray;
  const index = scalpIndex(head.layers[0].surface);
  const hit = index.firstHit([origin.x, origin.y, origin.z], [direction.x, direction.y, direction.z]);
  if (hit) return hit.point;
  const along =
    (hold[0] - origin.x) * direction.x + (hold[1] - origin.y) * direction.y + (hold[2] - origin.z) * direction.z;
  return index.closest([origin.x + along * direction.x, origin.y + along * direction.y, origin.z + along * direction.z])
    .point;
}

/** The 10-10 mark under the pointer, when marks are shown. */
function markAt(x: number, y: number): string | null {
  const { head } = fieldStore.getState();
  if (!head || !stage.camera || !appStore.getState().view.marks) return null;
  const eye = stage.camera.position;
  let best: string | null = null;
  let reach = MARK_REACH_PX;
  for (const [name, p] of headSites(head)) {
    // Marks on the far side are hidden by the head.
    if ((eye.x - p[0]) * p[0] + (eye.y - p[1]) * (p[1] + 14) + (eye.z - p[2]) * p[2] < 0) continue;
    const s = stage.project(p);
    const d = s ? Math.hypot(s.x - x, s.y - y) : reach;
    if (d < reach) {
      reach = d;
      best = name;
    }
  }
  return best;
}

/** Drags of coil and handle, clicks that pick, hovers that read; what it does not take is left to the camera. */
export function attachPointer(canvas: HTMLCanvasElement): () => void {
  let drag: Drag | null = null;
  let stopEscape = (): void => {};
  let pointerId = -1;
  let pressed = { x: 0, y: 0, moved: false };
  let hoverFrame = 0;
  let dragFrame = 0;
  let placedAt = 0;
  let last = { x: 0, y: 0 };
  let hovered: Side | null = null;

  /** The side whose view the pointer was pressed in: a drag is measured in it to its end. */
  let held: Side | null = null;

  /** Read when the pointer comes and when it presses: to ask at each step of a drag would have the page laid out each time. */
  let box = canvas.getBoundingClientRect();

  const local = (e: PointerEvent): { x: number; y: number; side: Side | null } => {
    if (!drag) box = canvas.getBoundingClientRect();
    const x = e.clientX - box.left;
    const y = e.clientY - box.top;
    const view = drag && stage.viewports.find(({ side }) => side === held)?.view;
    return view ? { x: x - view.x, y: y - view.y, side: held } : stage.locate(x, y);
  };

  const down = (e: PointerEvent): void => {
    if (drag || e.button !== 0 || (e.pointerType === 'touch' && !e.isPrimary)) return;
    const p = local(e);
    pressed = { ...p, moved: false };
    pointerId = e.pointerId;
    drag = { kind: 'camera' };
    held = p.side;
    if (p.side !== appStore.getState().plan.side || !aim(p.x, p.y)) return;
    const hit = coilHit();
    if (!hit) return;
    // The camera must not turn while the coil is held.
    if (stage.controls) stage.controls.enabled = false;
    canvas.setPointerCapture(e.pointerId);
    // Sooner than pointermove, which waits for the frame; where a browser has none, that is as good.
    canvas.addEventListener('pointerrawupdate', early);
    stopEscape = onEscape(() => end(false));
    if (hit.object.userData.part === 'grip') drag = { kind: 'turn', stop: turnByPointer(p) };
    else {
      const { siteMm } = livePlacement.getState().placement;
      const s = stage.project(siteMm) ?? { x: p.x, y: p.y };
      drag = { kind: 'slide', offset: { x: s.x - p.x, y: s.y - p.y }, hold: siteMm };
    }
    canvas.style.cursor = 'grabbing';
  };

  const slide = (): void => {
    cancelAnimationFrame(dragFrame);
    dragFrame = 0;
    placedAt = performance.now();
    if (drag?.kind !== 'slide') return;
    aim(last.x + drag.offset.x, last.y + drag.offset.y);
    const site = scalpUnder(drag.hold);
    if (!site) return;
    drag.hold = site;
    coilControl.preview({ siteMm: site });
  };

  const early = (e: Event): void => {
    if (e instanceof PointerEvent) move(e);
  };

  const move = (e: PointerEvent): void => {
    const p = local(e);
    const still = p.x === last.x && p.y === last.y;
    last = p;
    if (drag) {
      if (e.pointerId !== pointerId || still) return;
      if (Math.hypot(p.x - pressed.x, p.y - pressed.y) > CLICK_SLOP_PX) pressed.moved = true;
      if (drag.kind !== 'slide' || !pressed.moved) return;
      fieldDelay.moved(e.timeStamp);
      if (performance.now() - placedAt >= PLACE_EVERY_MS) slide();
      else dragFrame ||= requestAnimationFrame(slide);
      return;
    }
    if (e.pointerType === 'touch') return;
    hovered = p.side;
    hoverFrame ||= requestAnimationFrame(() => {
      hoverFrame = 0;
      if (drag || !aim(last.x, last.y)) return;
      const onCoil = hovered === appStore.getState().plan.side && coilHit() !== null;
      const mark = onCoil ? null : markAt(last.x, last.y);
      pickStore.setState({ hover: onCoil ? null : pickAlong(raycaster.ray) });
      canvas.style.cursor = onCoil ? 'grab' : mark ? 'pointer' : '';
      stage.invalidate();
    });
  };

  const click = (p: { x: number; y: number; side: Side | null }): void => {
    if (p.side && p.side !== appStore.getState().plan.side) {
      selectSide(p.side);
      return;
    }
    const { head } = fieldStore.getState();
    const mark = markAt(p.x, p.y);
    const site = mark && head ? headSites(head).get(mark) : undefined;
    if (mark && site && appStore.getState().plan.source === 'tms') {
      coilControl.goTo(site, mark);
      return;
    }
    if (!aim(p.x, p.y)) return;
    pickStore.setState({ pinned: pickAlong(raycaster.ray) });
    stage.invalidate();
  };

  /** Ends the drag; a coil stays where it is, or goes back where it was. */
  const end = (keep: boolean): void => {
    const ended = drag;
    drag = null;
    canvas.removeEventListener('pointerrawupdate', early);
    stopEscape();
    if (!ended || ended.kind === 'camera') return;
    if (ended.kind === 'turn') ended.stop();
    if (stage.controls) stage.controls.enabled = true;
    canvas.style.cursor = '';
    if (keep) coilControl.commit();
    else coilControl.revert();
  };

  const up = (e: PointerEvent): void => {
    if (!drag || e.pointerId !== pointerId) return;
    const where = local(e);
    const isClick = drag.kind === 'camera' && !pressed.moved && e.type === 'pointerup';
    // Where it was let go.
    if (dragFrame) slide();
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
    cancelAnimationFrame(dragFrame);
    // The canvas of a lost context goes without a last event.
    end(true);
  };
}
