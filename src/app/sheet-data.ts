import { fieldAtTarget } from '../measures/target';
import type { Head } from '../model/head';
import type { Pose } from '../model/pose';
import { outputAtDidt } from '../targeting/dose';
import { averageReadings, fromCm, MEASURE_KEYS, MEASURES } from '../targeting/head-measures';
import { coilOrDefault } from './coil-library';
import { isEdited, protocolOf } from './course';
import { type DoseView, doseView } from './dose-view';
import type { FieldFrame } from './field-store';
import type { Plan } from './plan';
import { cortexField, type SideField } from './side-solve';
import type { SiteState } from './site-finder';

export interface SheetData {
  measures: { title: string; readings: string; mean: string; spread: string }[];
  /** The measures are the patient's. */
  measured: boolean;
  site: SiteState;
  coil: [string, string][];
  pose: Pose | null;
  /** What the picture of the coil shows. */
  picture: string;
  /** Null until a full solution stands. */
  field: [string, string][] | null;
  dose: DoseView;
  protocol: ReturnType<typeof protocolOf>;
  edited: boolean;
}

/** All that the placement sheet says, of one state of the page. */
export function sheetData(
  plan: Plan,
  head: Head,
  site: SiteState,
  frame: FieldFrame | null,
  pose: Pose | null,
  sideFields: ReadonlyMap<string, SideField>,
): SheetData {
  const { patient, course } = plan.targeting;
  const { unit, tapes } = patient;
  const places = unit === 'cm' ? 1 : 2;
  const own = site.answer?.measures;
  const coil = coilOrDefault(plan.coilId);
  const { placement: p, didtAPerUs } = plan;
  const full = coil.maxDidtAPerS;
  return {
    measures: MEASURE_KEYS.map((key) => {
      const readings = tapes[key];
      const averaged = readings.length > 0 ? averageReadings(readings, unit) : null;
      const meanCm = averaged?.meanCm ?? own?.[key];
      return {
        title: MEASURES[key].title,
        readings: readings.map((x) => x.toFixed(places)).join(', ') || '–',
        mean: meanCm === undefined ? '–' : `${fromCm(meanCm, unit).toFixed(places)} ${unit}`,
        spread: averaged && averaged.count > 1 ? `${fromCm(averaged.spreadCm, unit).toFixed(places)} ${unit}` : '–',
      };
    }),
    measured: MEASURE_KEYS.every((key) => tapes[key].length > 0),
    site,
    coil: [
      ['Coil', `${coil.title}${plan.sham ? ', as a sham on its edge' : ''}`],
      ['Turn (from straight ahead, + right)', `${p.angleDeg.toFixed(0)}°`],
      ['Tilt front / side', `${p.pitchDeg.toFixed(0)}° / ${p.rollDeg.toFixed(0)}°`],
      ['Gap, casing to scalp', `${p.gapMm.toFixed(1)} mm`],
      [
        'Output set',
        `${didtAPerUs.toFixed(1)} A/µs${full ? ` = ${outputAtDidt(didtAPerUs, full).toFixed(1)} % MSO (${coil.stimulator})` : ''}`,
      ],
    ],
    pose,
    picture: pictureTitle(frame),
    field: fieldLines(plan, head, site, frame),
    dose: doseView(plan, head, frame, sideFields),
    protocol: protocolOf(course),
    edited: isEdited(course),
  };
}

/** A field that is not the full solution's is called what it is. */
export function pictureTitle(frame: Pick<FieldFrame, 'kind'> | null): string {
  if (!frame) return 'Coil on the head';
  const field = {
    solved: 'field on the cortex',
    live: 'live field on the cortex, not solved',
    primary: 'on the cortex the coil’s own field alone',
  };
  return `Coil on the head, ${field[frame.kind]}`;
}

function fieldLines(plan: Plan, head: Head, site: SiteState, frame: FieldFrame | null): SheetData['field'] {
  const cortex = head.fieldSurfaces.find((s) => s.id === 'cortex');
  if (frame?.kind !== 'solved' || frame.source !== 'tms' || !cortex || !site.here) return null;
  const { report, reference } = site.here;
  const volts = (perUnit: number): string => `${(plan.didtAPerUs * perUnit).toFixed(1)} V/m`;
  const { white } = frame.surfaces;
  const { peakVPerM, atVPerM } = cortexField(cortex, frame.surfaces.cortex.e, report.cortexMm);
  const atReference = fieldAtTarget(cortex, frame.surfaces.cortex.e, reference.mm);
  return [
    ['Cortex, 99.9th percentile', volts(peakVPerM)],
    ...(white ? [['White matter, 99.9th percentile', volts(white.peak)] as [string, string]] : []),
    ['Cortex under the coil, mean in 5 mm', volts(atVPerM)],
    ['At the reference target', `${volts(atReference.vPerM)} (${atReference.offMm.toFixed(1)} mm off)`],
    ['Strongest point to reference', `${atReference.peakOffMm.toFixed(1)} mm`],
  ];
}
