import { Triangle, Vector3 } from 'three';
import { ExtendedTriangle } from 'three-mesh-bvh';
import { describe, expect, it } from 'vitest';
import { marchingTetrahedra } from '../../meshes/build/marching-tetrahedra';
import { pairReport, surfaceReport } from '../../meshes/build/surface-report';
import { coveringPoints } from '../../src/model/mesh/covering-points';
import { crossingPairs } from '../../src/model/mesh/crossings';
import { decimate } from '../../src/model/mesh/decimate';
import { bestPlace, quadricError, vertexQuadrics } from '../../src/model/mesh/quadrics';
import { TriangleHash } from '../../src/model/mesh/spatial-hash';
import { SurfaceProbe } from '../../src/model/mesh/surface-probe';
import {
  squaredDistanceToTriangle,
  triangleQuality,
  trianglesCross,
  trianglesFold,
} from '../../src/model/mesh/triangle-tests';
import type { Surface } from '../../src/model/surface';
import { volumeMm3 } from '../../src/model/surface';
import { at } from '../../src/model/vec3';

function contour(n: number, shape: (x: number, y: number, z: number) => number): Surface {
  const field = Float32Array.from({ length: n ** 3 }, (_, v) =>
    shape(v % n, Math.floor(v / n) % n, Math.floor(v / (n * n))),
  );
  return marchingTetrahedra(field, { dims: [n, n, n], originMm: [0, 0, 0], voxelMm: 1 });
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A ball with waves on it, some 2 mm deep. */
const bumpy = (radius: number) => (x: number, y: number, z: number) =>
  radius + 2 * Math.sin(x / 2.5) * Math.cos(y / 2.5) * Math.sin(z / 2.5 + 1) - Math.hypot(x - 20, y - 20, z - 20);

/** Two slabs, joined at one side, with a gap of one voxel between them: a fold like a sulcus. */
const folded = (x: number, y: number, z: number): number => {
  const inBox = Math.min(x - 3.5, 20.5 - x, y - 3.5, 20.5 - y, z - 3.5, 20.5 - z);
  const gap = Math.min(1.2 - Math.abs(z - 12) - 0.55, x - 6.5);
  return Math.min(inBox, -gap);
};

describe('tests on triangles', () => {
  const random = randomNumbers(5);
  const p = Float64Array.from({ length: 18 * 3000 }, random);
  const vector = (i: number): Vector3 => new Vector3(p[3 * i], p[3 * i + 1], p[3 * i + 2]);

  it('find the crossings that three-mesh-bvh finds, in either order', () => {
    let crossings = 0;
    for (let i = 0; i < 18 * 1000; i += 6) {
      const a = [i, i + 1, i + 2];
      const b = [i + 3, i + 4, i + 5];
      const own = trianglesCross(p, a, b);
      const theirs = new ExtendedTriangle(vector(i), vector(i + 1), vector(i + 2)).intersectsTriangle(
        new ExtendedTriangle(vector(i + 3), vector(i + 4), vector(i + 5)),
      );
      expect(own).toBe(theirs);
      expect(trianglesCross(p, b, a)).toBe(own);
      if (own) crossings++;
    }
    expect(crossings).toBeGreaterThan(100);
  });

  it('let neighbours touch in shared corners and edges, but not pass through or fold flat', () => {
    const q = Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0.2, 0.2, 0.01, 0.3, 0.3, 1, 0.3, 0.3, -1, 2, 2, 0);
    expect(trianglesCross(q, [0, 1, 2], [1, 3, 2])).toBe(false);
    expect(trianglesCross(q, [0, 1, 2], [1, 0, 4])).toBe(false);
    expect(trianglesFold(q, [0, 1, 2], [1, 0, 4])).toBe(true);
    expect(trianglesFold(q, [0, 1, 2], [1, 3, 2])).toBe(false);
    expect(trianglesCross(q, [0, 1, 2], [0, 5, 6])).toBe(true);
    expect(trianglesCross(q, [0, 1, 2], [3, 7, 1])).toBe(false);
    expect(trianglesCross(q, [0, 1, 2], [2, 0, 1])).toBe(true);
  });

  it('measure the distance that three measures', () => {
    for (let i = 0; i < 4 * 2000; i += 4) {
      const point = vector(i + 3)
        .multiplyScalar(3)
        .subScalar(1);
      const nearest = new Triangle(vector(i), vector(i + 1), vector(i + 2)).closestPointToPoint(point, new Vector3());
      const own = squaredDistanceToTriangle(p, i, i + 1, i + 2, point.x, point.y, point.z);
      expect(own).toBeCloseTo(nearest.distanceToSquared(point), 9);
    }
  });

  it('call an equilateral triangle 1 and a needle 0', () => {
    const q = Float64Array.of(0, 0, 0, 1, 0, 0, 0.5, Math.sqrt(3) / 2, 0, 2, 0, 0);
    expect(triangleQuality(q, 0, 1, 2)).toBeCloseTo(1, 12);
    expect(triangleQuality(q, 0, 1, 3)).toBe(0);
  });
});

