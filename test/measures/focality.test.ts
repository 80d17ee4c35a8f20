import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaAboveMm2, areaCurveMm2, fractionAtArea, levelAtArea } from '../../src/measures/focality';
import { areaByRegionMm2, patchesAbove } from '../../src/measures/patches';
import { areaPercentile } from '../../src/measures/percentiles';
import { magnitudes, scalarMesh, shareAbove } from '../../src/measures/scalar-mesh';
import { peakVertex, summarise, suprathresholdAreasMm2 } from '../../src/measures/summary';
import { levelLines } from '../../src/model/level-lines';
import { corners } from '../../src/model/surface';
import { add, at, distance, dot, normalize, scale, type Vec3 } from '../../src/model/vec3';
import { lengthMm } from '../../src/targeting/polyline';
import { loadHead } from '../head/bundled';
import { sphere } from '../helpers/shapes';

const R = 70;
const ball = sphere(R, 6);
const mesh = scalarMesh(ball);
const vertices = ball.positionsMm.length / 3;
const valuesOf = (f: (p: Vec3) => number) =>
  Float64Array.from({ length: vertices }, (_, v) => f(at(ball.positionsMm, v)));
/** A cap of half-angle a on the sphere has the area 2 pi R^2 (1 - cos a). */
const capMm2 = (cosine: number) => 2 * Math.PI * R * R * (1 - cosine);

describe('the share of a triangle above a level', () => {
  // Corners 0, 1, 2 over a right triangle with legs of 1: the level cuts off similar triangles.
  //   2
  //   |\
  //   | \
  //   0--1
  it('is exact at and between the corners', () => {
    expect(shareAbove(0, 1, 2, 0)).toBe(1);
    expect(shareAbove(0, 1, 2, 0.5)).toBeCloseTo(1 - 0.125, 12);
    expect(shareAbove(0, 1, 2, 1)).toBeCloseTo(0.5, 12);
    expect(shareAbove(2, 0, 1, 1.5)).toBeCloseTo(0.125, 12);
    expect(shareAbove(0, 1, 2, 2)).toBe(0);
    expect(shareAbove(1, 1, 1, 1)).toBe(1);
    expect(shareAbove(1, 1, 1, 1.001)).toBe(0);
    expect(shareAbove(0, 0, 1, 0.5)).toBeCloseTo(0.25, 12);
    expect(shareAbove(0, 1, 1, 0.5)).toBeCloseTo(0.75, 12);
  });

  it('agrees with counting small triangles', () => {
    const value = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 97);
    fc.assert(
      fc.property(value, value, value, value, (a, b, c, level) => {
        const n = 60;
        let above = 0;
        // Centroids of the n^2 equal triangles a triangle is cut into.
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n - i; j++) {
            const up = a + ((b - a) * (i + 1 / 3) + (c - a) * (j + 1 / 3)) / n;
            if (up >= level) above++;
            if (j < n - i - 1 && a + ((b - a) * (i + 2 / 3) + (c - a) * (j + 2 / 3)) / n >= level) above++;
          }
        }
        expect(Math.abs(shareAbove(a, b, c, level) - above / (n * n))).toBeLessThan(1.5 / n);
      }),
      { numRuns: 300 },
    );
  });
});

