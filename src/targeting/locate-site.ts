import { type FieldSurface, type Head, type Landmarks, mniPoint } from '../model/head';
import type { Surface } from '../model/surface';
import { distance, type Vec3 } from '../model/vec3';
import type { ScalpMarks } from './beam-f3';
import { type HeadMeasures, type LengthUnit, MEASURE_KEYS, measureWarnings } from './head-measures';
import { type HeadTapes, layHeadTapes, type Side, type WalkedMarks, walkMarks } from './marks-on-scalp';
import { type MethodInfo, methodById } from './method-catalogue';
import { errorsOf, type MethodError } from './method-errors';
import { readMarks } from './read-marks';
import { regionMiddle } from './region-middle';
import { fromScaled, type ScaledHead, scaleHead, toScaled } from './scale-head';
import type { HeuristicSite } from './scalp-heuristics';
import { scalpPoint } from './scalp-index';
import {
  DMPFC_MIDLINE_PERCENT,
  type FoundSite,
  findSite,
  markingSteps,
  type SiteMethod,
  type TargetingHead,
} from './site-methods';
import { type SiteReport, siteReport } from './site-report';
import { mirrored, type Target, targetById } from './targets';
import { tenTenPositions } from './ten-ten';

/** Everything a site can be asked by; a method reads what it asks for. Points are RAS mm of the head (MNI if bundled). */
export interface SiteRequest {
  methodId: string;
  /** The patient's; null for the head's own. */
  measures: HeadMeasures | null;
  unit: LengthUnit;
  side: Side;
  /** A 10-10 position. */
  name: string;
  targetId: string;
  pointMm: Vec3;
  regionCode: number;
  /** Null for the scalp over the hand area that the list of targets gives. */
  hotspotMm: Vec3 | null;
  /** The target that distances are given to. */
  referenceId: string;
}

/** The tapes to draw, in the frame of the head that is shown, mm. */
export interface SiteDrawing {
  midline: Vec3[];
  coronal: Vec3[];
  ring: Vec3[];
  /** Along the circumference, then from the vertex, then on to the mark; or from the motor hotspot. */
  x?: Vec3[];
  y?: Vec3[];
  rest?: Vec3[];
  line?: Vec3[];
  points: { text: string; mm: Vec3 }[];
}

/** The other way to the same place: what the tape would have to read on the scaled scalp. */
export interface SiteCheck {
  /** What is compared: a computed 10-10 position, or the scalp over the reference target. */
  title: string;
  /** In the frame of the head that is shown. */
  siteMm: Vec3;
  /** Null where no tape leads there. */
  marks: ScalpMarks | null;
  /** Between the two on the scaled scalp, straight, mm. */
  offMm: number;
}

export interface SiteAnswer {
  method: MethodInfo;
  /** As the method, with the position or target chosen. */
  title: string;
  side: Side | 'midline';
  /** What to mark on the head, a step each. Empty for a site that no tape leads to. */
  steps: string[];
  /** The two lengths: the method's own formula's, or read on the scaled scalp. */
  marks: (ScalpMarks & { from: 'formula' | 'scalp' }) | null;
  measures: HeadMeasures;
  /** The three measures were given; otherwise they are the head's own. */
  measured: boolean;
  /** Factors the scalp was scaled by, x y z. */
  scale: Vec3;
  /** In the frame of the head that is shown: MNI for the bundled one. */
  siteMm: Vec3;
  report: SiteReport;
  reference: { target: Target; mm: Vec3; mirrored: boolean };
  check: SiteCheck | null;
  errors: readonly MethodError[];
  warnings: string[];
  drawing: SiteDrawing;
}

/** A site this near the midline is on neither side. */
const MIDLINE_MM = 3;

interface SizedHead {
  scale: Vec3;
  head: TargetingHead;
  scaled: ScaledHead | null;
}

/** Finds sites on one head, remembering the last sizes it was scaled to. */
export class SiteLocator {
  readonly scalp: Surface;
  readonly cortex: FieldSurface;
  readonly own: HeadTapes;
  private readonly landmarks: Landmarks;
  private readonly sized = new Map<string, SizedHead>();