describe('the spatial hash', () => {
  it('finds what brute force finds, as triangles come and go', () => {
    const random = randomNumbers(9);
    const boxes = Array.from({ length: 200 }, () => {
      const low = [random() * 20, random() * 20, random() * 20];
      return Float64Array.of(...low, ...low.map((value) => value + 3 * random()));
    });
    const hash = new TriangleHash(Float64Array.of(0, 0, 0, 20, 20, 20), 200, 2);
    boxes.forEach((box, t) => {
      hash.insert(t, box);
    });
    for (let t = 0; t < 200; t += 3) hash.remove(t);
    for (const query of boxes) {
      const found: number[] = [];
      hash.some(query, (t) => {
        found.push(t);
        return false;
      });
      const meets = (box: Float64Array): boolean =>
        [0, 1, 2].every((d) => box[d] <= query[d + 3] && box[d + 3] >= query[d]);
      const expected = [...boxes.keys()].filter((t) => t % 3 !== 0 && meets(boxes[t]));
      expect(found.sort((a, b) => a - b)).toEqual(expected);
    }
  });
});

describe('quadrics', () => {
  it('put the merged vertex of a cube corner on the corner', () => {
    // Three squares that meet in (1, 1, 1), each cut in two.
    const positionsMm = Float32Array.of(1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0);
    const triangles = Uint32Array.of(0, 1, 4, 0, 4, 2, 0, 2, 5, 0, 5, 3, 0, 3, 6, 0, 6, 1);
    const quadrics = vertexQuadrics({ positionsMm, triangles });
    expect(quadricError(quadrics, 0, 1, 1, 1)).toBeCloseTo(0, 12);
    expect(quadricError(quadrics, 0, 1, 1, 2)).toBeGreaterThan(0.1);
    const [x, y, z] = bestPlace(quadrics, Float64Array.from(positionsMm), 0, 1);
    expect(Math.hypot(x - 1, y - 1, z - 1)).toBeLessThan(0.15);
  });
});

