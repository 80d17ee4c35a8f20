import type { Head } from '../model/head';
import type { Vec3 } from '../model/vec3';
import { fieldScale, fieldStore, onSurface, type SurfaceId } from './field-store';
import { writeOn } from './figure-clock';
import { nearestVertex, type Pick, pickStore, pickVertex, valueAt } from './pick';
import type { Side } from './plan';
import { frameOfSide, scenarioOf, watchSides } from './sides';
import { appStore } from './store';

export interface Readout {
  /** Why this point. */
  origin: 'pointer' | 'pinned' | 'strongest';
  pick: Pick;
  /** V/m. */
  magnitude: number;
  normal: number;
  region: string;
  brodmann: string;
  layer: string;
}

const LAYER_TITLES: Record<SurfaceId, string> = { cortex: 'Cortex', white: 'White matter' };

/** What is read now on a side (the edited one unless told): under the pointer, else where pinned, else where the cortex field is strongest. */
export function currentReadout(side?: Side): Readout | null {
  const state = fieldStore.getState();
  const { plan } = appStore.getState();
  const { head } = state;
  const frame = frameOfSide(state, plan, side ?? plan.side);
  if (!head || !frame) return null;
  const { hover, pinned } = pickStore.getState();
  const cortex = head.fieldSurfaces.find((s) => s.id === 'cortex');
  const origin = hover ? 'pointer' : pinned ? 'pinned' : 'strongest';
  const pick = hover ?? pinned ?? (cortex && pickVertex(cortex, frame.surfaces.cortex.peakVertex));
  if (!pick) return null;
  const field = onSurface(frame.surfaces, pick.surface);
  const scale = fieldScale(frame, scenarioOf(plan, side ?? plan.side).didtAPerUs);
  return {
    origin,
    pick,
    magnitude: scale * valueAt(pick, field.magnitude),
    normal: scale * valueAt(pick, field.normal),
    layer: LAYER_TITLES[pick.surface],
    ...regionOf(head, pick),
  };
}

/** Calls `show` now, and in the figures' turns when what is read may have changed. Returns its end. */
export const watchReadout = (show: () => void): (() => void) => writeOn(show, watchSides, pickStore.subscribe);

function regionOf(head: Head, pick: Pick): { region: string; brodmann: string } {
  const surface = head.fieldSurfaces.find((s) => s.id === pick.surface);
  const v = nearestVertex(pick);
  const aal = surface?.aal?.[v] ?? 0;
  const area = surface?.brodmann?.[v] ?? 0;
  return {
    region: aal > 0 ? (head.aalNames?.[aal] ?? `AAL ${aal}`).replaceAll('_', ' ') : 'unlabelled',
    brodmann: area > 0 ? `BA ${area}` : '–',
  };
}

/** A number with fixed decimals and a true minus sign; never "−0". */
export const formatNumber = (x: number, digits: number): string => {
  const text = x.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
};

/** V/m with a fixed number of places for its source, so that columns stand still. */
export const formatField = (voltsPerM: number, source: 'tms' | 'tdcs'): string =>
  formatNumber(voltsPerM, source === 'tdcs' ? 3 : 1);

export const formatPosition = (mm: Vec3): string => mm.map((x) => formatNumber(x, 0)).join(', ');