  /** RangeError for a head without landmarks or cortex. */
  constructor(private readonly shown: Head) {
    const cortex = shown.fieldSurfaces.find((f) => f.id === 'cortex');
    if (!shown.landmarks || !cortex) throw new RangeError(`head ${shown.id}: sites need its landmarks and its cortex`);
    this.landmarks = shown.landmarks;
    this.cortex = cortex;
    this.scalp = shown.layers[0].surface;
    this.own = layHeadTapes(this.scalp, this.landmarks);
  }

  /** The scalp over the hand area of one side, until a hotspot is marked. Unconfirmed coordinates. */
  defaultHotspotMm(side: Side): Vec3 {
    const { mniMm } = targetById('m1-hand');
    return scalpPoint(this.scalp, mniPoint(this.shown, side === 'left' ? mniMm : mirrored(mniMm)));
  }

  /** What lies under a scalp site, and how far the reference target is; on the other side the target is mirrored. */
  report(siteMm: Vec3, referenceId: string): { report: SiteReport; reference: SiteAnswer['reference'] } {
    const target = targetById(referenceId);
    const flip = Math.abs(siteMm[0]) > MIDLINE_MM && siteMm[0] * target.mniMm[0] < 0;
    const mm = mniPoint(this.shown, flip ? mirrored(target.mniMm) : target.mniMm);
    const report = siteReport(this.scalp, this.cortex, this.shown.aalNames ?? {}, siteMm, mm);
    return { report, reference: { target, mm, mirrored: flip } };
  }

  /**
   * The site of a method, on the scalp scaled to the measures and brought back to the head that is shown. RangeError with one
   * line on what cannot be: an unknown name, measures that no head has, marks that do not fit.
   */
  locate(request: SiteRequest): SiteAnswer {
    const method = methodById(request.methodId);
    const sized = this.size(request.measures);
    const measures = request.measures ?? this.own.measures;
    const back = (p: Vec3): Vec3 => (sized.scaled ? fromScaled(sized.scaled, p) : p);
    const wanted = this.siteMethod(method, request, (p) => (sized.scaled ? toScaled(sized.scaled, p) : p));
    const found = findSite(sized.head, wanted.method, measures, request.unit);
    const siteMm = scalpPoint(this.scalp, back(found.siteMm));
    const { report, reference } = this.report(siteMm, request.referenceId);
    const read = found.marks ? null : readMarks(sized.head.tapes, found.siteMm);
    const marks = found.marks ?? read?.marks;
    return {
      method,
      title: wanted.title,
      side: Math.abs(siteMm[0]) <= MIDLINE_MM ? 'midline' : siteMm[0] < 0 ? 'left' : 'right',
      steps: steps(found, read, request.unit),
      marks: marks ? { ...marks, from: found.marks ? 'formula' : 'scalp' } : null,
      measures,
      measured: request.measures !== null,
      scale: sized.scale,
      siteMm,
      report,
      reference,
      check: this.check(found, sized, reference, back),
      errors: found.errorsOf ? errorsOf(found.errorsOf) : [],
      warnings: request.measures ? measureWarnings(measures) : [],
      drawing: drawing(sized, found, read && walkMarks(sized.head.tapes, read.marks, read.side), wanted.title, back),
    };
  }

  private size(measures: HeadMeasures | null): SizedHead {
    const key = measures ? MEASURE_KEYS.map((k) => measures[k].toFixed(3)).join(' ') : '';
    const known = this.sized.get(key);
    if (known) return known;
    const scaled = measures ? scaleHead(this.scalp, this.landmarks, measures) : null;
    const scalp = scaled?.scalp ?? this.scalp;
    const landmarks = scaled?.landmarks ?? this.landmarks;
    const tapes = scaled?.tapes ?? this.own;
    const sized: SizedHead = {
      scale: scaled?.scale ?? [1, 1, 1],
      scaled,
      head: { tapes, positions: tenTenPositions(scalp, landmarks) },
    };
    const oldest = this.sized.keys().next();
    if (this.sized.size >= 4 && !oldest.done) this.sized.delete(oldest.value);
    this.sized.set(key, sized);
    return sized;
  }

