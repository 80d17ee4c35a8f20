import type { NamedFile } from '../formats/field-map-files';
import type { JobInput } from '../formats/job-types';
import { writePly } from '../formats/ply-write';
import type { Coil } from '../model/coil';
import { builtinCoil } from '../model/coils/catalogue';
import type { Head } from '../model/head';
import type { Pose } from '../model/pose';
import { at } from '../model/vec3';
import { BUNDLED_HEAD } from './head-library';
import type { Plan } from './plan';
import { sourceOf } from './solve-source';
import { SOLVE_TOLERANCE } from './solve-tolerance';

/** What stands on the stage as a job for the command line. */
export interface Rerun {
  /** The job's file and whatever it names. */
  files: NamedFile[];
  command: string;
  /** What the reader has to add. */
  note: string;
}

/** The job that `coilscope solve` computes the same field from, or why there is none. */
export function rerunOf(plan: Plan, pose: Pose | null, head: Head): Rerun | string {
  const bundled = plan.head === BUNDLED_HEAD;
  const source = jobSource(plan, pose, head);
  if (typeof source === 'string') return source;
  const job: JobInput = { head: bundled ? 'colin27' : layersOf(head), ...source, points: 'cortex' };
  const surfaces = bundled
    ? []
    : head.layers.map(({ name, surface }): NamedFile => ({ name: fileOf(name), content: writePly(surface) }));
  const flags = [
    '--out results',
    `--tolerance ${SOLVE_TOLERANCE}`,
    ...(bundled && plan.detail === 'light' ? ['--resolution light'] : []),
    '--format gii',
  ];
  return {
    files: [{ name: 'job.json', content: `${JSON.stringify(job, null, 2)}\n` }, ...surfaces],
    command: `coilscope solve job.json ${flags.join(' ')}`,
    note: isFileName(source.tms?.coil) ? `Put the name of the coil’s own file in the place of ${source.tms.coil}.` : '',
  };
}

/** By what the page itself solves for; electrodes by their names, and what only scales the field with it. */
function jobSource(plan: Plan, pose: Pose | null, head: Head): Pick<JobInput, 'tms' | 'tdcs'> | string {
  if (plan.source === 'tms' && !plan.charge) return 'A job computes the full field: switch the charge on.';
  const source = sourceOf(plan, pose, head);
  if (typeof source === 'string') return source;
  if (source.kind === 'tms') {
    return { tms: { coil: coilOf(source.coil), pose: [...source.pose], didt: plan.didtAPerUs * source.didtAPerS } };
  }
  const shape = { disc_mm: plan.padRadiusMm };
  return { tdcs: { electrodes: plan.montage.map((e) => ({ at: e.at, current_mA: e.currentMa, shape })) } };
}

/** Stands for a coil that a job has no words for. */
const STAND_IN = 'your-coil';
const isFileName = (coil: unknown): coil is string => typeof coil === 'string' && coil.startsWith(STAND_IN);

/** A built-in coil by its id, another by what it is made of. */
function coilOf(coil: Coil): NonNullable<JobInput['tms']>['coil'] {
  const { id, pathsMm, dipoles } = coil;
  if (builtinCoil(id)) return id;
  if (pathsMm && dipoles) return `${STAND_IN}.tcd`;
  if (pathsMm)
    return { polylines: pathsMm.map((path) => path.map(([x, y, z]): [number, number, number] => [x, y, z])) };
  if (!dipoles) return `${STAND_IN}.nii.gz`;
  const { positionsMm, momentsAm2PerA } = dipoles;
  return {
    dipoles: Array.from({ length: positionsMm.length / 3 }, (_, i) => ({
      position: [...at(positionsMm, i)],
      moment: [...at(momentsAm2PerA, i)],
    })),
  };
}

const fileOf = (layer: string): string => `${layer}.ply`;

function layersOf({ layers, landmarks }: Head): JobInput['head'] {
  return {
    layers: layers.map(({ name, insideSPerM }) => ({ name, surface: fileOf(name), inside: insideSPerM })),
    ...(landmarks && {
      landmarks: {
        nasion: [...landmarks.nasion],
        inion: [...landmarks.inion],
        lpa: [...landmarks.lpa],
        rpa: [...landmarks.rpa],
      },
    }),
  };
}