describe('guarded decimation', () => {
  const options = { cellMm: 2, obstacles: [], smoothingRounds: 3 };

  it('keeps a bumpy ball closed, embedded, well shaped and as large as it was', () => {
    const fine = contour(40, bumpy(13));
    const coarse = decimate(fine, { ...options, targetTriangles: 1500 });
    expect(surfaceReport(coarse)).toMatchObject({
      triangles: 1500,
      unusedVertices: 0,
      badEdges: 0,
      pinchedVertices: 0,
      components: 1,
      eulerCharacteristic: 2,
      selfCrossings: 0,
      sharpFolds: 0,
    });
    expect(surfaceReport(coarse).quality.min).toBeGreaterThan(0.2);
    expect(volumeMm3(coarse) / volumeMm3(fine)).toBeCloseTo(1, 1.5);
  });

  it('is not held up by the slivers of a flat cut along the voxels', () => {
    const cut = contour(40, (x, y, z) => Math.min(15 - Math.hypot(x - 20, y - 20, z - 20), (z - 10) / 2));
    const report = surfaceReport(decimate(cut, { ...options, targetTriangles: 700 }));
    expect(report).toMatchObject({ triangles: 700, eulerCharacteristic: 2, selfCrossings: 0 });
    expect(report.edgeMm.p1).toBeGreaterThan(1.5);
    expect(report.quality.min).toBeGreaterThan(0.4);
  });

  it('keeps a fold one voxel wide open', () => {
    const fine = contour(25, folded);
    expect(crossingPairs(fine, fine)).toBe(0);
    const coarse = decimate(fine, { ...options, targetTriangles: 300 });
    const report = surfaceReport(coarse);
    expect(report).toMatchObject({ badEdges: 0, eulerCharacteristic: 2, selfCrossings: 0 });
    expect(report.triangles).toBeLessThan(1000);
    const probe = new SurfaceProbe(coarse);
    expect(probe.contains([15, 12, 12])).toBe(false);
    expect(probe.contains([15, 12, 9])).toBe(true);
    expect(probe.contains([15, 12, 15])).toBe(true);
  });

  it('keeps its distance from the layer round it', () => {
    const outer = contour(40, bumpy(10.5));
    const inner = contour(40, bumpy(9));
    const clearanceMm = 0.9;
    const obstacles = [{ pointsMm: coveringPoints(outer, Infinity), clearanceMm }];
    const coarse = decimate(inner, { ...options, targetTriangles: 500, obstacles });
    const report = pairReport(['inner', coarse], ['outer', outer]);
    expect(report).toMatchObject({ verticesOutside: 0, crossings: 0 });
    const before = pairReport(['inner', inner], ['outer', outer]).minDistanceMm;
    expect(report.minDistanceMm).toBeGreaterThan(0.8 * Math.min(before, clearanceMm));
    const free = pairReport(['inner', decimate(inner, { ...options, targetTriangles: 500 })], ['outer', outer]);
    expect(free.minDistanceMm).toBeLessThan(report.minDistanceMm);
  });

  it('does the same twice', () => {
    const fine = contour(40, bumpy(12));
    const once = decimate(fine, { ...options, targetTriangles: 600 });
    expect(decimate(fine, { ...options, targetTriangles: 600 })).toEqual(once);
  });
});

describe('the report', () => {
  const ballAt = (x0: number) => contour(30, (x, y, z) => 7 - Math.hypot(x - x0, y - 15, z - 15));

  it('sees balls that cross and balls that nest', () => {
    const pair = pairReport(['a', ballAt(12)], ['b', ballAt(17)]);
    expect(pair.crossings).toBeGreaterThan(10);
    expect(pair.verticesOutside).toBeGreaterThan(10);
    const small = contour(30, (x, y, z) => 4 - Math.hypot(x - 15, y - 15, z - 15));
    const nested = pairReport(['small', small], ['ball', ballAt(15)]);
    expect(nested).toMatchObject({ verticesOutside: 0, crossings: 0 });
    expect(nested.minDistanceMm).toBeGreaterThan(2.8);
    expect(nested.minDistanceMm).toBeLessThan(3.1);
  });

  it('sees a hole, a handle, a second piece and a surface that passes through itself', () => {
    const ball = ballAt(15);
    expect(surfaceReport({ ...ball, triangles: ball.triangles.slice(3) }).badEdges).toBe(3);
    const pierced = { ...ball, positionsMm: ball.positionsMm.slice() };
    const [x, y, z] = at(pierced.positionsMm, 0);
    pierced.positionsMm.set([30 - x, 30 - y, 30 - 0.5 * z], 0);
    expect(surfaceReport(pierced).selfCrossings).toBeGreaterThan(0);
    const two = contour(40, (a, b, c) =>
      Math.max(5 - Math.hypot(a - 10, b - 20, c - 20), 5 - Math.hypot(a - 28, b - 20, c - 20)),
    );
    expect(surfaceReport(two)).toMatchObject({ components: 2, eulerCharacteristic: 4 });
  });
});
