import { add, distance, scale, type Vec3 } from '../model/vec3';
import { beamF3, type ScalpMarks } from './beam-f3';
import { fromCm, type HeadMeasures, type LengthUnit } from './head-measures';
import { type HeadTapes, type Side, type WalkedMarks, walkMarks } from './marks-on-scalp';
import type { MethodError } from './method-errors';
import { inFrontOfHotspot } from './motor-offset';
import { pointAtFraction } from './polyline';
import { type HeuristicSite, scalpHeuristic } from './scalp-heuristics';
import { scalpPoint } from './scalp-index';
import { OLDER_NAMES, type Positions } from './ten-ten';

/** A way to a scalp site. */
export type SiteMethod =
  | { kind: 'beam-f3'; side: Side }
  | { kind: 'scalp-heuristic'; site: HeuristicSite }
  /** In front of the motor hotspot. */
  | { kind: 'motor-rule'; forwardCm: number; hotspotMm: Vec3 }
  | { kind: 'ten-ten'; name: string }
  /** Half-way between two 10-10 positions; F3 and AF3 for the DLPFC point of Fitzgerald's group (12 subjects). */
  | { kind: 'between'; names: readonly [string, string] }
  /** On the midline, in % of nasion to inion. */
  | { kind: 'midline'; percent: number }
  /** The scalp point nearest to a point in the head: a published target, the middle of a region, a picked point. */
  | { kind: 'point'; mm: Vec3; title: string };

/** The head a site is looked for on: its scalp with tapes laid, and its 10-10 positions. */
export interface TargetingHead {
  tapes: HeadTapes;
  positions: Positions;
}

export interface FoundSite {
  /** On the scalp, in the head's frame. */
  siteMm: Vec3;
  /** What to mark on a real head, a step each; empty for sites that need navigation. */
  steps: string[];
  /** The two lengths, for the methods that have them. */
  marks?: ScalpMarks;
  /** The tapes walked on this head, for drawing. */
  walked?: WalkedMarks;
  /** The line walked from the motor hotspot, for drawing. */
  line?: Vec3[];
  /** The 10-10 position the method stands for, as computed on this head, and how far the walked site lies from it. */
  computed?: { name: string; mm: Vec3; offMm: number };
  /** Key into the published errors. */
  errorsOf?: MethodError['method'];
}

/**
 * Finds the site of a method on a head. `measures` are the patient's for the lengths of the tape methods; the same lengths
 * are then walked on this head, so scale it first (`scaleHead`) when it is to stand for the patient. RangeError for an
 * unknown 10-10 name, or lengths that do not fit the head.
 */
export function findSite(
  head: TargetingHead,
  method: SiteMethod,
  measures: HeadMeasures,
  unit: LengthUnit = 'cm',
): FoundSite {
  switch (method.kind) {
    case 'beam-f3': {
      const name = method.side === 'left' ? 'F3' : 'F4';
      return fromMarks(head, beamF3(measures), method.side, unit, 'beam-f3', name);
    }
    case 'scalp-heuristic': {
      const side = method.site.startsWith('left') ? 'left' : 'right';
      return fromMarks(head, scalpHeuristic(method.site, measures), side, unit, 'scalp-heuristic');
    }
    case 'motor-rule': {
      const { siteMm, line } = inFrontOfHotspot(head.tapes.scalp, method.hotspotMm, method.forwardCm);
      const length = `${fromCm(method.forwardCm, unit).toFixed(1)} ${unit}`;
      const steps = [
        'Mark the scalp over the hotspot of the hand.',
        `Go ${length} forward along the scalp, parallel to the midline, and mark the site.`,
      ];
      return { siteMm, line, steps, errorsOf: 'motor-rule' };
    }
    case 'ten-ten': {
      const mm = position(head, method.name);
      return {
        siteMm: mm,
        steps: [`Mark ${method.name} of the 10-10 system, from a cap that fits or by measuring.`],
        computed: { name: method.name, mm, offMm: 0 },
        errorsOf: 'ten-ten',
      };
    }
    case 'between': {
      const [a, b] = method.names;
      const middle = scale(add(position(head, a), position(head, b)), 0.5);
      return {
        siteMm: scalpPoint(head.tapes.scalp, middle),
        steps: [`Mark ${a} and ${b} of the 10-10 system; mark the site half-way between them.`],
      };
    }
    case 'midline': {
      const along = pointAtFraction(head.tapes.midline, method.percent / 100);
      const length = fromCm((measures.nasionInionCm * method.percent) / 100, unit);
      const steps = [
        `On the midline go ${length.toFixed(unit === 'cm' ? 1 : 2)} ${unit} from the nasion; mark the site.`,
      ];
      return { siteMm: scalpPoint(head.tapes.scalp, along), steps };
    }
    case 'point':
      return { siteMm: scalpPoint(head.tapes.scalp, method.mm), steps: [], errorsOf: 'navigated' };
  }
}

function fromMarks(
  head: TargetingHead,
  marks: ScalpMarks,
  side: Side,
  unit: LengthUnit,
  errorsOf: MethodError['method'],
  name?: string,
): FoundSite {
  const walked = walkMarks(head.tapes, marks, side);
  const mm = name === undefined ? undefined : position(head, name);
  return {
    siteMm: walked.siteMm,
    steps: markingSteps(marks, side, unit),
    marks,
    walked,
    errorsOf,
    ...(name !== undefined && mm ? { computed: { name, mm, offMm: distance(mm, walked.siteMm) } } : {}),
  };
}

function position(head: TargetingHead, name: string): Vec3 {
  const mm = head.positions.get(OLDER_NAMES[name] ?? name);
  if (!mm) throw new RangeError(`no 10-10 or 10-5 position "${name}"; names are like F3, AFz, FFC5h`);
  return mm;
}

/** DMPFC lies under this much of nasion to inion from the nasion: general knowledge, not checked against a source. */
export const DMPFC_MIDLINE_PERCENT = 26;

/** The marks to make on a head, in the order they are made. */
export function markingSteps(marks: ScalpMarks, side: Side, unit: LengthUnit): string[] {
  const length = (cm: number): string => `${fromCm(cm, unit).toFixed(unit === 'cm' ? 1 : 2)} ${unit}`;
  return [
    'Mark the vertex: half-way from nasion to inion on the midline, then half-way from tragus to tragus.',
    'Mark Fpz: a tenth of nasion to inion above the nasion.',
    `From Fpz go ${length(marks.xCm)} to the patient’s ${side} along the circumference; mark A.`,
    `From the vertex go ${length(marks.yCm)} along a straight line to A; mark the site.`,
  ];
}
