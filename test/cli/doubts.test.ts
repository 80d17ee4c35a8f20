import { expect, test } from 'vitest';
import { doubtsOf } from '../../src/cli/doubts';
import { pointAt, pointDoubts } from '../../src/cli/place';
import { describeSource, type SourceSummary } from '../../src/cli/source-summary';
import type { Source } from '../../src/engine/protocol';
import { scalpGap } from '../../src/targeting/scalp-gap';
import { icosphere } from '../helpers/icosphere';

const solver = { degree: 9, max_edge_mm: 5, tolerance: 1e-5, triangles: 1000 };
const onCortex = { head: { layers: [{ name: 'scalp' }, { name: 'lh.pial' }] }, points: { from: 'cortex' } };
const coil = (winding_to_scalp_mm: number | null): SourceSummary => ({
  kind: 'tms',
  coil: 'figure8-70',
  title: 'figure-eight',
  pose: [],
  didt_a_per_s: 1e6,
  winding_to_scalp_mm,
});
const electrodes = (...to_scalp_mm: number[]): SourceSummary => ({
  kind: 'tdcs',
  electrodes: to_scalp_mm.map((mm) => ({
    at_mm: [0, 0, 0],
    to_scalp_mm: mm,
    overlaps: [],
    current_mA: 1,
    shape: 'point',
  })),
});

const discs = (radiusMm: number, ...degrees: number[]): Source => ({
  kind: 'tdcs',
  electrodes: degrees.map((angle, i) => ({
    atMm: [90 * Math.sin((angle * Math.PI) / 180), 0, 90 * Math.cos((angle * Math.PI) / 180)],
    currentMa: i === 0 ? 1 : -1 / (degrees.length - 1),
    shape: radiusMm > 0 ? { kind: 'disc', radiusMm } : { kind: 'point' },
  })),
});

// Discs of 12 mm on a ball of 90 mm meet at 15.3 degrees. Overlapping pads of opposite sign were solved without a word.
test.each<[string, Source, string[]]>([
  ['discs apart', discs(12, 0, 16, 90), []],
  [
    'two of three discs overlap',
    discs(12, 0, 14.5, 90),
    ['electrodes 1 and 2 overlap, and their currents were added there; move one or shrink it'],
  ],
  [
    'points in one place',
    discs(0, 0, 40, 40),
    ['electrodes 2 and 3 overlap, and their currents were added there; move one or shrink it'],
  ],
])('%s: what asks for a second look', (_, source, said) => {
  expect(doubtsOf({ ...onCortex, source: describeSource(source, icosphere(4, 90)), solver, residual: 1e-6 })).toEqual(
    said,
  );
});

// A pose or a place in metres, and a tolerance that is not reached, were solved without a word.
test.each<[string, SourceSummary, number, string[]]>([
  ['a coil in its place', coil(9.2), 9e-6, []],
  ['a coil of which only the field is known', coil(null), 9e-6, []],
  [
    'a coil inside the head',
    coil(-71.26),
    9e-6,
    ["the coil's winding lies up to 71.3 mm inside the head; is its pose in mm, its +z into the head?"],
  ],
  ['a solve cut short', coil(9.2), 3.4e-4, ['the solve ended at a residual of 3.4e-4, above the 0.00001 asked for']],
  ['electrodes near the scalp', electrodes(12, -12), 9e-6, []],
  [
    'electrodes far from it',
    electrodes(0, -82.3, 21),
    9e-6,
    [
      "electrode 2 was given 82.3 mm below the scalp and laid on it; is its place in the head's mm?",
      "electrode 3 was given 21.0 mm outside the head and laid on it; is its place in the head's mm?",
    ],
  ],
])('%s: what asks for a second look', (_, source, residual, said) => {
  expect(doubtsOf({ ...onCortex, source, solver, residual })).toEqual(said);
});

test('a cortex that no layer is named for', () => {
  const layers = ['scalp', 'skull', 'csf'].map((name) => ({ name }));
  const answer = { head: { layers }, source: coil(9), solver, residual: 1e-6 };
  expect(doubtsOf({ ...answer, points: { from: 'points.csv' } })).toEqual([]);
  expect(doubtsOf({ ...answer, points: { from: 'cortex' } })).toEqual([
    'no layer is named grey_matter; the points lie just inside "csf"',
  ]);
});

test.each([
  ['0,0,95', undefined],
  ['0,0,111', '21.0 mm outside the head'],
  ['0,40,0', undefined],
  ['0.05,0.06,0.04', '89.9 mm below the scalp'],
])('the point %s on a ball of 90 mm: %s', (at, where) => {
  const scalp = { name: 'scalp', surface: icosphere(5, 90), insideSPerM: 0.4 };
  const head = { id: 'ball', title: 'ball', layers: [scalp], fieldSurfaces: [] };
  const [doubt] = pointDoubts(at, scalpGap(scalp.surface)(pointAt(at, head)));
  expect(doubt?.replace(`${at} lies `, '').split(';')[0]).toBe(where);
});
