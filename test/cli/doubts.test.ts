import { expect, test } from 'vitest';
import { doubtsOf } from '../../src/cli/doubts';
import { pointAt, pointDoubts } from '../../src/cli/place';
import type { SourceSummary } from '../../src/cli/source-summary';
import { scalpGap } from '../../src/targeting/scalp-gap';
import { icosphere } from '../helpers/icosphere';

const solver = { degree: 9, max_edge_mm: 5, tolerance: 1e-5, triangles: 1000 };
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
  electrodes: to_scalp_mm.map((mm) => ({ at_mm: [0, 0, 0], to_scalp_mm: mm, current_mA: 1, shape: 'point' })),
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
  expect(doubtsOf({ source, solver, residual })).toEqual(said);
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
