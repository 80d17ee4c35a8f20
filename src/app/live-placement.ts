import { createStore } from 'zustand/vanilla';
import type { Pose } from '../model/pose';
import { DEFAULT_PLAN, type Placement } from './plan';

interface LivePlacement {
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
