import { appStore, setSession } from './store';

export interface TourStop {
  title: string;
  text: string;
  /** What of the page it speaks of: the first of these that is on the screen. */
  at: readonly string[];
  /** What its card may lie over meanwhile. */
  over: 'panel' | 'stage';
}

/** What someone new should have seen, in the order one works. */
export const TOUR: readonly TourStop[] = [
  {
    title: 'Put the coil anywhere',
    text: 'Drag the coil over the head, its grip to turn it. The field follows while you drag; when you let go it is solved in full and the label says so.',
    at: ['.knob:not([hidden])', '.stage'],
    over: 'panel',
  },
  {
    title: 'Read the field',
    text: 'Point at the brain for V/m, region and position; click to pin the reading. The bar’s colours are the picture’s.',
    at: ['.field-card', '.stage-foot'],
    over: 'panel',
  },
  {
    title: 'Find a site',
    text: 'A 10-10 name, three tape measures for Beam F3, or a target in the brain: the coil is laid there, and a dose and a sheet to print follow.',
    at: ['.panel-scroll .section', '.panel'],
    over: 'stage',
  },
  {
    title: 'Compare, learn, or work with the field',
    text: 'Compare puts two coils, or a coil and electrodes, side by side on the same head. Lessons take a few minutes each. Research has the solver’s report, the field as files, and the same job for the command line.',
    at: ['.header-task'],
    over: 'stage',
  },
  {
    title: 'Bring and keep',
    text: 'Drop coils, poses and sessions anywhere on the page. Your work is kept in this browser and in the page’s address; nothing leaves it, and it works without a network.',
    at: ['.header-tools'],
    over: 'stage',
  },
];

const SEEN = 'coilscope-tour';

/** Starts the tour for someone who has never been here. */
export function offerTour(firstVisit: boolean): void {
  try {
    if (!firstVisit || localStorage.getItem(SEEN) !== null) return;
    localStorage.setItem(SEEN, 'shown');
  } catch {
    // Where nothing can be kept it would come back each time.
    return;
  }
  setSession({ tour: 0 });
}

/** To the stop `by` further; past either end, or with `null`, the tour is over. */
export function moveTour(by: number | null): void {
  const { tour } = appStore.getState().session;
  if (tour === null) return;
  const next = by === null ? TOUR.length : tour + by;
  setSession({ tour: next >= 0 && next < TOUR.length ? next : null });
}
