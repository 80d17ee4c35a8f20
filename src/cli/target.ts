import { beamF3, type ScalpMarks } from '../targeting/beam-f3';
import { type HeadMeasures, measureWarnings } from '../targeting/head-measures';
import { scalpHeuristic } from '../targeting/scalp-heuristics';
import { InputError } from './input-error';

interface Method {
  title: string;
  side: 'left' | 'right';
  marks: (measures: HeadMeasures) => ScalpMarks;
  source: string;
}

const HEURISTIC_SOURCE = 'Mir-Moghtadaei et al. 2022';
const BEAM_SOURCE = 'Beam et al. 2009, as the web program computes it';

/** The ways to a scalp site, by the name the command takes. */
const METHODS: Record<string, Method> = {
  'beam-f3': { title: 'Beam F3 (left)', side: 'left', marks: beamF3, source: BEAM_SOURCE },
  'beam-f4': { title: 'Beam F4 (right)', side: 'right', marks: beamF3, source: BEAM_SOURCE },
  ...Object.fromEntries(
    (['left-anterior', 'left-posterior', 'right-anterior', 'right-posterior'] as const).map(
      (site): [string, Method] => [
        `dlpfc-${site}`,
        {
          title: `DLPFC, ${site.replace('-', ' ')}`,
          side: site.startsWith('left') ? 'left' : 'right',
          marks: (measures) => scalpHeuristic(site, measures),
          source: HEURISTIC_SOURCE,
        },
      ],
    ),
  ),
};

export const TARGET_METHODS: readonly string[] = Object.keys(METHODS);

export interface TargetAnswer {
  method: string;
  x_cm: number;
  y_cm: number;
  side: 'left' | 'right';
  inputs: { nasion_inion_cm: number; tragus_cm: number; circumference_cm: number };
  warnings: string[];
  source: string;
}

/** The two lengths that mark the site; throws InputError for an unknown method or a measure that is no length. */
export function findTarget(methodName: string, measures: HeadMeasures): TargetAnswer {
  const method = METHODS[methodName];
  if (!method) throw new InputError(`--method ${methodName}: there is none such; choose ${TARGET_METHODS.join(', ')}`);
  let marks: ScalpMarks;
  try {
    marks = method.marks(measures);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message);
    throw error;
  }
  return {
    method: methodName,
    x_cm: marks.xCm,
    y_cm: marks.yCm,
    side: method.side,
    inputs: {
      nasion_inion_cm: measures.nasionInionCm,
      tragus_cm: measures.tragusTragusCm,
      circumference_cm: measures.circumferenceCm,
    },
    warnings: measureWarnings(measures),
    source: method.source,
  };
}

/** The answer as instructions for tape and pen. */
export function targetText(answer: TargetAnswer): string {
  const { title } = METHODS[answer.method];
  return [
    `${title}: X ${answer.x_cm.toFixed(2)} cm, Y ${answer.y_cm.toFixed(2)} cm`,
    `From Fpz go X to the ${answer.side} along the circumference and mark A; from the vertex go Y towards A: the site.`,
    `Source: ${answer.source}. Research and education software, not a medical device.`,
    ...answer.warnings.map((warning) => `check: ${warning}`),
    '',
  ].join('\n');
}
