import * as v from 'valibot';
import type { Job, JobInput } from '../formats/job-types';
import { poseFault } from '../model/pose';
import { InputError } from './input-error';
import { QUANTITIES } from './quantities';

const finite = v.pipe(v.number('must be a number'), v.finite('must be finite'));
const positive = v.pipe(finite, v.gtValue(0, 'must be greater than 0'));
const vec3 = v.strictTuple([finite, finite, finite], 'must be three numbers [x, y, z]');
const fileName = v.pipe(v.string('must be the name of a file'), v.nonEmpty('must not be empty'));

const LayerSchema = v.strictObject({
  name: v.pipe(v.string('must be a name'), v.nonEmpty('must not be empty')),
  surface: fileName,
  inside: positive,
});

const HeadSchema = v.union(
  [
    v.literal('colin27'),
    v.strictObject({
      layers: v.pipe(v.array(LayerSchema, 'must be a list of layers'), v.minLength(1, 'needs at least one layer')),
      unit: v.optional(v.picklist(['mm', 'cm', 'm'], 'must be "mm", "cm" or "m"'), 'mm'),
      landmarks: v.optional(v.strictObject({ nasion: vec3, inion: vec3, lpa: vec3, rpa: vec3 })),
    }),
  ],
  'must be "colin27" or {"layers": [...], "unit": "mm"}',
);

const CoilSchema = v.union(
  [
    fileName,
    v.strictObject({
      dipoles: v.pipe(v.array(v.strictObject({ position: vec3, moment: vec3 })), v.minLength(1, 'needs a dipole')),
    }),
    v.strictObject({
      polylines: v.pipe(
        v.array(v.pipe(v.array(vec3), v.minLength(2, 'needs two points'))),
        v.minLength(1, 'needs a polyline'),
      ),
    }),
  ],
  'must be a built-in id, a .ccd or .tcd file, {"dipoles": [{"position", "moment"}]} or {"polylines": [[[x, y, z], ...]]}',
);

const PoseSchema = v.pipe(
  v.array(finite, 'must be 16 numbers, a row-major 4x4 matrix'),
  v.rawCheck(({ dataset, addIssue }) => {
    const fault = dataset.typed ? poseFault(dataset.value) : null;
    if (fault) addIssue({ message: fault });
  }),
);

const ElectrodeSchema = v.strictObject({
  at: v.union([v.pipe(v.string(), v.nonEmpty()), vec3], 'must be a 10-10 name such as "F3" or [x, y, z] in mm'),
  current_mA: finite,
  shape: v.union(
    [
      v.literal('point'),
      v.strictObject({ disc_mm: positive }),
      v.strictObject({ rect_mm: v.strictTuple([positive, positive]) }),
    ],
    'must be "point", {"disc_mm": radius} or {"rect_mm": [width, height]}',
  ),
});

const ElectrodesSchema = v.pipe(
  v.array(ElectrodeSchema, 'must be a list of electrodes'),
  v.minLength(2, 'needs at least two electrodes'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const currents = dataset.value.map((electrode) => electrode.current_mA);
    const total = currents.reduce((sum, current) => sum + current, 0);
    if (Math.abs(total) <= 1e-9 * Math.max(...currents.map(Math.abs))) return;
    addIssue({ message: `the currents sum to ${total} mA; they must sum to 0` });
  }),
);

/** A record takes a list for an object with keys 0, 1, ...; a list of conductivities says nothing of the layers. */
const BY_LAYER = 'must be {"layer": S/m, ...}';
const ConductivitiesSchema = v.pipe(
  v.custom<Record<string, number>>((json) => !Array.isArray(json), BY_LAYER),
  v.record(v.string(), positive, BY_LAYER),
);

export const JobSchema = v.pipe(
  v.strictObject({
    head: HeadSchema,
    conductivities: v.optional(ConductivitiesSchema),
    tms: v.optional(v.strictObject({ coil: CoilSchema, pose: v.optional(PoseSchema), didt: v.optional(finite, 1e6) })),
    tdcs: v.optional(v.strictObject({ electrodes: ElectrodesSchema })),
    primary: v.optional(v.strictObject({ uniform_v_per_m: vec3 })),
    quantities: v.optional(
      v.pipe(
        v.array(v.picklist(QUANTITIES, 'must be "J" or "B"'), 'must be a list of "J" and "B"'),
        v.check((list) => new Set(list).size === list.length, 'names a quantity twice'),
      ),
    ),
    points: v.pipe(v.string('must be "cortex", "white" or a points file'), v.nonEmpty('must not be empty')),
  }),
  v.check(
    (job) => [job.tms, job.tdcs, job.primary].filter(Boolean).length === 1,
    'needs exactly one source: "tms", "tdcs" or "primary"',
  ),
);

/** Fails to compile where the types in job-types.ts and the schema part. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
true satisfies Same<Job, v.InferOutput<typeof JobSchema>>;
true satisfies Same<JobInput, v.InferInput<typeof JobSchema>>;

/** The deepest issue of a failed union whose input has the right outer form, or the issue itself. */
function deepest(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
  if (issue.type !== 'union' || !issue.issues) return issue;
  // An object belongs to the member that got furthest into it; anything else is answered by the union's own message.
  const inner = issue.issues.filter((i) => (i.path?.length ?? 0) > 0 && !isMissingKey(i));
  return inner.length > 0 && typeof issue.input === 'object' ? withPath(issue, deepest(inner[0])) : issue;
}

const isMissingKey = (issue: v.BaseIssue<unknown>): boolean =>
  issue.type === 'strict_object' && issue.expected !== 'never';

function withPath(outer: v.BaseIssue<unknown>, inner: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
  const path = [...(outer.path ?? []), ...(inner.path ?? [])] as unknown as typeof inner.path;
  return { ...inner, path };
}

function wording(issue: v.BaseIssue<unknown>): string {
  if (issue.type !== 'strict_object') return issue.message;
  if (issue.expected === 'never') return 'is not a key of a job; remove it';
  return issue.path && issue.received === 'undefined' ? 'is missing' : 'must be an object';
}

/** `tms.pose[3]` of an issue's path. */
function placeOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? []).reduce((text, { key }) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** The job in `text`; throws InputError, one line, with the file and the place in it. */
export function parseJob(text: string, file: string): Job {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const what = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : 'cannot be parsed';
    throw new InputError(`${file}: is no JSON: ${what}`);
  }
  return checkedJob(json, file);
}

/** The job that a JSON value is; throws InputError, one line, with the place in it. */
export function checkedJob(json: unknown, file: string): Job {
  const parsed = v.safeParse(JobSchema, json, { abortPipeEarly: true });
  if (parsed.success) return parsed.output;
  const issue = deepest(parsed.issues[0]);
  const at = placeOf(issue);
  throw new InputError(`${file}: ${at === '' ? '' : `${at}: `}${wording(issue)}`);
}
