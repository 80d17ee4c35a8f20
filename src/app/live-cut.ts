import { createStore } from 'zustand/vanilla';
import { appStore, setView } from './store';
import { CUT_LIMITS, type Cut } from './view';

/** The cut as it is drawn now, at pointer rate; the view's own follows when the drag ends. */
export const liveCut = createStore<Cut>(() => appStore.getState().view.cut);

appStore.subscribe((now, before) => {
  if (now.view.cut !== before.view.cut) liveCut.setState(now.view.cut);
});

/** Moves the cut for the time of a drag. */
export function previewCut(change: Partial<Cut>): void {
  liveCut.setState((cut) => within({ ...cut, ...change }));
}

export const commitCut = (): void => setView({ cut: liveCut.getState() });

/** Changes the cut, as it lies now, for good. */
export function setCut(change: Partial<Cut>): void {
  setView({ cut: within({ ...liveCut.getState(), ...change }) });
}

/** Angles run round, lengths stop at their ends. */
function within(cut: Cut): Cut {
  const { atMm, elevationDeg } = CUT_LIMITS;
  const clamp = (x: number, { min, max }: { min: number; max: number }): number => Math.min(max, Math.max(min, x));
  const turned = cut.azimuthDeg - 360 * Math.round(cut.azimuthDeg / 360);
  return {
    ...cut,
    atMm: clamp(cut.atMm, atMm),
    azimuthDeg: turned,
    elevationDeg: clamp(cut.elevationDeg, elevationDeg),
  };
}
