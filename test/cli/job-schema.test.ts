import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedJob } from '../../src/cli/job';
import { isValid, type JsonSchema } from '../helpers/json-schema';

const schema: JsonSchema = JSON.parse(readFileSync(new URL('../../docs/job.schema.json', import.meta.url), 'utf8'));

const LAYERS = { layers: [{ name: 'ball', surface: 'a.ply', inside: 0.33 }], unit: 'm' };
const JOBS: readonly unknown[] = [
  {
    head: 'colin27',
    tms: { coil: 'figure8-70', pose: [1, 0, 0, 5, 0, 1, 0, 6, 0, 0, 1, 7, 0, 0, 0, 1], didt: 1e6 },
    points: 'cortex',
    conductivities: { skull: 0.008 },
  },
  { head: LAYERS, tms: { coil: { dipoles: [{ position: [0, 0, 9], moment: [1, 0, 0] }] } }, points: 'p.csv' },
  {
    head: 'colin27',
    tms: {
      coil: {
        polylines: [
          [
            [0, 0, 0],
            [1, 0, 0],
            [0, 1, 0],
          ],
        ],
      },
    },
    points: 'white',
  },
  {
    head: 'colin27',
    tdcs: {
      electrodes: [
        { at: 'F3', current_mA: 2, shape: { disc_mm: 20 } },
        { at: [1, 2, 3], current_mA: -1, shape: { rect_mm: [50, 70] } },
        { at: 'Fp2', current_mA: -1, shape: 'point' },
      ],
    },
    points: 'white',
  },
  { head: LAYERS, primary: { uniform_v_per_m: [0, 0, 5] }, quantities: ['J', 'B'], points: 'points.csv' },
];

const accepted = (job: unknown): true | string => {
  try {
    checkedJob(job, 'job.json');
    return true;
  } catch (error) {
    return String(error);
  }
};

/** What a schema cannot say: the rigidity of a pose and the sum of the currents. */
const BEYOND_A_SCHEMA = /tms\.pose: |currents sum to/;

/** All places of a JSON value, the whole first. */
function placesOf(json: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof json !== 'object' || json === null) return [path];
  const keys = Array.isArray(json) ? json.map((_, i) => i) : Object.keys(json);
  return [path, ...keys.flatMap((key) => placesOf((json as Record<string | number, unknown>)[key], [...path, key]))];
}

const STRAY = [null, true, 0, -1, 2.5, '', 'x', 'point', 'mm', [], [1, 2], [1, 2, 3], {}, { disc_mm: 3 }, { extra: 1 }];

/** A copy of `json` with the value at a place replaced, removed, repeated or given a key that nobody knows. */
function changed(json: unknown, at: number, how: number, stray: unknown): unknown {
  const places = placesOf(json);
  const path = places[at % places.length];
  const key = path.at(-1);
  if (key === undefined) return how === 0 ? stray : { ...(json as object), extra: stray };
  const copy = structuredClone(json);
  const holder = path.slice(0, -1).reduce<unknown>((inner, k) => (inner as Record<string | number, unknown>)[k], copy);
  const parent = holder as Record<string | number, unknown>;
  if (how === 0) parent[key] = stray;
  else if (Array.isArray(holder))
    holder.splice(Number(key), how === 1 ? 1 : 0, ...(how === 1 ? [] : [holder[Number(key)]]));
  else if (how === 1) delete parent[key];
  else parent.extra = stray;
  return copy;
}

describe('docs/job.schema.json', () => {
  it.each(JOBS.map((job, i) => [i, job] as const))('takes the job %i that the validator takes', (_, job) => {
    expect(accepted(job)).toBe(true);
    expect(isValid(job, schema)).toBe(true);
  });

  it('takes and refuses what the validator does', () => {
    const change = fc.tuple(fc.nat(), fc.nat({ max: 2 }), fc.constantFrom(...STRAY));
    fc.assert(
      fc.property(fc.constantFrom(...JOBS), fc.array(change, { minLength: 1, maxLength: 2 }), (job, changes) => {
        const made = changes.reduce((json, [at, how, stray]) => changed(json, at, how, stray), job);
        const answer = accepted(made);
        if (answer === true || !BEYOND_A_SCHEMA.test(answer)) {
          expect(isValid(made, schema), `${JSON.stringify(made)}: ${answer}`).toBe(answer === true);
        }
      }),
      { numRuns: 4000 },
    );
  });
});
