import { describe, expect, it } from 'vitest';
import { depthFigures, depthSample } from '../../src/measures/depth';
import { at, dot, norm, normalize, type Vec3 } from '../../src/model/vec3';

const R = 70;

/** |E| at each point of a sample, from a function of the point relative to the centre. */
const evaluate = (points: Float32Array, centre: Vec3, f: (p: Vec3) => number): Float64Array =>
  Float64Array.from({ length: points.length / 3 }, (_, i) => {
    const p = at(points, i);
    return f([p[0] - centre[0], p[1] - centre[1], p[2] - centre[2]]);
  });

describe('depth figures', () => {
  it('are exact for a field that falls linearly with depth and with the cosine', () => {
    // |E| = (r/R) cos(angle), wherever the axis points: d = R/2, V = 2 pi R^3 5/48.
    for (const towards of [
      [0, 0, 1],
      [-0.6, 0.7, 0.4],
      [1, 0, 0],
    ] as Vec3[]) {
      const centreMm: Vec3 = [3, -17, 8];
      const axis = normalize(towards);
      const sample = depthSample({ centreMm, towards, deepestMm: 40 });
      const figures = depthFigures(
        sample,
        evaluate(sample.pointsMm, centreMm, (p) => Math.max(0, dot(p, axis)) / R),
      );
      const volume = (2 * Math.PI * R ** 3 * 5) / 48;
      expect(figures.maxVPerM).toBeCloseTo(1, 5);
      expect(figures.halfDepthMm).toBeCloseTo(R / 2, 2);
      expect(Math.abs(figures.halfVolumeMm3 / volume - 1)).toBeLessThan(0.005);
      expect(Math.abs(figures.halfSpreadMm2 / (volume / (R / 2)) - 1)).toBeLessThan(0.005);
    }
  });

  it('take the deepest point, not the one under the maximum', () => {
    // Strongest at the pole, but falling off more slowly with depth at the equator.
    const sample = depthSample({ deepestMm: 40 });
    const figures = depthFigures(
      sample,
      evaluate(sample.pointsMm, [0, 0, 0], (p) => {
        const depth = R - norm(p);
        const c = p[2] / norm(p);
        return c > 0.5 ? Math.max(0, 1 - depth / 10) : Math.max(0, 0.9 - depth / 50);
      }),
    );
    expect(figures.halfDepthMm).toBeCloseTo(20, 1);
  });

  it('say when the sample is too shallow, or does not fit', () => {
    const sample = depthSample({ deepestMm: 5, rings: 10, sectors: 12 });
    expect(() => depthFigures(sample, new Float64Array(sample.pointsMm.length / 3).fill(1))).toThrow('sample deeper');
    expect(() => depthFigures(sample, [1, 2, 3])).toThrow('3 values for');
  });
});
