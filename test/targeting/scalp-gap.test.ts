import { expect, test } from 'vitest';
import type { Coil } from '../../src/model/coil';
import type { Pose } from '../../src/model/pose';
import { windingGapMm } from '../../src/targeting/scalp-gap';
import { icosphere } from '../helpers/icosphere';

const scalp = icosphere(5, 80);
const loop: Coil = {
  id: 'loop',
  title: 'loop',
  pathsMm: [
    Array.from(
      { length: 49 },
      (_, i) => [30 * Math.cos((Math.PI * i) / 24), 30 * Math.sin((Math.PI * i) / 24), 0] as const,
    ),
  ],
};
const dipole: Coil = {
  id: 'dipole',
  title: 'dipole',
  dipoles: { positionsMm: Float64Array.of(0, 0, 5), momentsAm2PerA: Float64Array.of(0, 0, 1) },
};
const lifted = (z: number): Pose => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, z, 0, 0, 0, 1];

test('the winding’s nearest point to the scalp: outside, grazing, inside, nowhere', () => {
  for (const z of [120, 90, 76, 40, 0, -60]) {
    expect(windingGapMm(loop, lifted(z), scalp)).toBeCloseTo(Math.hypot(30, z) - 80, 0);
    expect(windingGapMm(dipole, lifted(z), scalp)).toBeCloseTo(Math.abs(z + 5) - 80, 0);
  }
  expect(windingGapMm({ id: 'field', title: 'field' }, lifted(0), scalp)).toBeNull();
});

test('a wire that cuts through the head between corners that clear it', () => {
  const pathsMm = [[[-200, 0, 0] as const, [200, 0, 0] as const]];
  for (const z of [60, 90]) {
    expect(windingGapMm({ id: 'wire', title: 'wire', pathsMm }, lifted(z), scalp)).toBeCloseTo(z - 80, 0);
  }
  // in nanometres, a wire of a coil was more points than an array holds
  const far = [[[100, 0, 0] as const, [1e12, 0, 0] as const]];
  expect(windingGapMm({ id: 'wire', title: 'wire', pathsMm: far }, lifted(0), scalp)).toBeCloseTo(20, 0);
});
