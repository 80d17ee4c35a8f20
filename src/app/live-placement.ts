import { createStore } from 'zustand/vanilla';
import type { Pose } from '../model/pose';
import { liveStore } from './live-engine';
import { DEFAULT_PLAN, type Placement } from './plan';

export interface LivePlacement {
  placement: Placement;
  pose: Pose | null;
  /** True between the start and the end of a drag, of a key held down, of a slider's travel. */
  moving: boolean;
}

/**
 * The coil as it lies now, at pointer rate: the scene subscribes to it outside React, readouts by `watchCoil`. The committed placement
 * in `appStore` follows when the move ends.
 */
export const livePlacement = createStore<LivePlacement>(() => ({
  placement: DEFAULT_PLAN.placement,
  pose: null,
  moving: false,
}));

/**
 * A live field comes within this time. A moved coil waits so long for its field, to be drawn together with it: a frame begun sooner
 * would show the coil alone, and the field would wait for that frame to end.
 */
const FIELD_WITHIN_MS = 12;

const drawers = new Set<() => void>();
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Calls `draw` when a moved coil is to be in the next frame. Returns its end. */
export function onCoilFrame(draw: () => void): () => void {
  drawers.add(draw);
  return () => drawers.delete(draw);
}

/** The field of the coil as it was moved has come, or will not. */
export function drawMovedCoil(): void {
  if (waiting === undefined) return;
  clearTimeout(waiting);
  waiting = undefined;
  for (const draw of drawers) draw();
}

livePlacement.subscribe(() => {
  waiting ??= setTimeout(drawMovedCoil, liveStore.getState().kind === 'ready' ? FIELD_WITHIN_MS : 0);
});
