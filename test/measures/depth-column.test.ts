import { describe, expect, it } from 'vitest';
import { COLUMN_RADIUS_MM, columnMeans, depthColumn } from '../../src/measures/depth-column';
import { at, distance, norm } from '../../src/model/vec3';
import { sphere } from '../helpers/shapes';

const surfaces = { pial: sphere(70, 5), white: sphere(66, 5), innerSkull: sphere(75, 5) };

describe('a column into the head', () => {
  const column = depthColumn(surfaces, [0, 0, 68], [0, 0, 0]);

  it('starts on the inner skull and keeps what lies in the brain, clear of its surfaces', () => {
    expect(distance(column.fromMm, [0, 0, 75])).toBeLessThan(0.2);
    expect(column.counts.reduce((a, b) => a + b, 0)).toBe(column.pointsMm.length / 3);
    for (let k = 0; k < column.pointsMm.length / 3; k++) {
      const p = at(column.pointsMm, k);
      expect(norm(p)).toBeLessThan(69.01);
      expect(Math.abs(norm(p) - 66)).toBeGreaterThan(0.9);
      expect(Math.hypot(p[0], p[1])).toBeLessThan(COLUMN_RADIUS_MM + 1e-3);
    }
    // No brain in the five millimetres of fluid; all of it from there on.
    expect(column.depthsMm[0]).toBeGreaterThanOrEqual(6);
    expect(column.depthsMm.at(-1)).toBe(60);
  });

  it('means a quantity over each depth', () => {
    const depth = Array.from({ length: column.pointsMm.length / 3 }, (_, k) => 75 - column.pointsMm[3 * k + 2]);
    columnMeans(column, depth).forEach((mean, k) => {
      expect(mean).toBeCloseTo(column.depthsMm[k], 0);
    });
  });
});
