import { describe, expect, it } from 'vitest';
import { deepenNarrowGaps } from '../../meshes/build/brain-fields';
import { marchingTetrahedra } from '../../meshes/build/marching-tetrahedra';
import { asBall } from '../../meshes/build/topology';
import { topologyReport } from '../../meshes/build/topology-report';
import { cortexPoints, whitePoints } from '../../src/model/mesh/field-points';
import { SurfaceProbe } from '../../src/model/mesh/surface-probe';
import type { Surface } from '../../src/model/surface';
import { at, distance, norm, sub } from '../../src/model/vec3';

const n = 40;
const sample = (shape: (x: number, y: number, z: number) => number): Float32Array =>
  Float32Array.from({ length: n ** 3 }, (_, v) => shape(v % n, Math.floor(v / n) % n, Math.floor(v / (n * n))));
const contour = (shape: (x: number, y: number, z: number) => number): Surface =>
  marchingTetrahedra(sample(shape), { dims: [n, n, n], originMm: [0, 0, 0], voxelMm: 1 });
const ball = (radius: number) => (x: number, y: number, z: number) => radius - Math.hypot(x - 20, y - 20, z - 20);
const radiusAt = (points: Float32Array, i: number): number => norm(sub(at(points, i), [20, 20, 20]));

describe('evaluation points', () => {
  it('lie half-way between two balls, and 1 mm inside the inner one', () => {
    const pial = contour(ball(15));
    const white = contour(ball(12));
    const [pialProbe, whiteProbe] = [new SurfaceProbe(pial), new SurfaceProbe(white)];
    const cortex = cortexPoints(pial, pialProbe, whiteProbe);
    for (let i = 0; i < cortex.clearanceMm.length; i++) {
      expect(Math.abs(radiusAt(cortex.pointsMm, i) - 13.5)).toBeLessThan(0.2);
      expect(cortex.clearanceMm[i]).toBeGreaterThan(1.2);
    }
    const inside = whitePoints(white, whiteProbe);
    for (let i = 0; i < inside.clearanceMm.length; i++) {
      expect(Math.abs(radiusAt(inside.pointsMm, i) - 11)).toBeLessThan(0.2);
    }
  });

  it('lie 1.5 mm deep where there is no white matter near by', () => {
    const pial = contour(ball(15));
    const { pointsMm } = cortexPoints(pial, new SurfaceProbe(pial), new SurfaceProbe(contour(ball(5))));
    for (let i = 0; i < pointsMm.length / 3; i++) {
      expect(distance(at(pointsMm, i), at(pial.positionsMm, i))).toBeCloseTo(1.5, 4);
      expect(radiusAt(pointsMm, i)).toBeLessThan(radiusAt(pial.positionsMm, i) - 1);
    }
  });

  it('stay inside a blade of white matter 1.3 mm thick, near their vertices', () => {
    const blade = contour((x, y, z) => Math.min(0.65 - Math.abs(z - 20), 10 - Math.hypot(x - 20, y - 20)));
    const probe = new SurfaceProbe(blade);
    const { pointsMm, clearanceMm } = whitePoints(blade, probe);
    for (let i = 0; i < clearanceMm.length; i++) {
      expect(probe.contains(at(pointsMm, i))).toBe(true);
      expect(clearanceMm[i]).toBeGreaterThan(0.2);
      expect(distance(at(pointsMm, i), at(blade.positionsMm, i))).toBeLessThan(2.01);
    }
  });
});

describe('narrow gaps', () => {
  it('are held open where they are one voxel wide, and nothing else is changed', () => {
    const slit = sample((x, y, z) => Math.min(ball(14)(x, y, z), Math.max(Math.abs(z - 20) - 0.05, 12 - x)));
    const opened = slit.slice();
    deepenNarrowGaps(opened, [n, n, n], 0.5);
    const inSlit = 25 + n * (20 + n * 20);
    expect(slit[inSlit]).toBeCloseTo(-0.05, 5);
    expect(opened[inSlit]).toBe(-0.5);
    expect(opened.every((value, v) => value > 0 === slit[v] > 0)).toBe(true);
    expect(opened.filter((value, v) => value !== slit[v] && Math.abs(v / (n * n) - 20.5) > 0.5)).toHaveLength(0);
  });
});

describe('one ball', () => {
  it('is the largest piece, with its handle closed', () => {
    const ring = (x: number, y: number, z: number): number => 3 - Math.hypot(Math.hypot(x - 22, y - 20) - 8, z - 20);
    const two = sample((x, y, z) => Math.max(ring(x, y, z), 2 - Math.hypot(x - 5, y - 5, z - 5)));
    const { field, changed } = asBall(two, [n, n, n]);
    const report = topologyReport(marchingTetrahedra(field, { dims: [n, n, n], originMm: [0, 0, 0], voxelMm: 1 }));
    expect(report).toMatchObject({ components: 1, eulerCharacteristic: 2 });
    expect(field[5 + n * (5 + n * 5)]).toBeLessThan(0);
    expect(changed).toBeGreaterThan(20);
  });
});
