import { type Surface, triangleAreasMm2, triangleCount, volumeMm3 } from '../../src/model/surface';
import { at, distance, type Vec3 } from '../../src/model/vec3';
import { type Box, TriangleHash } from './spatial-hash';
import { SurfaceProbe } from './surface-probe';
import { type TopologyReport, topologyReport } from './topology-report';
import { triangleQuality, trianglesCross, trianglesFold } from './triangle-tests';

export interface SurfaceReport extends TopologyReport {
  triangles: number;
  volumeMl: number;
  areaCm2: number;
  edgeMm: { mean: number; p1: number; max: number };
  /** 1 for equilateral triangles. */
  quality: { min: number; p1: number; median: number };
  /** Pairs of its triangles that pass through each other. */
  selfCrossings: number;
  /** Pairs of neighbours that fold back on each other at less than 20 degrees. */
  sharpFolds: number;
}

export interface PairReport {
  inner: string;
  outer: string;
  /** Vertices of the inner surface that are not inside the outer one. */
  verticesOutside: number;
  crossings: number;
  /** Smallest distance of vertices and centroids of either surface to the other, mm. */
  minDistanceMm: number;
}

/** What can be measured of one surface. */
export function surfaceReport(surface: Surface): SurfaceReport {
  const edges: number[] = [];
  const qualities: number[] = [];
  const p = Float64Array.from(surface.positionsMm);
  for (let t = 0; t < surface.triangles.length; t += 3) {
    const [a, b, c] = surface.triangles.subarray(t, t + 3);
    qualities.push(triangleQuality(p, a, b, c));
    for (const [i, j] of [
      [a, b],
      [b, c],
      [c, a],
    ]) {
      if (i < j) edges.push(distance(at(p, i), at(p, j)));
    }
  }
  edges.sort((a, b) => a - b);
  qualities.sort((a, b) => a - b);
  return {
    triangles: triangleCount(surface),
    ...topologyReport(surface),
    volumeMl: round(volumeMm3(surface) / 1e3),
    areaCm2: round(triangleAreasMm2(surface).reduce((sum, area) => sum + area, 0) / 100),
    edgeMm: {
      mean: round(edges.reduce((sum, length) => sum + length, 0) / edges.length),
      p1: round(percentile(edges, 1)),
      max: round(percentile(edges, 100)),
    },
    quality: {
      min: round(percentile(qualities, 0)),
      p1: round(percentile(qualities, 1)),
      median: round(percentile(qualities, 50)),
    },
    selfCrossings: crossingPairs(surface, surface),
    sharpFolds: countPairs(surface, surface, trianglesFold),
  };
}

/** How one surface lies in the next. */
export function pairReport(inner: [string, Surface], outer: [string, Surface]): PairReport {
  const innerProbe = new SurfaceProbe(inner[1]);
  const outerProbe = new SurfaceProbe(outer[1]);
  let verticesOutside = 0;
  let nearest = Infinity;
  forEachSample(inner[1], (p, isVertex) => {
    if (isVertex && !outerProbe.contains(p)) verticesOutside++;
    nearest = Math.min(nearest, outerProbe.distanceMm(p));
  });
  forEachSample(outer[1], (p) => {
    nearest = Math.min(nearest, innerProbe.distanceMm(p));
  });
  return {
    inner: inner[0],
    outer: outer[0],
    verticesOutside,
    crossings: crossingPairs(inner[1], outer[1]),
    minDistanceMm: round(nearest),
  };
}

/** Pairs of triangles, one of each surface, that cross; for a surface with itself each pair counts once. */
export const crossingPairs = (first: Surface, second: Surface): number => countPairs(first, second, trianglesCross);

function countPairs(first: Surface, second: Surface, test: typeof trianglesCross): number {
  const same = first === second;
  const offset = same ? 0 : first.positionsMm.length / 3;
  const p = Float64Array.from(same ? first.positionsMm : [...first.positionsMm, ...second.positionsMm]);
  const cornersOf = (surface: Surface, t: number, shift: number): number[] =>
    [0, 1, 2].map((k) => surface.triangles[3 * t + k] + shift);
  const hash = new TriangleHash(p, triangleCount(first), 4);
  for (let t = 0; t < triangleCount(first); t++) hash.insert(t, boxOf(p, cornersOf(first, t, 0)));
  let pairs = 0;
  for (let t = 0; t < triangleCount(second); t++) {
    const own = cornersOf(second, t, offset);
    hash.some(boxOf(p, own), (other) => {
      if (!(same && other >= t) && test(p, own, cornersOf(first, other, 0))) pairs++;
      return false;
    });
  }
  return pairs;
}

/** Points that cover a surface: its vertices, and points between them where they are farther than `spacingMm` apart. */
export function coveringPoints(surface: Surface, spacingMm: number): Float32Array {
  const points: number[] = Array.from(surface.positionsMm);
  const p = surface.positionsMm;
  for (let t = 0; t < triangleCount(surface); t++) {
    const [a, b, c] = surface.triangles.subarray(3 * t, 3 * t + 3);
    const [u, v, w] = [at(p, a), at(p, b), at(p, c)];
    const steps = Math.ceil(Math.max(distance(u, v), distance(v, w), distance(w, u)) / spacingMm);
    for (let i = 0; i <= steps; i++) {
      for (let j = 0; i + j <= steps; j++) {
        const isCorner = (i === 0 && (j === 0 || j === steps)) || i === steps;
        for (let d = 0; d < 3 && !isCorner; d++) {
          points.push(u[d] + (i / steps) * (v[d] - u[d]) + (j / steps) * (w[d] - u[d]));
        }
      }
    }
  }
  return Float32Array.from(points);
}

function forEachSample(surface: Surface, visit: (p: Vec3, isVertex: boolean) => void): void {
  const p = surface.positionsMm;
  for (let v = 0; v < p.length / 3; v++) visit(at(p, v), true);
  for (let t = 0; t < surface.triangles.length; t += 3) {
    const [a, b, c] = surface.triangles.subarray(t, t + 3);
    visit(
      [
        (p[3 * a] + p[3 * b] + p[3 * c]) / 3,
        (p[3 * a + 1] + p[3 * b + 1] + p[3 * c + 1]) / 3,
        (p[3 * a + 2] + p[3 * b + 2] + p[3 * c + 2]) / 3,
      ],
      false,
    );
  }
}

function boxOf(p: Float64Array, corners: number[]): Box {
  const box = Float64Array.of(Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity);
  for (const v of corners) {
    for (let d = 0; d < 3; d++) {
      box[d] = Math.min(box[d], p[3 * v + d]);
      box[d + 3] = Math.max(box[d + 3], p[3 * v + d]);
    }
  }
  return box;
}

const percentile = (sorted: number[], p: number): number => sorted[Math.floor((p / 100) * (sorted.length - 1))];
const round = (value: number): number => Math.round(value * 1e3) / 1e3;
