import { describe, expect, it } from 'vitest';
import { fillCavities, largestComponent } from '../../meshes/build/components';
import { above, close, nearestFeature, open } from '../../meshes/build/distance-transform';
import { IS_SIMPLE } from '../../meshes/build/freudenthal';
import { gaussian } from '../../meshes/build/gaussian';
import { marchingTetrahedra } from '../../meshes/build/marching-tetrahedra';
import { signedDistance } from '../../meshes/build/signed-distance';
import { ballTopology, withTopology } from '../../meshes/build/topology';
import { topologyReport } from '../../meshes/build/topology-report';
import type { Dims, Grid } from '../../meshes/build/volume';
import { volumeMm3 } from '../../src/model/surface';

type Shape = (x: number, y: number, z: number) => number;

const cube = (n: number): Dims => [n, n, n];
const gridOf = (n: number): Grid => ({ dims: cube(n), originMm: [0, 0, 0], voxelMm: 1 });

function sample(n: number, shape: Shape): Float32Array {
  return Float32Array.from({ length: n ** 3 }, (_, v) => shape(v % n, Math.floor(v / n) % n, Math.floor(v / (n * n))));
}

/** A repeatable sequence of numbers in [0, 1). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const ball =
  (x0: number, y0: number, z0: number, r: number): Shape =>
  (x, y, z) =>
    r - Math.hypot(x - x0, y - y0, z - z0);
const torus: Shape = (x, y, z) => 3 - Math.hypot(Math.hypot(x - 12, y - 12) - 7, z - 12);
const union =
  (...shapes: Shape[]): Shape =>
  (x, y, z) =>
    Math.max(...shapes.map((shape) => shape(x, y, z)));

const genusOf = (field: Float32Array, n: number): number =>
  1 - topologyReport(marchingTetrahedra(field, gridOf(n))).eulerCharacteristic / 2;

describe('the distance transform', () => {
  it('agrees with brute force, and names a nearest voxel', () => {
    const dims: Dims = [9, 7, 11];
    const random = randomNumbers(1);
    const mask = Uint8Array.from({ length: 9 * 7 * 11 }, () => (random() < 0.03 ? 1 : 0));
    const at = (v: number): number[] => [v % 9, Math.floor(v / 9) % 7, Math.floor(v / 63)];
    const squaredDistance = (a: number, b: number): number =>
      at(a).reduce((sum, value, d) => sum + (value - at(b)[d]) ** 2, 0);
    const features = [...mask.keys()].filter((v) => mask[v]);
    const { squared, index } = nearestFeature(mask, dims);
    mask.forEach((_, v) => {
      expect(squared[v]).toBe(Math.min(...features.map((f) => squaredDistance(v, f))));
      expect(squaredDistance(v, index[v])).toBe(squared[v]);
      expect(mask[index[v]]).toBe(1);
    });
  });

  it('says so where there is no feature', () => {
    const { squared, index } = nearestFeature(new Uint8Array(27), cube(3));
    expect(index.every((value) => value === -1)).toBe(true);
    expect(squared.every((value) => value === 1e9)).toBe(true);
  });

  it('closes gaps and opens bridges narrower than its ball', () => {
    const n = 24;
    const two = above(sample(n, union(ball(7, 12, 12, 4.5), ball(17, 12, 12, 4.5))), 0);
    const bridged = two.slice();
    for (let x = 8; x <= 16; x++) bridged[x + n * (12 + n * 12)] = 1;
    expect(open(bridged, cube(n), 3)[12 + n * (12 + n * 12)]).toBe(0);
    expect(close(two, cube(n), 4)[12 + n * (12 + n * 12)]).toBe(1);
  });

  it('measures the signed distance of a ball to a tenth of a voxel, off the lattice too', () => {
    const n = 24;
    const shape = ball(11.3, 11.8, 12.1, 6.37);
    const scaled = sample(n, (x, y, z) => Math.tanh(shape(x, y, z)) * 5);
    const distances = signedDistance(scaled, cube(n));
    const errors = sample(n, shape).map((truth, v) => Math.abs(distances[v] - truth));
    expect(Math.max(...errors)).toBeLessThan(0.3);
    expect(Math.max(...errors.filter((_, v) => Math.abs(distances[v]) < 3))).toBeLessThan(0.1);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.05);
  });
});

describe('the gaussian', () => {
  it('keeps the sum and has the variance asked for', () => {
    const n = 25;
    const point = new Float32Array(n ** 3);
    point[12 + n * (12 + n * 12)] = 1;
    const blurred = gaussian(point, cube(n), 1.5);
    expect(blurred.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    const variance = blurred.reduce((sum, value, v) => sum + value * ((v % n) - 12) ** 2, 0);
    expect(variance).toBeCloseTo(1.5 ** 2, 2);
  });

  it('leaves a constant alone up to the edge', () => {
    expect(Math.max(...gaussian(new Float32Array(1000).fill(3), cube(10), 2).map((x) => Math.abs(x - 3)))).toBeLessThan(
      1e-5,
    );
  });
});

describe('components', () => {
  it('keeps the largest and fills cavities', () => {
    const n = 20;
    const mask = above(sample(n, union(ball(6, 6, 6, 4), ball(14, 14, 14, 3))), 0);
    const largest = largestComponent(mask, cube(n));
    expect(largest[6 + n * (6 + n * 6)]).toBe(1);
    expect(largest[14 + n * (14 + n * 14)]).toBe(0);
    const shell = above(
      sample(n, (x, y, z) => 2 - Math.abs(Math.hypot(x - 10, y - 10, z - 10) - 6)),
      0,
    );
    expect(shell[10 + n * (10 + n * 10)]).toBe(0);
    expect(fillCavities(shell, cube(n))[10 + n * (10 + n * 10)]).toBe(1);
    expect(fillCavities(shell, cube(n))[0]).toBe(0);
  });
});

describe('marching tetrahedra', () => {
  it('meshes a ball: closed, outward, right volume', () => {
    const surface = marchingTetrahedra(sample(24, ball(11.4, 12, 11.7, 8)), gridOf(24));
    expect(topologyReport(surface)).toEqual({
      unusedVertices: 0,
      badEdges: 0,
      pinchedVertices: 0,
      components: 1,
      eulerCharacteristic: 2,
    });
    expect(volumeMm3(surface) / ((4 / 3) * Math.PI * 8 ** 3)).toBeCloseTo(1, 1.5);
  });

  it('is a closed manifold for noise, whatever its topology', () => {
    const n = 12;
    const random = randomNumbers(7);
    const noise = sample(n, (x, y, z) => (Math.min(x, y, z) < 1 || Math.max(x, y, z) > n - 2 ? -1 : random() - 0.5));
    const report = topologyReport(marchingTetrahedra(noise, gridOf(n)));
    expect(report).toMatchObject({ unusedVertices: 0, badEdges: 0, pinchedVertices: 0 });
  });
});

describe('topology', () => {
  it('calls a voxel simple exactly when flipping it keeps the Euler characteristic of noise', () => {
    // Necessary for simple voxels, checked on meshes: an independent count.
    const n = 7;
    const random = randomNumbers(3);
    expect(IS_SIMPLE[0]).toBe(0);
    expect(IS_SIMPLE[2 ** 14 - 1]).toBe(0);
    for (let trial = 0; trial < 200; trial++) {
      const noise = sample(n, (x, y, z) =>
        Math.min(x, y, z) < 2 || Math.max(x, y, z) > 4 ? -1 : random() < 0.5 ? 1 : -1,
      );
      const topologyKept = (field: Float32Array): string => {
        const { components, eulerCharacteristic } = topologyReport(marchingTetrahedra(field, gridOf(n)));
        return `${components} ${eulerCharacteristic}`;
      };
      const centre = 3 + n * (3 + n * 3);
      const flipped = noise.with(centre, -noise[centre]);
      const object = noise.map((value) => (value > 0 ? 1 : 0));
      const steps = [1, n, n * n, 1 + n, 1 + n * n, n + n * n, 1 + n + n * n];
      const members = [...steps, ...steps.map((step) => -step)].reduce(
        (mask, step, b) => mask | (object[centre + step] << b),
        0,
      );
      if (IS_SIMPLE[members]) expect(topologyKept(flipped)).toBe(topologyKept(noise));
    }
  });

  it('fills the hole of a torus with a membrane and leaves the rest', () => {
    const field = sample(25, torus);
    expect(genusOf(field, 25)).toBe(1);
    const { field: fixed, changed } = withTopology(field, ballTopology(field, cube(25)));
    expect(genusOf(fixed, 25)).toBe(0);
    expect(changed).toBeGreaterThan(20);
    expect(changed).toBeLessThan(120);
  });

  it('closes a handle where it is thinnest open', () => {
    const n = 30;
    const handle: Shape = (x, y, z) => 1.6 - Math.hypot(Math.hypot(x - 21, y - 15) - 5, z - 15);
    const field = sample(n, union(ball(12, 15, 15, 8), handle));
    expect(genusOf(field, n)).toBe(1);
    const fixed = withTopology(field, ballTopology(field, cube(n))).field;
    expect(genusOf(fixed, n)).toBe(0);
    expect(topologyReport(marchingTetrahedra(fixed, gridOf(n))).components).toBe(1);
  });

  it('fills a cavity', () => {
    const n = 24;
    const field = sample(n, (x, y, z) => 3 - Math.abs(Math.hypot(x - 12, y - 12, z - 12) - 7));
    const fixed = withTopology(field, ballTopology(field, cube(n))).field;
    expect(topologyReport(marchingTetrahedra(fixed, gridOf(n)))).toMatchObject({
      components: 1,
      eulerCharacteristic: 2,
    });
    expect(fixed[12 + n * (12 + n * 12)]).toBeGreaterThan(0);
  });

  it('turns noise into one sphere', () => {
    const n = 16;
    const random = randomNumbers(11);
    const noise = sample(n, (x, y, z) => (Math.min(x, y, z) < 1 || Math.max(x, y, z) > n - 2 ? -1 : random() - 0.5));
    const fixed = withTopology(noise, ballTopology(noise, cube(n))).field;
    expect(topologyReport(marchingTetrahedra(fixed, gridOf(n)))).toEqual({
      unusedVertices: 0,
      badEdges: 0,
      pinchedVertices: 0,
      components: 1,
      eulerCharacteristic: 2,
    });
  });
});
