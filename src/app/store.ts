import { temporal } from 'zundo';
import { createStore, useStore } from 'zustand';
import { DEFAULT_PLAN, type Placement, type Plan } from './plan';
import type { PatientReadings, Targeting } from './targeting-plan';
import { DEFAULT_VIEW, type LayerId, type View } from './view';

export type DialogName =
  | 'none'
  | 'help'
  | 'about'
  | 'review'
  | 'sheet'
  | 'lessons'
  | 'export'
  | 'sessions'
  | 'picture'
  | 'head';

/** What lives only while the page is open. */
interface Session {
  dialog: DialogName;
  /** The sheet of controls on a phone. */
  sheet: 'place' | 'dose' | 'protocol' | 'look' | 'focality';
  /** The page of a comparison's controls. */
  comparePage: 'focality' | 'sides' | 'depth' | 'table';
  /** The page of research's controls. */
  researchPage: 'solution' | 'inputs' | 'export' | 'rerun';
  /** What the reader of a lesson expects, by the step that asks. */
  predictions: Readonly<Record<number, number>>;
  /** The stop of the tour that is shown; null when it is not on. */
  tour: number | null;
  /** Lines said once to everyone, screen readers included. */
  announcement: string;
}

export interface AppState {
  plan: Plan;
  view: View;
  session: Session;
}

const INITIAL: AppState = {
  plan: DEFAULT_PLAN,
  view: DEFAULT_VIEW,
  session: {
    dialog: 'none',
    sheet: 'place',
    comparePage: 'focality',
    researchPage: 'solution',
    predictions: {},
    announcement: '',
    tour: null,
  },
};

/** The committed state. Whatever changes many times a second (a drag, the field) lives in `live-placement` and `field-store`. */
export const appStore = createStore<AppState>()(
  temporal(() => INITIAL, {
    partialize: ({ plan }) => ({ plan }),
    equality: (a, b) => a.plan === b.plan,
    limit: 100,
  }),
);

export const useApp = <T>(select: (state: AppState) => T): T => useStore(appStore, select);

export const setPlan = (change: Partial<Plan>): void => appStore.setState((s) => ({ plan: { ...s.plan, ...change } }));

export const setTargeting = (change: Partial<Targeting>): void =>
  setPlan({ targeting: { ...appStore.getState().plan.targeting, ...change } });

export const setPatient = (change: Partial<PatientReadings>): void =>
  setTargeting({ patient: { ...appStore.getState().plan.targeting.patient, ...change } });

/** Moves the coil for good: one step of undo. Leaving a named site drops its name. */
export const setPlacement = (placement: Placement, siteName = ''): void => setPlan({ placement, siteName });

export const setView = (change: Partial<View>): void => appStore.setState((s) => ({ view: { ...s.view, ...change } }));

export const setLayer = (id: LayerId, change: Partial<View['layers'][LayerId]>): void =>
  appStore.setState((s) => ({
    view: { ...s.view, layers: { ...s.view.layers, [id]: { ...s.view.layers[id], ...change } } },
  }));

export const setSession = (change: Partial<Session>): void =>
  appStore.setState((s) => ({ session: { ...s.session, ...change } }));

/** Says a line to everyone. Said twice it is two lines, or the second would be neither seen nor read out. */
export const announce = (text: string): void => {
  const again = appStore.getState().session.announcement === text;
  setSession({ announcement: again ? `${text}\u00a0` : text });
};
