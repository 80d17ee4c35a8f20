import { createStore } from 'zustand/vanilla';
import type { Pose } from '../model/pose';
import { DEFAULT_PLAN, type Placement } from './plan';

export interface LivePlacement {
  placement: Placement;
  pose: Pose | null;
  /** Distance from the coil's centre along its axis to the scalp, mm. */
  centreGapMm: number;
  /** True between the start and the end of a drag, of a key held down, of a slider's travel. */
  moving: boolean;
}

/**
 * The coil as it lies now, at pointer rate: scene and readouts subscribe to it outside React. The committed placement
 * in `appStore` follows when the move ends.
 */
export const livePlacement = createStore<LivePlacement>(() => ({
  placement: DEFAULT_PLAN.placement,
  pose: null,
  centreGapMm: 0,
  moving: false,
}));

const watchers = new Set<(now: LivePlacement) => void>();
let asked = false;

/** Shows the coil as it lies now, and once a frame while that changes. Returns its end. */
export function watchCoil(show: (now: LivePlacement) => void): () => void {
  show(livePlacement.getState());
  watchers.add(show);
  return () => watchers.delete(show);
}

// What only tells of the coil waits for the frame, so that the field is asked for first.
livePlacement.subscribe(() => {
  if (asked || watchers.size === 0) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    for (const show of watchers) show(livePlacement.getState());
  });
});
