import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/cli/input-error';
import { JobSchema, parseJob } from '../../src/cli/job';

const layers = [{ name: 'scalp', surface: 'scalp.ply', inside: 0.465 }];
const dipole = { position: [0, 0, 100], moment: [0, 0, 1] };
const electrodes = [
  { at: 'F3', current_mA: 2, shape: { disc_mm: 17 } },
  { at: [0, 80, 10], current_mA: -2, shape: 'point' },
];
const tms = { coil: 'figure8-70' };
const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

const parse = (job: unknown) => parseJob(JSON.stringify(job), 'job.json');

describe('jobs that are taken', () => {
  it.each<[string, object]>([
    [
      'the bundled head and a built-in coil',
      { head: 'colin27', tms: { ...tms, pose: identity, didt: 1e6 }, points: 'cortex' },
    ],
    ['layers and dipoles', { head: { layers, unit: 'm' }, tms: { coil: { dipoles: [dipole] } }, points: 'p.csv' }],
    [
      'polylines',
      {
        head: { layers },
        tms: {
          coil: {
            polylines: [
              [
                [0, 0, 1],
                [0, 1, 1],
              ],
            ],
          },
        },
        points: 'p.csv',
      },
    ],
    ['electrodes', { head: 'colin27', tdcs: { electrodes }, points: 'white' }],
    [
      'a rectangle',
      {
        head: 'colin27',
        tdcs: { electrodes: [electrodes[0], { ...electrodes[1], shape: { rect_mm: [50, 70] } }] },
        points: 'white',
      },
    ],
    ['a uniform field', { head: { layers }, primary: { uniform_v_per_m: [1, 0, 0] }, points: 'p.csv' }],
  ])('%s', (_, job) => expect(parse(job)).toMatchObject(job));

  it('fills in the unit and dI/dt', () => {
    expect(parse({ head: { layers }, tms, points: 'p.csv' })).toMatchObject({
      head: { unit: 'mm' },
      tms: { didt: 1e6 },
    });
  });
});