describe('areas on a sphere', () => {
  const height = valuesOf((p) => p[2] / R);

  it('are those of caps, to 0.05 %', () => {
    for (const cosine of [-0.9, -0.5, 0, 0.3, 0.5, 0.75, 0.9]) {
      expect(areaAboveMm2(mesh, height, cosine) / capMm2(cosine)).toBeCloseTo(1, 3);
    }
    expect(areaAboveMm2(mesh, height, -2)).toBeCloseTo(mesh.totalMm2, 2);
  });

  it('agree with brute force on a mesh of 4 times as many triangles, to 0.5 %', () => {
    const fine = scalarMesh(sphere(R, 7));
    const bump = (p: Vec3): number =>
      Math.exp(-((p[0] - 60) ** 2 + (p[1] - 30) ** 2) / 900) + 0.3 * Math.sin(p[2] / 12);
    const coarse = valuesOf(bump);
    for (const level of [0.2, 0.4, 0.6, 0.9]) {
      let brute = 0;
      for (let t = 0; t < fine.areasMm2.length; t++) {
        const [a, b, c] = corners(fine.surface, t);
        const middle = scale(add(add(a, b), c), 1 / 3);
        if (bump(middle) >= level) brute += fine.areasMm2[t];
      }
      expect(Math.abs(areaAboveMm2(mesh, coarse, level) / brute - 1), `level ${level}`).toBeLessThan(0.005);
    }
  });

  it('are inverted by the level at an area', () => {
    for (const cosine of [-0.5, 0.2, 0.8, 0.99]) {
      const area = areaAboveMm2(mesh, height, cosine);
      expect(levelAtArea(mesh, height, area)).toBeCloseTo(cosine, 5);
    }
    expect(levelAtArea(mesh, height, 0)).toBeCloseTo(1, 3);
    expect(levelAtArea(mesh, height, 2 * mesh.totalMm2)).toBeCloseTo(-1, 3);
    expect(fractionAtArea(mesh, height, 0.5, capMm2(0.8))).toBeCloseTo(1.6, 2);
    expect(fractionAtArea(mesh, height, 0.5, 2 * mesh.totalMm2)).toBeNull();
    expect(() => levelAtArea(mesh, height, -1)).toThrow(RangeError);
  });

  it('fall along the curve', () => {
    // In any order, below every value and above every one.
    for (const fractions of [
      [0.3, 0.5, 0.75, 0.9, 0.99],
      [0.9, -2, 0.3, 0.3, Number.POSITIVE_INFINITY, 1.5, -0.4],
    ]) {
      const curve = areaCurveMm2(mesh, height, 1, fractions);
      curve.forEach((area, k) => {
        expect(area).toBeCloseTo(areaAboveMm2(mesh, height, fractions[k]), 6);
      });
    }
  });

  it('count what lies at the level itself: all of a field that is the same everywhere', () => {
    for (const value of [0, 2]) {
      const even = valuesOf(() => value);
      expect(areaAboveMm2(mesh, even, value)).toBeCloseTo(mesh.totalMm2, 2);
      expect(areaCurveMm2(mesh, even, value, [1])[0]).toBeCloseTo(mesh.totalMm2, 2);
    }
  });

  it('give percentiles by area, not by vertex', () => {
    // Height on a sphere is spread evenly by area.
    for (const p of [1, 25, 50, 95, 99]) expect(areaPercentile(mesh, height, p)).toBeCloseTo((2 * p) / 100 - 1, 2);
    expect(areaAboveMm2(mesh, height, areaPercentile(mesh, height, 99.9))).toBeCloseTo(mesh.totalMm2 / 1000, 0);
    expect(() => areaPercentile(mesh, height, 101)).toThrow(RangeError);
  });

  it('are refused for values that are not one a vertex', () => {
    expect(() => areaAboveMm2(mesh, [1, 2, 3], 1)).toThrow('3 values for 40962 vertices');
  });
});

describe('patches, lines and regions', () => {
  const spots: Vec3[] = [[0, 0, 1], [1, 0, 0], normalize([-1, -1, 0])];
  const angles = [20, 15, 10];
  // Three caps of 20, 15 and 10 degrees stand above 0.
  const caps = valuesOf((p) =>
    Math.max(
      ...spots.map(
        (s, k) => Math.cos(Math.acos(Math.min(1, dot(normalize(p), s)))) - Math.cos((angles[k] * Math.PI) / 180),
      ),
    ),
  );

  it('finds three patches, largest first, each with its cap’s area and peak', () => {
    const patches = patchesAbove(mesh, caps, 0);
    expect(patches.length).toBe(3);
    patches.forEach((patch, k) => {
      expect(Math.abs(patch.areaMm2 / capMm2(Math.cos((angles[k] * Math.PI) / 180)) - 1)).toBeLessThan(0.02);
      const peak = at(ball.positionsMm, patch.peakVertex);
      expect(distance(peak, [R * spots[k][0], R * spots[k][1], R * spots[k][2]])).toBeLessThan(3);
    });
    expect(patches.reduce((s, p) => s + p.areaMm2, 0)).toBeCloseTo(areaAboveMm2(mesh, caps, 0), 3);
    expect(patchesAbove(mesh, caps, 5)).toEqual([]);
  });

  it('outlines each with one closed line of its circle’s length', () => {
    const lines = levelLines(ball, caps, 0).sort((a, b) => b.points.length - a.points.length);
    expect(lines.length).toBe(3);
    lines.forEach((line, k) => {
      expect(line.closed).toBe(true);
      const circle = 2 * Math.PI * R * Math.sin((angles[k] * Math.PI) / 180);
      expect(Math.abs(lengthMm([...line.points, line.points[0]]) / circle - 1)).toBeLessThan(0.02);
    });
  });

  it('splits the area by region without losing any', () => {
    const side = Uint8Array.from({ length: vertices }, (_, v) => (ball.positionsMm[3 * v] > 0.01 ? 1 : 2));
    const split = areaByRegionMm2(mesh, caps, 0, side);
    const whole = areaAboveMm2(mesh, caps, 0);
    expect([...split.values()].reduce((s, a) => s + a, 0)).toBeCloseTo(whole, 3);
    const right = capMm2(Math.cos((15 * Math.PI) / 180)) + capMm2(Math.cos((20 * Math.PI) / 180)) / 2;
    expect(Math.abs((split.get(1) ?? 0) / right - 1)).toBeLessThan(0.05);
  });
});

