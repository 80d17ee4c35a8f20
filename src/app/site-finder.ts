import { createStore, useStore } from 'zustand';
import type { Head } from '../model/head';
import { distance } from '../model/vec3';
import { averageReadings, type HeadMeasures, MEASURE_KEYS } from '../targeting/head-measures';
import { type SiteAnswer, SiteLocator, type SiteRequest } from '../targeting/locate-site';
import { fieldStore } from './field-store';
import type { Plan } from './plan';
import { appStore } from './store';
import type { PatientReadings } from './targeting-plan';

export interface SiteState {
  /** What the plan's method gives; null before the head stands, without a position, and with a fault. */
  answer: SiteAnswer | null;
  /** One line on why there is no answer; empty when nothing is wrong. */
  fault: string;
  /** What lies under the coil's own site. */
  here: Pick<SiteAnswer, 'report' | 'reference'> | null;
  /** From the coil's site to the method's, mm; null without an answer. */
  coilOffMm: number | null;
}

const NOTHING: SiteState = { answer: null, fault: '', here: null, coilOffMm: null };

/** The plan's site, kept in step with plan and head a moment after they change. */
const siteStore = createStore<SiteState>(() => NOTHING);
export const useSite = <T>(select: (state: SiteState) => T): T => useStore(siteStore, select);

const locators = new WeakMap<Head, SiteLocator>();

/** The locator of a head, built once; null for a head without landmarks. */
export function locatorOf(head: Head): SiteLocator | null {
  let locator = locators.get(head);
  if (!locator && head.landmarks) {
    locator = new SiteLocator(head);
    locators.set(head, locator);
  }
  return locator ?? null;
}

/** The means of the readings, cm; null until all three tapes have one. */
export function patientMeasures({ tapes, unit }: PatientReadings): HeadMeasures | null {
  if (MEASURE_KEYS.some((key) => tapes[key].length === 0)) return null;
  const mean = (key: keyof HeadMeasures): number => averageReadings(tapes[key], unit).meanCm;
  return {
    nasionInionCm: mean('nasionInionCm'),
    tragusTragusCm: mean('tragusTragusCm'),
    circumferenceCm: mean('circumferenceCm'),
  };
}

/** How far apart the readings of each tape lie, cm; without those read once. */
export function readingSpreads({ tapes, unit }: PatientReadings): Partial<HeadMeasures> {
  const out: Partial<HeadMeasures> = {};
  for (const key of MEASURE_KEYS) if (tapes[key].length > 1) out[key] = averageReadings(tapes[key], unit).spreadCm;
  return out;
}

/** The request that a plan makes of the locator: the same that `coilscope target` makes of its options. */
function siteRequest({ targeting: t, siteName }: Plan): SiteRequest {
  return {
    methodId: t.methodId,
    measures: patientMeasures(t.patient),
    unit: t.patient.unit,
    side: t.side,
    name: siteName,
    targetId: t.targetId,
    pointMm: t.pointMm,
    regionCode: t.regionCode,
    hotspotMm: t.patient.hotspotMm,
    referenceId: t.referenceId,
  };
}

/** The state for a plan on a head. */
export function findPlanSite(plan: Plan, head: Head): SiteState {
  const locator = locatorOf(head);
  if (!locator) return { ...NOTHING, fault: 'this head has no landmarks to measure from' };
  const here = locator.report(plan.placement.siteMm, plan.targeting.referenceId);
  // A coil placed by hand has left its named position.
  if (plan.targeting.methodId === 'ten-ten' && plan.siteName === '') return { ...NOTHING, here };
  try {
    const answer = locator.locate(siteRequest(plan));
    return { answer, fault: '', here, coilOffMm: distance(answer.siteMm, here.report.scalpMm) };
  } catch (error) {
    if (error instanceof RangeError) return { ...NOTHING, here, fault: error.message };
    throw error;
  }
}

/** Keys between which a search waits, ms; the first waits until the picture stands, since laying the tapes takes a moment. */
const PAUSE_MS = 40;
const FIRST_MS = 200;

/** Keeps `siteStore` in step. Returns its end. */
export function followPlan(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const find = (): void => {
    const { head } = fieldStore.getState();
    siteStore.setState(head ? findPlanSite(appStore.getState().plan, head) : NOTHING, true);
  };
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(find, ms);
  };
  const stops = [
    appStore.subscribe((now, before) => {
      const moved =
        now.plan.targeting !== before.plan.targeting ||
        now.plan.placement !== before.plan.placement ||
        now.plan.siteName !== before.plan.siteName;
      if (moved) later(PAUSE_MS);
    }),
    fieldStore.subscribe((now, before) => {
      if (now.head !== before.head) later(FIRST_MS);
    }),
  ];
  later(FIRST_MS);
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
