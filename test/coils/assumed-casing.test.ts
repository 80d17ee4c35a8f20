import { describe, expect, test } from 'vitest';
import { surfaceFaults } from '../../src/formats/check-surface';
import type { Coil } from '../../src/model/coil';
import { assumedCasing } from '../../src/model/coils/assumed-casing';
import { builtinCoil } from '../../src/model/coils/catalogue';
import { IDENTITY_POSE } from '../../src/model/pose';
import { casingGapMm } from '../helpers/casing-gap';

const winding = builtinCoil('figure8-70');
if (!winding?.pathsMm) throw new Error('no figure8-70');
const points = Float64Array.from(winding.pathsMm.flat(2));

/** |A| of two wires along y at x = -30 and x = 30, 8 mm behind the face, on a grid. */
function twoWires(): Coil {
  const dims = [25, 25, 25] as const;
  const affineMm = [8, 0, 0, -96, 0, 8, 0, -96, 0, 0, 8, -96, 0, 0, 0, 1];
  const valuesTmPerA = new Float32Array(3 * 25 ** 3);
  for (let v = 0; v < 25 ** 3; v++) {
    const [i, k] = [v % 25, Math.floor(v / 625)];
    const [x, z] = [8 * i - 96, 8 * k - 96];
    valuesTmPerA[3 * v + 1] = 1 / (2 + Math.hypot(x - 30, z + 8)) + 1 / (2 + Math.hypot(x + 30, z + 8));
  }
  return { id: 'wires', title: 'wires', aField: { dims, affineMm, valuesTmPerA } };
}

describe('a coil that came without a casing', () => {
  test.each([
    ['dipoles', { dipoles: { positionsMm: points, momentsAm2PerA: points } }],
    ['wire paths', { pathsMm: winding.pathsMm }],
  ])('gets a closed one that holds all its %s, its face at z = 0', (_, sources) => {
    const casing = assumedCasing({ id: 'c', title: 'c', ...sources });
    // The check is for heads, which are larger.
    const faults = surfaceFaults(casing, 'casing').filter(({ kind }) => kind !== 'size');
    expect(faults).toEqual([]);
    for (let i = 0; i < points.length; i += 300) {
      expect(casingGapMm(casing, IDENTITY_POSE, points.subarray(i, i + 3))).toBeLessThan(0);
    }
    const z = casing.positionsMm.filter((__, i) => i % 3 === 2);
    expect(Math.max(...z)).toBe(0);
  });

  test('sources ahead of z = 0 push the face forward', () => {
    const positionsMm = Float64Array.of(-10, 0, 4, 10, 0, -5, 0, 12, -5);
    const casing = assumedCasing({ id: 'c', title: 'c', dipoles: { positionsMm, momentsAm2PerA: positionsMm } });
    expect(Math.max(...casing.positionsMm.filter((_, i) => i % 3 === 2))).toBe(4);
  });

  test('an A-field grid shows where its wires are', () => {
    const casing = assumedCasing(twoWires());
    const x = casing.positionsMm.filter((_, i) => i % 3 === 0);
    expect(Math.max(...x)).toBeGreaterThan(30);
    expect(Math.max(...x)).toBeLessThan(60);
    expect(Math.max(...casing.positionsMm.filter((_, i) => i % 3 === 2))).toBe(0);
  });
});
