import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinCoil } from '../../src/model/coils/catalogue';
import { IDENTITY_POSE, poseFromAxes, transformPoint } from '../../src/model/pose';
import type { Surface } from '../../src/model/surface';
import { cross, normalize, type Vec3 } from '../../src/model/vec3';
import { casingGapMm } from '../helpers/casing-gap';

/** The cube -1..1, two triangles a side, outward. */
const CUBE: Surface = {
  positionsMm: Float32Array.from([-1, -1, -1, 1, -1, -1, 1, 1, -1, -1, 1, -1, -1, -1, 1, 1, -1, 1, 1, 1, 1, -1, 1, 1]),
  triangles: Uint32Array.from([
    0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7, 0, 1, 5, 0, 5, 4, 2, 3, 7, 2, 7, 6, 0, 4, 7, 0, 7, 3, 1, 2, 6, 1, 6, 5,
  ]),
};

describe('casingGapMm', () => {
  it.each<[string, Vec3, number]>([
    ['over a face', [0.3, -0.2, 3], 2],
    ['over an edge', [4, 5, 0], 5],
    ['over a corner', [3, 3, 2], 3],
    ['inside', [0.2, 0.1, 0.7], -0.3],
  ])('%s', (_, point, gap) => {
    expect(casingGapMm(CUBE, IDENTITY_POSE, point)).toBeCloseTo(gap, 6);
  });

  it('takes the nearest of many and does not care how casing and points move together', () => {
    const coordinate = fc.double({ min: -6, max: 6, noNaN: true });
    const vec = fc.tuple(coordinate, coordinate, coordinate);
    fc.assert(
      fc.property(fc.array(vec, { minLength: 1, maxLength: 40 }), vec, (points, axis) => {
        const z = normalize(Math.hypot(...axis) > 0.1 ? axis : [0, 0, 1]);
        const side: Vec3 = Math.abs(z[0]) < 0.8 ? [1, 0, 0] : [0, 1, 0];
        const pose = poseFromAxes(normalize(cross(z, side)), z, [10, -20, 30]);
        const one = Math.min(...points.map((p) => casingGapMm(CUBE, IDENTITY_POSE, p)));
        expect(casingGapMm(CUBE, IDENTITY_POSE, points.flat())).toBeCloseTo(one, 9);
        expect(
          casingGapMm(
            CUBE,
            pose,
            points.flatMap((p) => [...transformPoint(pose, p)]),
          ),
        ).toBeCloseTo(one, 4);
      }),
      { numRuns: 100 },
    );
  });

  it('reads the height of a flat coil over a plane', () => {
    const casing = builtinCoil('figure8-70')?.casing;
    if (!casing) throw new Error('figure8-70 has no casing');
    const plane = Array.from({ length: 441 }, (_, i) => [10 * (i % 21) - 100, 10 * Math.floor(i / 21) - 100, 7]).flat();
    expect(casingGapMm(casing, IDENTITY_POSE, plane)).toBeCloseTo(7, 5);
    expect(casingGapMm(casing, IDENTITY_POSE, [])).toBe(Infinity);
  });
});
