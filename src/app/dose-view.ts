import type { Head } from '../model/head';
import {
  type DoseEstimate,
  didtAtOutput,
  doseByDistance,
  doseByField,
  dosePercentOfThreshold,
  type MotorThreshold,
} from '../targeting/dose';
import type { ProtocolBlock } from '../targeting/protocols';
import { coilOrDefault } from './coil-library';
import type { FieldFrame } from './field-store';
import { type CoilPlan, motorJob, motorSiteMm } from './side-poses';
import { cortexField, type SideField } from './side-solve';
import { locatorOf } from './site-finder';

/** One way to an intensity, or why it has none yet. */
export type DoseLine = { id: DoseEstimate['method']; title: string } & (
  | { estimate: DoseEstimate; didtAPerUs: number | null }
  | { estimate: null; missing: 'threshold' | 'site field' | 'motor field' | 'fault'; words: string }
);

export interface DoseView {
  threshold: MotorThreshold | null;
  percentMt: number;
  depths: { siteMm: number; motorMm: number } | null;
  /** Mean |E| within 5 mm of the cortex under the coil, V/m for 1 A/us. */
  fields: { siteVPerM: number | null; motorVPerM: number | null };
  lines: DoseLine[];
}

/** The block of the course that is given on the coil's side; the first when none is. */
export function blockHere(plan: CoilPlan): { block: ProtocolBlock; index: number } {
  const { blocks } = plan.targeting.course;
  const side = plan.placement.siteMm[0] > 0 ? 'right' : 'left';
  const index = Math.max(
    0,
    blocks.findIndex((b) => b.site.startsWith(side)),
  );
  return { block: blocks[index], index };
}

/** The cortex field of the plan's coil (packed xyz, V/m for 1 A/us) once it is solved; null for a sham and for electrodes. */
export const activeField = (plan: CoilPlan, frame: FieldFrame | null): Float32Array | null =>
  frame?.kind === 'solved' && frame.source === 'tms' && !plan.sham ? frame.surfaces.cortex.e : null;

const TITLES: Record<DoseEstimate['method'], string> = {
  'percent-mt': 'Percent of threshold',
  distance: 'By scalp–cortex distance',
  'e-field': 'By matched E-field',
};

/** The three ways side by side, with what is known now: `frame` is the plan's own field, `motor` that at the hotspot. */
export function doseView(
  plan: CoilPlan,
  head: Head,
  frame: FieldFrame | null,
  fields: ReadonlyMap<string, SideField>,
): DoseView {
  const { percentPerMm, patient } = plan.targeting;
  const { msoPercent, method } = patient.threshold;
  const threshold = msoPercent === null ? null : { msoPercent, method };
  const { percentMt } = blockHere(plan).block;
  const locator = locatorOf(head);
  const motorMm = motorSiteMm(plan, head);
  const full = coilOrDefault(plan.coilId).maxDidtAPerS;
  const under =
    locator && motorMm
      ? [plan.placement.siteMm, motorMm].map((p) => locator.report(p, plan.targeting.referenceId).report)
      : null;
  const depths = under && { siteMm: under[0].depthMm, motorMm: under[1].depthMm };
  const cortex = head.fieldSurfaces.find((s) => s.id === 'cortex');
  const motorKey = motorJob(plan, head)?.key;
  const motor = motorKey === undefined ? undefined : fields.get(motorKey);
  const solved = activeField(plan, frame);
  const siteVPerM = cortex && under && solved ? cortexField(cortex, solved, under[0].cortexMm).atVPerM : null;
  const motorVPerM =
    cortex && under && motor?.head === head ? cortexField(cortex, motor.e, under[1].cortexMm).atVPerM : null;

  const line = (id: DoseEstimate['method'], make: (t: MotorThreshold) => DoseEstimate): DoseLine => {
    const title = TITLES[id];
    if (!threshold) return { id, title, estimate: null, missing: 'threshold', words: 'Needs the motor threshold.' };
    try {
      const estimate = make(threshold);
      return { id, title, estimate, didtAPerUs: full ? didtAtOutput(estimate.msoPercent, full) : null };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { id, title, estimate: null, missing: 'fault', words: `${error.message}.` };
    }
  };
  const byField = (): DoseLine => {
    const title = TITLES['e-field'];
    const without = (missing: 'site field' | 'motor field', words: string): DoseLine => ({
      id: 'e-field',
      title,
      estimate: null,
      missing,
      words,
    });
    if (threshold && siteVPerM === null)
      return without(
        'site field',
        plan.sham ? 'The coil is a sham: switch that off.' : 'Waits for the full solution at the site.',
      );
    if (threshold && motorVPerM === null) return without('motor field', 'Needs the field at the hotspot too.');
    // Both at the output of the threshold, where that is known; their ratio is what counts.
    const atThreshold = threshold && full ? didtAtOutput(threshold.msoPercent, full) : 1;
    return line('e-field', (t) =>
      doseByField(t, percentMt, atThreshold * (motorVPerM ?? 0), atThreshold * (siteVPerM ?? 0)),
    );
  };
  const lines: DoseLine[] = [line('percent-mt', (t) => dosePercentOfThreshold(t, percentMt))];
  if (depths) {
    lines.push(line('distance', (t) => doseByDistance(t, percentMt, depths.siteMm, depths.motorMm, percentPerMm)));
    lines.push(byField());
  }
  return { threshold, percentMt, depths, fields: { siteVPerM, motorVPerM }, lines };
}
