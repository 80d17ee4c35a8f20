import * as v from 'valibot';
import { appStore, setPatient } from './store';
import { NO_READINGS, PatientSchema } from './targeting-plan';

const KEY = 'coilscope-readings';

/**
 * What was read on a patient outlives a reload of this tab and nothing else: it is in no link, no saved session of the browser,
 * and gone when the tab is closed. Without such a store it is simply not kept.
 */
export function keepReadingsInTab(): void {
  try {
    const kept = v.safeParse(PatientSchema, JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
    if (kept.success) {
      setPatient(kept.output);
      appStore.temporal.getState().clear();
    }
  } catch {
    return;
  }
  appStore.subscribe((now, before) => {
    const { patient } = now.plan.targeting;
    if (patient === before.plan.targeting.patient) return;
    try {
      if (patient === NO_READINGS) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, JSON.stringify(patient));
    } catch {
      // The readings stay in the page.
    }
  });
}