describe('a summary', () => {
  it('gives peak, percentiles and areas of one field', () => {
    const field = Float32Array.from({ length: 3 * vertices }, (_, i) => (i % 3 === 2 ? ball.positionsMm[i] + R : 0));
    const values = magnitudes(field);
    const s = summarise(mesh, values);
    expect(s.peak.vPerM).toBeCloseTo(2 * R, 1);
    expect(s.peak.vertex).toBe(peakVertex(mesh, values));
    expect(s.median).toBeCloseTo(R, 0);
    expect(s.p99).toBeCloseTo(2 * R * 0.99, 0);
    expect(s.areaHalfMm2 / s.totalMm2).toBeCloseTo(1 - 0.5 * 0.999, 2);
  });

  it('grows the suprathreshold area with the intensity', () => {
    const height = valuesOf((p) => 100 * Math.max(0, p[2] / R));
    const [none, little, more] = suprathresholdAreasMm2(mesh, height, 100, [100, 110, 120]);
    expect(none).toBeLessThan(1);
    expect(little / capMm2(1 / 1.1)).toBeCloseTo(1, 1.5);
    expect(more / capMm2(1 / 1.2)).toBeCloseTo(1, 2);
    expect(() => suprathresholdAreasMm2(mesh, height, 0, [100])).toThrow(RangeError);
  });
});

describe('on the bundled cortex', () => {
  it('finds with the triangles that reach a level what every triangle gives', async () => {
    const { surface } = (await loadHead('full')).fieldSurfaces[0];
    const brain = scalarMesh(surface);
    const spot: Vec3 = [-44, 43, 33];
    const values = Float32Array.from(
      { length: surface.positionsMm.length / 3 },
      (_, v) => 1 / (20 + distance(at(surface.positionsMm, v), spot)),
    );
    const bruteMm2 = (level: number): number => {
      let sum = 0;
      for (let t = 0; t < brain.areasMm2.length; t++) {
        const [a, b, c] = surface.triangles.subarray(3 * t, 3 * t + 3);
        sum += brain.areasMm2[t] * shareAbove(values[a], values[b], values[c], level);
      }
      return sum;
    };
    const reference = areaPercentile(brain, values, 99.9);
    expect(bruteMm2(reference)).toBeCloseTo(brain.totalMm2 / 1000, 2);
    // From a few triangles to most of them, where the list is given up.
    for (const fraction of [1.05, 0.9, 0.5, 0.3, 0.2, 0.16]) {
      const level = fraction * reference;
      const area = bruteMm2(level);
      expect(areaAboveMm2(brain, values, level)).toBeCloseTo(area, 6);
      expect(areaCurveMm2(brain, values, reference, [fraction])[0]).toBeCloseTo(area, 6);
      expect(patchesAbove(brain, values, level).reduce((sum, p) => sum + p.areaMm2, 0)).toBeCloseTo(area, 6);
      expect(levelAtArea(brain, values, area) / level).toBeCloseTo(1, 5);
    }
  });
});
