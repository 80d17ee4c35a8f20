import { createStore } from 'zustand/vanilla';
import { fieldStore } from '../app/field-store';
import { pickStore } from '../app/pick';
import { appStore, setView } from '../app/store';
import type { Vec3 } from '../model/vec3';
import { pickNear } from './picking';
import { stage } from './stage-link';

/** A slice's crosshair this near to a field surface holds the pick on it, mm. */
const PICK_REACH_MM = 3;

/** Where the slices cross, at pointer rate; the view's own follows when the drag ends. */
export const crosshairStore = createStore<{ atMm: Vec3 }>(() => ({ atMm: appStore.getState().view.slices.atMm }));

let moving = false;

/** Moves the crosshair, and the pick with it where a field surface is near. */
export function moveCrosshair(atMm: Vec3): void {
  moving = true;
  crosshairStore.setState({ atMm });
  pickStore.setState({ pinned: pickNear(atMm, PICK_REACH_MM) });
  moving = false;
  stage.invalidate();
}

export function commitCrosshair(): void {
  const { slices } = appStore.getState().view;
  setView({ slices: { ...slices, atMm: crosshairStore.getState().atMm } });
}

appStore.subscribe((now, before) => {
  if (now.view.slices.atMm !== before.view.slices.atMm) crosshairStore.setState({ atMm: now.view.slices.atMm });
});

// A pick on the stage takes the crosshair with it.
pickStore.subscribe(({ pinned }, before) => {
  if (moving || !pinned || pinned === before.pinned || !appStore.getState().view.slices.shown) return;
  crosshairStore.setState({ atMm: pinned.positionMm });
  commitCrosshair();
});

/** Slices that are opened start at what is read out: the pin, or the strongest point. */
export function showSlices(shown: boolean): void {
  const { slices } = appStore.getState().view;
  setView({ slices: { ...slices, shown } });
  if (!shown) return;
  const { head, frame } = fieldStore.getState();
  const cortex = head?.fieldSurfaces.find((s) => s.id === 'cortex');
  const { pinned } = pickStore.getState();
  const strongest = cortex && frame ? 3 * frame.surfaces.cortex.peakVertex : null;
  if (pinned) crosshairStore.setState({ atMm: pinned.positionMm });
  else if (cortex && strongest !== null) {
    const [x, y, z] = cortex.pointsMm.subarray(strongest, strongest + 3);
    crosshairStore.setState({ atMm: [x, y, z] });
  } else return;
  commitCrosshair();
}
