import type { Head } from '../model/head';
import type { Surface } from '../model/surface';
import type { Vec3 } from '../model/vec3';
import type { HeadMeasures } from '../targeting/head-measures';
import { type SiteAnswer, SiteLocator } from '../targeting/locate-site';
import type { Side } from '../targeting/marks-on-scalp';
import { type MethodInfo, methodById, SITE_METHODS } from '../targeting/method-catalogue';
import { scalpGap } from '../targeting/scalp-gap';
import { REFERENCE_TARGET_ID } from '../targeting/targets';
import { InputError } from './input-error';
import { pointDoubts } from './place';

export const TARGET_METHODS: readonly string[] = SITE_METHODS.map((m) => m.id);

/** What the command was given; what a method does not ask for is not read. */
export interface TargetRequest {
  methodId: string;
  measures: Partial<HeadMeasures>;
  side: Side;
  name?: string;
  target?: string;
  point?: Vec3;
  region?: string;
  hotspot?: Vec3;
  reference?: string;
}

export interface TargetAnswer {
  method: string;
  title: string;
  /** The two lengths that mark the site, cm; null where no tape leads there. */
  x_cm: number | null;
  y_cm: number | null;
  /** Whether they are the method's own or were read on the scalp scaled to the measures. */
  marks_from: 'formula' | 'scalp' | null;
  side: SiteAnswer['side'];
  inputs: { nasion_inion_cm: number; tragus_cm: number; circumference_cm: number };
  /** The measures are the patient's; otherwise the head's own. */
  measured: boolean;
  steps: string[];
  /** On the scalp and the nearest cortex of the bundled head, MNI mm. */
  scalp_mm: Vec3;
  cortex_mm: Vec3;
  depth_mm: number;
  region: { aal: string | null; brodmann: number | null };
  reference: { id: string; mni_mm: Vec3; mirrored: boolean; cortex_to_target_mm: number; unconfirmed: boolean };
  /** The same place looked for the other way: what it is, what a tape reads there, how far off it is. */
  check: { what: string; x_cm: number | null; y_cm: number | null; off_mm: number } | null;
  published_errors: { finding: string; mm: number | null; sd_mm: number | null; source: string }[];
  warnings: string[];
  source: string;
  unconfirmed: boolean;
}

const FLAGS: Readonly<Record<keyof HeadMeasures, string>> = {
  nasionInionCm: '--nasion-inion',
  tragusTragusCm: '--tragus',
  circumferenceCm: '--circumference',
};

/** Finds the site of a method on a head; throws InputError for anything that was asked wrongly. */
export function findTarget(request: TargetRequest, head: Head): TargetAnswer {
  const method = knownMethod(request.methodId);
  const measures = completeMeasures(request.measures, method);
  const needed = <T>(value: T | undefined, flag: string): T => {
    if (value === undefined) throw new InputError(`required option ${flag} is missing: ${method.id} needs it`);
    return value;
  };
  const { asks } = method;
  const regionCode = asks.includes('region') ? regionNumber(needed(request.region, '--region'), head) : 0;
  const locator = new SiteLocator(head);
  try {
    const answer = printable(
      locator.locate({
        methodId: method.id,
        measures,
        unit: 'cm',
        side: request.side,
        name: asks.includes('name') ? needed(request.name, '--name') : '',
        targetId: asks.includes('target') ? needed(request.target, '--target') : REFERENCE_TARGET_ID,
        pointMm: asks.includes('point') ? needed(request.point, '--point') : [0, 0, 0],
        regionCode,
        hotspotMm: request.hotspot ?? null,
        referenceId: request.reference ?? REFERENCE_TARGET_ID,
      }),
    );
    return { ...answer, warnings: [...answer.warnings, ...givenPointDoubts(request, method, locator.scalp)] };
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message);
    throw error;
  }
}

/** What asks for a second look at the points that were given and are read. */
function givenPointDoubts(request: TargetRequest, { asks }: MethodInfo, scalp: Surface): string[] {
  const toScalpMm = scalpGap(scalp);
  return (['point', 'hotspot'] as const).flatMap((name) => {
    const p = asks.includes(name) && request[name];
    return p ? pointDoubts(p.join(','), toScalpMm(p)) : [];
  });
}

