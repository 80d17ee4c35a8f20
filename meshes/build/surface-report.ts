import { countPairs, crossingPairs } from '../../src/model/mesh/crossings';
import { SurfaceProbe } from '../../src/model/mesh/surface-probe';
import { triangleQuality, trianglesFold } from '../../src/model/mesh/triangle-tests';
import { type Surface, triangleAreasMm2, triangleCount, volumeMm3 } from '../../src/model/surface';
import { at, cross, distance, norm, sub, type Vec3 } from '../../src/model/vec3';
import { type TopologyReport, topologyReport } from './topology-report';

export interface SurfaceReport extends TopologyReport {
  triangles: number;
  volumeMl: number;
  areaCm2: number;
  edgeMm: { mean: number; p1: number; max: number };
  /** 1 for equilateral triangles. */
  quality: { min: number; p1: number; median: number };
  /** Longest edge over shortest height, 1 for equilateral triangles. */
  aspect: { median: number; p99: number; max: number };
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
  /** From vertices and centroids of the inner surface to the outer one, mm. */
  distanceMm: Spread;
}

/** Percentiles of a quantity. */
export interface Spread {
  p5: number;
  p25: number;
  median: number;
  p75: number;
  p95: number;
}

export function spreadOf(values: ArrayLike<number>): Spread {
  const sorted = Array.from(values).sort((a, b) => a - b);
  const at = (p: number): number => round(percentile(sorted, p));
  return { p5: at(5), p25: at(25), median: at(50), p75: at(75), p95: at(95) };
}

/** What can be measured of one surface. */
export function surfaceReport(surface: Surface): SurfaceReport {
  const edges: number[] = [];
  const qualities: number[] = [];
  const aspects: number[] = [];
  const p = Float64Array.from(surface.positionsMm);
  for (let t = 0; t < surface.triangles.length; t += 3) {
    const [a, b, c] = surface.triangles.subarray(t, t + 3);
    qualities.push(triangleQuality(p, a, b, c));
    aspects.push(aspectRatio(at(p, a), at(p, b), at(p, c)));
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
  aspects.sort((a, b) => a - b);
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
    aspect: {
      median: round(percentile(aspects, 50)),
      p99: round(percentile(aspects, 99)),
      max: round(percentile(aspects, 100)),
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
  const distances: number[] = [];
  forEachSample(inner[1], (p, isVertex) => {
    if (isVertex && !outerProbe.contains(p)) verticesOutside++;
    distances.push(outerProbe.distanceMm(p));
  });
  let nearest = distances.reduce((least, mm) => Math.min(least, mm), Infinity);
  forEachSample(outer[1], (p) => {
    nearest = Math.min(nearest, innerProbe.distanceMm(p));
  });
  return {
    inner: inner[0],
    outer: outer[0],
    verticesOutside,
    crossings: crossingPairs(inner[1], outer[1]),
    minDistanceMm: round(nearest),
    distanceMm: spreadOf(distances),
  };
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

function aspectRatio(a: Vec3, b: Vec3, c: Vec3): number {
  const longest = Math.max(distance(a, b), distance(b, c), distance(c, a));
  const twiceArea = norm(cross(sub(b, a), sub(c, a)));
  return ((Math.sqrt(3) / 2) * longest * longest) / twiceArea;
}

const percentile = (sorted: number[], p: number): number => sorted[Math.floor((p / 100) * (sorted.length - 1))];
const round = (value: number): number => Math.round(value * 1e3) / 1e3;