  private siteMethod(
    info: MethodInfo,
    r: SiteRequest,
    sizedPoint: (p: Vec3) => Vec3,
  ): { method: SiteMethod; title: string } {
    const { id, title } = info;
    const point = (p: Vec3, what: string): { method: SiteMethod; title: string } => ({
      method: { kind: 'point', mm: sizedPoint(p), title: what },
      title: what,
    });
    if (id.startsWith('beam-')) return { method: { kind: 'beam-f3', side: info.side ?? 'left' }, title };
    if (id.startsWith('dlpfc-')) {
      return { method: { kind: 'scalp-heuristic', site: id.slice('dlpfc-'.length) as HeuristicSite }, title };
    }
    if (id.startsWith('motor-')) {
      const hotspotMm = sizedPoint(r.hotspotMm ?? this.defaultHotspotMm(r.side));
      const forwardCm = Number.parseFloat(id.slice('motor-'.length));
      return { method: { kind: 'motor-rule', forwardCm, hotspotMm }, title: `${title}, ${r.side}` };
    }
    switch (id) {
      case 'ten-ten':
        return { method: { kind: 'ten-ten', name: r.name }, title: r.name };
      case 'f3-af3': {
        const names = r.side === 'left' ? (['F3', 'AF3'] as const) : (['F4', 'AF4'] as const);
        return { method: { kind: 'between', names }, title: `Half-way between ${names.join(' and ')}` };
      }
      case 'dmpfc':
        return { method: { kind: 'midline', percent: DMPFC_MIDLINE_PERCENT }, title };
      case 'target': {
        const target = targetById(r.targetId);
        const central = target.mniMm[0] === 0;
        const flip = r.side === 'right' && !central;
        const name = central ? target.title : `${target.title.replace(/^Left /, '')}, ${r.side}`;
        return point(mniPoint(this.shown, flip ? mirrored(target.mniMm) : target.mniMm), name);
      }
      case 'region': {
        const p = regionMiddle(this.cortex, r.regionCode);
        const name = this.shown.aalNames?.[r.regionCode];
        if (!p || !name) throw new RangeError(`no region ${r.regionCode} on the cortex of ${this.shown.title}`);
        return point(p, `Middle of ${name.replaceAll('_', ' ')}`);
      }
      default:
        return point(r.pointMm, `Point ${r.pointMm.map((x) => x.toFixed(0)).join(', ')}`);
    }
  }

  private check(
    found: FoundSite,
    sized: SizedHead,
    reference: SiteAnswer['reference'],
    back: (p: Vec3) => Vec3,
  ): SiteCheck | null {
    if (!found.marks) return null;
    const over = sized.scaled ? toScaled(sized.scaled, reference.mm) : reference.mm;
    const at = found.computed?.mm ?? scalpPoint(sized.head.tapes.scalp, over);
    return {
      title: found.computed ? `${found.computed.name} of the 10-10 system` : 'the scalp over the reference target',
      siteMm: scalpPoint(this.scalp, back(at)),
      marks: readMarks(sized.head.tapes, at)?.marks ?? null,
      offMm: distance(at, found.siteMm),
    };
  }
}

function steps(found: FoundSite, read: ReturnType<typeof readMarks>, unit: LengthUnit): string[] {
  if (found.marks || !read) return found.steps;
  const byTape = markingSteps(read.marks, read.side, unit);
  return found.steps.length > 0 ? [...found.steps, `Or by tape, read on this head: ${inOne(byTape)}`] : byTape;
}

/** The last two steps, which hold the lengths, as one. */
const inOne = (all: readonly string[]): string =>
  all
    .slice(-2)
    .map((s) => s.charAt(0).toLowerCase() + s.slice(1).replace(/\.$/, ''))
    .join('; ')
    .concat('.');

function drawing(
  { head }: SizedHead,
  found: FoundSite,
  read: WalkedMarks | null,
  title: string,
  back: (p: Vec3) => Vec3,
): SiteDrawing {
  const { tapes } = head;
  const lines = (line: readonly Vec3[]): Vec3[] => line.map(back);
  const walked = found.walked ?? read;
  const points = [
    { text: 'Fpz', mm: back(tapes.fpz) },
    { text: 'Vertex', mm: back(tapes.vertex) },
  ];
  if (walked) points.push({ text: 'A', mm: back(walked.markMm) });
  if (found.line) points.push({ text: 'Hotspot', mm: back(found.line[0]) });
  points.push({ text: title, mm: back(found.siteMm) });
  return {
    midline: lines(tapes.midline),
    coronal: lines(tapes.coronal),
    ring: lines(tapes.ring),
    ...(walked ? { x: lines(walked.xTape), y: lines(walked.yTape), rest: lines(walked.yRest) } : {}),
    ...(found.line ? { line: lines(found.line) } : {}),
    points,
  };
}