/** The answer of the locator under the names that programs read. */
export function printable(answer: SiteAnswer): TargetAnswer {
  const { method, marks, measures, report, reference, check } = answer;
  return {
    method: method.id,
    title: answer.title,
    x_cm: marks?.xCm ?? null,
    y_cm: marks?.yCm ?? null,
    marks_from: marks?.from ?? null,
    side: answer.side,
    inputs: {
      nasion_inion_cm: measures.nasionInionCm,
      tragus_cm: measures.tragusTragusCm,
      circumference_cm: measures.circumferenceCm,
    },
    measured: answer.measured,
    steps: answer.steps,
    scalp_mm: answer.siteMm,
    cortex_mm: report.cortexMm,
    depth_mm: report.depthMm,
    region: report.region,
    reference: {
      id: reference.target.id,
      mni_mm: reference.mm,
      mirrored: reference.mirrored,
      cortex_to_target_mm: report.cortexToTargetMm ?? Number.NaN,
      unconfirmed: reference.target.unconfirmed,
    },
    check: check && {
      what: check.title,
      x_cm: check.marks?.xCm ?? null,
      y_cm: check.marks?.yCm ?? null,
      off_mm: check.offMm,
    },
    published_errors: answer.errors.map((e) => ({
      finding: e.finding,
      mm: e.mm ?? null,
      sd_mm: e.sdMm ?? null,
      source: e.source,
    })),
    warnings: answer.warnings,
    source: method.source,
    unconfirmed: method.unconfirmed === true,
  };
}

/** The answer as instructions for tape and pen, and what lies under the site. */
export function targetText(a: TargetAnswer): string {
  const cm = (x: number): string => `${x.toFixed(2)} cm`;
  const point = (p: Vec3): string => p.map((x) => x.toFixed(1)).join(', ');
  const marks = a.x_cm === null || a.y_cm === null ? '' : `: X ${cm(a.x_cm)}, Y ${cm(a.y_cm)}`;
  const read = a.marks_from === 'scalp' ? ' (read on the template scalp, an estimate)' : '';
  const region = [a.region.aal?.replaceAll('_', ' '), a.region.brodmann && `BA ${a.region.brodmann}`].filter(Boolean);
  const target = `${a.reference.id}${a.reference.mirrored ? ', mirrored' : ''}${a.reference.unconfirmed ? ', unconfirmed' : ''}`;
  const compare =
    a.check &&
    `${a.check.what} is ${a.check.off_mm.toFixed(1)} mm away${
      a.check.x_cm === null || a.check.y_cm === null ? '' : ` (X ${cm(a.check.x_cm)}, Y ${cm(a.check.y_cm)})`
    }`;
  return [
    `${a.title}${marks}${read}`,
    ...a.steps.map((step, i) => `${i + 1}. ${step}`),
    `On the template head: scalp ${point(a.scalp_mm)}; cortex ${point(a.cortex_mm)}, ${a.depth_mm.toFixed(1)} mm deep` +
      `${region.length > 0 ? ` (${region.join(', ')})` : ''}; ${a.reference.cortex_to_target_mm.toFixed(1)} mm from ${target}`,
    ...(compare ? [`On the scalp ${a.measured ? 'scaled to the measures' : 'of the head'}: ${compare}`] : []),
    `Source: ${a.source}${a.unconfirmed ? ' (unconfirmed)' : ''}. Research and education software, not a medical device.`,
    ...a.warnings.map((warning) => `check: ${warning}`),
    '',
  ].join('\n');
}

function knownMethod(id: string): MethodInfo {
  if (!TARGET_METHODS.includes(id)) {
    throw new InputError(`--method ${id}: there is none such; choose ${TARGET_METHODS.join(', ')}`);
  }
  return methodById(id);
}

function completeMeasures(given: Partial<HeadMeasures>, method: MethodInfo): HeadMeasures | null {
  const { nasionInionCm, tragusTragusCm, circumferenceCm } = given;
  if (nasionInionCm !== undefined && tragusTragusCm !== undefined && circumferenceCm !== undefined) {
    return { nasionInionCm, tragusTragusCm, circumferenceCm };
  }
  const missing = (Object.keys(FLAGS) as (keyof HeadMeasures)[]).filter((key) => given[key] === undefined);
  if (missing.length === 3 && !method.asks.includes('measures')) return null;
  const flags = missing.map((key) => FLAGS[key]).join(', ');
  throw new InputError(`required option ${flags} is missing: ${method.id} needs all three measures, or none is given`);
}

function regionNumber(text: string, head: Head): number {
  const wanted = text.replaceAll(' ', '_').toLowerCase();
  const entry = Object.entries(head.aalNames ?? {}).find(([, name]) => name.toLowerCase() === wanted);
  if (!entry) throw new InputError(`--region ${text}: no AAL region of that name; names are like Frontal_Mid_L`);
  return Number(entry[0]);
}
