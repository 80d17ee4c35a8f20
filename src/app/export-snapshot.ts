import type { SolveReport, Source } from '../engine/protocol';
import type { Head } from '../model/head';
import { type FieldFrame, fieldScale, fieldStore } from './field-store';
import { livePlacement } from './live-placement';
import type { Plan } from './plan';
import { sourceOf } from './solve-source';
import { appStore } from './store';

/** The result that is exported: all of it from one moment. */
export interface Snapshot {
  head: Head;
  plan: Plan;
  frame: FieldFrame;
  source: Source;
  pose: readonly number[] | null;
  report: SolveReport;
  /** To V/m. */
  scale: number;
}

/** The field on the stage with what it came from, or why it cannot be exported now. */
export function exportable(): Snapshot | string {
  const { head, frame, phase } = fieldStore.getState();
  const { plan } = appStore.getState();
  const { pose, moving } = livePlacement.getState();
  if (!head) return 'The head is still loading.';
  if (plan.source === 'tms' && !plan.charge) return 'Switch the secondary charge on: only the full field is exported.';
  if (phase.kind !== 'solved' || frame?.kind !== 'solved' || moving) return 'Wait for the full solution.';
  const source = sourceOf(plan, pose, head);
  if (typeof source === 'string') return source;
  return { head, plan, frame, source, pose, report: phase.report, scale: fieldScale(frame, plan.didtAPerUs) };
}