describe('jobs that are refused: one line with the place', () => {
  const good = { head: 'colin27', tms, points: 'cortex' };
  it.each<[string, unknown, RegExp]>([
    ['no object', 3, /^job\.json: must be an object$/],
    ['an unknown key', { ...good, angle: 3 }, /^job\.json: angle: is not a key of a job; remove it$/],
    ['an unknown key inside', { ...good, tms: { ...tms, dIdt: 1 } }, /^job\.json: tms\.dIdt: is not a key/],
    [
      'an unknown key of a shape',
      {
        head: 'colin27',
        tdcs: { electrodes: [{ ...electrodes[0], shape: { disc_mm: 3, note: 'x' } }, electrodes[1]] },
        points: 'white',
      },
      /tdcs\.electrodes\[0\]\.shape\.note: is not a key/,
    ],
    [
      'an unknown key of a layer',
      { ...good, head: { layers: [{ ...layers[0], outside: 1 }] } },
      /head\.layers\[0\]\.outside: is not a key/,
    ],
    ['no head', { tms, points: 'cortex' }, /^job\.json: head: is missing$/],
    ['no points', { head: 'colin27', tms }, /points: is missing/],
    ['no source', { head: 'colin27', points: 'cortex' }, /exactly one source/],
    ['two sources', { ...good, primary: { uniform_v_per_m: [1, 0, 0] } }, /exactly one source/],
    ['another head', { ...good, head: 'mni152' }, /head: must be "colin27" or/],
    ['no layers', { ...good, head: { layers: [] } }, /head\.layers: needs at least one layer/],
    [
      'no conductivity',
      { ...good, head: { layers: [{ ...layers[0], inside: 0 }] } },
      /head\.layers\[0\]\.inside: must be greater than 0/,
    ],
    ['a wrong unit', { ...good, head: { layers, unit: 'inch' } }, /head\.unit: must be "mm", "cm" or "m"/],
    ['a short pose', { ...good, tms: { ...tms, pose: [1, 2] } }, /tms\.pose: a pose needs 16 numbers, got 2/],
    ['a reflected pose', { ...good, tms: { ...tms, pose: [-1, ...identity.slice(1)] } }, /tms\.pose: .*left-handed/],
    [
      'a scaled pose',
      { ...good, tms: { ...tms, pose: identity.map((v, i) => (i < 15 ? 2 * v : v)) } },
      /tms\.pose: axis x has length 2\.0000: the pose scales/,
    ],
    [
      'a word in a pose',
      { ...good, tms: { ...tms, pose: ['1', ...identity.slice(1)] } },
      /tms\.pose\[0\]: must be a number/,
    ],
    [
      'a broken dipole',
      { ...good, tms: { coil: { dipoles: [{ ...dipole, moment: [0, 1] }] } } },
      /tms\.coil\.dipoles\[0\]\.moment/,
    ],
    [
      'a single point',
      { ...good, tms: { coil: { polylines: [[[0, 0, 0]]] } } },
      /tms\.coil\.polylines\[0\]: needs two points/,
    ],
    [
      'currents that stay',
      { head: 'colin27', tdcs: { electrodes: [electrodes[0], { ...electrodes[1], current_mA: -1 }] }, points: 'white' },
      /tdcs\.electrodes: the currents sum to 1 mA; they must sum to 0/,
    ],
    [
      'one electrode',
      { head: 'colin27', tdcs: { electrodes: [electrodes[0]] }, points: 'white' },
      /at least two electrodes/,
    ],
    [
      'a negative radius',
      {
        head: 'colin27',
        tdcs: { electrodes: [{ ...electrodes[0], shape: { disc_mm: -1 } }, electrodes[1]] },
        points: 'white',
      },
      /electrodes\[0\]\.shape\.disc_mm: must be greater than 0/,
    ],
  ])('%s', (_, job, message) => {
    expect(() => parse(job)).toThrow(message);
    expect(() => parse(job)).toThrow(InputError);
  });

  it('text that is no JSON', () =>
    expect(() => parseJob('{"head":', 'job.json')).toThrow(/^job\.json: is no JSON: .+$/));

  it('takes or refuses anything in one line', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ head: fc.jsonValue(), tms: fc.jsonValue(), points: fc.jsonValue() })),
        (json) => {
          try {
            parse(json);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
            expect(String(error)).not.toContain('\n');
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

interface SchemaNode {
  type?: string;
  entries?: Record<string, SchemaNode>;
  wrapped?: SchemaNode;
  item?: SchemaNode;
  options?: readonly SchemaNode[];
  // JSON Schema
  properties?: Record<string, SchemaNode>;
  required?: string[];
  additionalProperties?: boolean;
  items?: SchemaNode;
  oneOf?: SchemaNode[];
}

/** Objects of a schema, by the path of keys that leads to them: their keys, `?` on those that may be missing. */
function shapes(node: SchemaNode, path: string, found = new Map<string, string[]>()): Map<string, string[]> {
  const keys = node.entries ?? node.properties;
  if (keys) {
    const optional = (key: string): boolean =>
      node.entries ? node.entries[key].type === 'optional' : !node.required?.includes(key);
    const names = Object.keys(keys).map((key) => (optional(key) ? `${key}?` : key));
    found.set(`${path}{${Object.keys(keys).sort()[0]}}`, names.sort());
    for (const [key, inner] of Object.entries(keys)) shapes(inner, `${path}.${key}`, found);
  }
  for (const inner of [
    node.wrapped,
    node.item,
    node.items,
    ...(node.options ?? []),
    ...(keys ? [] : (node.oneOf ?? [])),
  ]) {
    if (typeof inner === 'object' && !Array.isArray(inner)) shapes(inner, path, found);
  }
  return found;
}

it('docs/job.schema.json has the keys of the validator', () => {
  const schema = JSON.parse(readFileSync(new URL('../../docs/job.schema.json', import.meta.url), 'utf8')) as SchemaNode;
  const documented = shapes(schema, '');
  expect(documented.size).toBe(13);
  expect(documented).toEqual(shapes(JobSchema as unknown as SchemaNode, ''));
});
