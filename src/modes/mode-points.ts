import type { FieldSurface } from '../model/head';
import { type Surface, vertexCount } from '../model/surface';

/** Vertices of the field surfaces, counted through in their order. */
export interface ModePoints {
  /** Those that carry modes, in clusters of neighbours. */
  vertices: Uint32Array;
  /** For every other vertex the mode points near it along the surface (numbers into `vertices`), nearest first. */
  donors: Map<number, number[]>;
}

/**
 * A maximal independent set of each surface's graph: no two mode points share an edge, and every other vertex has at least
 * one beside it on its own bank of a sulcus. About a quarter of the vertices.
 */
export function chooseModePoints(surfaces: FieldSurface[], clusterSize: number, donorCount: number): ModePoints {
  const chosen: number[] = [];
  const positions: number[] = [];
  const graphs: { first: number; neighbours: number[][]; points: Float32Array }[] = [];
  let first = 0;
  for (const { surface, pointsMm } of surfaces) {
    const neighbours = neighboursOf(surface);
    const taken = independentSet(neighbours);
    for (const v of taken) {
      chosen.push(first + v);
      positions.push(...pointsMm.subarray(3 * v, 3 * v + 3));
    }
    graphs.push({ first, neighbours, points: pointsMm });
    first += vertexCount(surface);
  }
  const order = clustered(Float64Array.from(positions), clusterSize);
  const vertices = Uint32Array.from(order, (i) => chosen[i]);
  const numberOf = new Map(Array.from(vertices, (v, i) => [v, i]));
  const donors = new Map<number, number[]>();
  for (const { first: offset, neighbours, points } of graphs) {
    for (let v = 0; v < neighbours.length; v++) {
      if (numberOf.has(offset + v)) continue;
      donors.set(offset + v, nearestDonors(v, offset, neighbours, points, numberOf, donorCount));
    }
  }
  return { vertices, donors };
}

function neighboursOf(surface: Surface): number[][] {
  const sets = Array.from({ length: vertexCount(surface) }, () => new Set<number>());
  const { triangles: t } = surface;
  for (let i = 0; i < t.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      sets[t[i + k]].add(t[i + ((k + 1) % 3)]);
      sets[t[i + k]].add(t[i + ((k + 2) % 3)]);
    }
  }
  return sets.map((set) => [...set].sort((a, b) => a - b));
}

/** Greedy, outward from what is taken, two steps at a time: a denser and more even set than in the order of numbers. */
function independentSet(neighbours: number[][]): number[] {
  const state = new Uint8Array(neighbours.length);
  const taken: number[] = [];
  const take = (v: number, queue: number[]): void => {
    if (state[v] > 0) return;
    state[v] = 1;
    taken.push(v);
    for (const n of neighbours[v]) state[n] = 2;
    for (const n of neighbours[v]) for (const beyond of neighbours[n]) if (state[beyond] === 0) queue.push(beyond);
  };
  for (let start = 0; start < neighbours.length; start++) {
    const queue = [start];
    // the queue grows while it is walked
    for (const v of queue) take(v, queue);
  }
  return taken.sort((a, b) => a - b);
}

/** The `count` mode points nearest in space among those reached first along the graph. */
function nearestDonors(
  vertex: number,
  offset: number,
  neighbours: number[][],
  points: Float32Array,
  numberOf: Map<number, number>,
  count: number,
): number[] {
  const seen = new Set([vertex]);
  const found: number[] = [];
  for (let ring = [vertex]; ring.length > 0 && found.length < count; ) {
    const next: number[] = [];
    for (const v of ring) {
      for (const n of neighbours[v]) {
        if (seen.has(n)) continue;
        seen.add(n);
        next.push(n);
        if (numberOf.has(offset + n)) found.push(n);
      }
    }
    ring = next;
  }
  const away = (v: number): number => Math.hypot(...[0, 1, 2].map((d) => points[3 * v + d] - points[3 * vertex + d]));
  return found
    .sort((a, b) => away(a) - away(b) || a - b)
    .slice(0, count)
    .map((v) => numberOf.get(offset + v) ?? 0);
}

/** An order in which every run of `size` points is a compact cluster: halved along the longest side, at multiples of `size`. */
function clustered(positions: Float64Array, size: number): number[] {
  const split = (items: number[]): number[] => {
    if (items.length <= size) return items;
    const spread = [0, 1, 2].map((d) => {
      const values = items.map((i) => positions[3 * i + d]);
      return values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
    });
    const axis = spread.indexOf(Math.max(...spread));
    const sorted = items.toSorted((a, b) => positions[3 * a + axis] - positions[3 * b + axis] || a - b);
    const half = Math.ceil(items.length / size / 2) * size;
    return [...split(sorted.slice(0, half)), ...split(sorted.slice(half))];
  };
  return split(Array.from({ length: positions.length / 3 }, (_, i) => i));
}
