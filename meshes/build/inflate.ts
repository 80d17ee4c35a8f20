import { type Surface, triangleAreasMm2, vertexCount } from '../../src/model/surface';

/** Rounds of smoothing: after these the sulci lie open and the lobes can still be told apart. */
const ROUNDS = 100;
/** How far a vertex goes toward the middle of its neighbours in a round. */
const SMOOTHING = 0.5;
/** How much of an edge's error in length is mended in a round; more of it raises spikes where the mesh was crumpled. */
const LENGTH_CARE = 0.2;

/**
 * A shape of the surface whose folds lie open, packed xyz in mm: smoothed toward the neighbours' middle, held at the same
 * area and middle, and with every edge pulled toward the length it had, so that areas can still be compared
 * (after Fischl, Sereno and Dale 1999, NeuroImage 9:195-207). A surface whose sulci are fused at their lips has pockets,
 * which do not open: inflate the white surface, as they do.
 */
export function inflate(surface: Surface): Float32Array {
  const edges = edgesOf(surface);
  const count = vertexCount(surface);
  const degree = new Uint16Array(count);
  for (const v of edges) degree[v]++;
  const p = Float64Array.from(surface.positionsMm);
  const lengthMm = Float64Array.from({ length: edges.length / 2 }, (_, e) => edgeLength(p, edges, e));
  const area = areaOf(surface.triangles, p);
  const middle = middleOf(p);
  const sum = new Float64Array(p.length);
  for (let round = 0; round < ROUNDS; round++) {
    sum.fill(0);
    for (let e = 0; e < edges.length; e += 2) {
      const [a, b] = [3 * edges[e], 3 * edges[e + 1]];
      for (let d = 0; d < 3; d++) {
        sum[a + d] += p[b + d];
        sum[b + d] += p[a + d];
      }
    }
    for (let i = 0; i < p.length; i++) p[i] += SMOOTHING * (sum[i] / degree[Math.floor(i / 3)] - p[i]);
    const growth = Math.sqrt(area / areaOf(surface.triangles, p));
    const now = middleOf(p);
    for (let i = 0; i < p.length; i++) p[i] = middle[i % 3] + growth * (p[i] - now[i % 3]);
    sum.fill(0);
    for (let e = 0; e < lengthMm.length; e++) {
      const [a, b] = [3 * edges[2 * e], 3 * edges[2 * e + 1]];
      const length = edgeLength(p, edges, e);
      const pull = (LENGTH_CARE * (length - lengthMm[e])) / Math.max(length, 1e-6);
      for (let d = 0; d < 3; d++) {
        sum[a + d] += pull * (p[b + d] - p[a + d]);
        sum[b + d] += pull * (p[a + d] - p[b + d]);
      }
    }
    for (let i = 0; i < p.length; i++) p[i] += sum[i] / degree[Math.floor(i / 3)];
  }
  return Float32Array.from(p);
}

/** Both ends of every edge of a closed oriented surface, once each. */
function edgesOf({ triangles }: Surface): Uint32Array {
  const edges: number[] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const [a, b] = [triangles[t + k], triangles[t + ((k + 1) % 3)]];
      // The neighbour has the same edge the other way round.
      if (a < b) edges.push(a, b);
    }
  }
  return Uint32Array.from(edges);
}

function edgeLength(p: Float64Array, edges: Uint32Array, e: number): number {
  const [a, b] = [3 * edges[2 * e], 3 * edges[2 * e + 1]];
  return Math.sqrt((p[b] - p[a]) ** 2 + (p[b + 1] - p[a + 1]) ** 2 + (p[b + 2] - p[a + 2]) ** 2);
}

const areaOf = (triangles: Uint32Array, p: Float64Array): number =>
  triangleAreasMm2({ positionsMm: Float32Array.from(p), triangles }).reduce((total, area) => total + area, 0);

function middleOf(p: Float64Array): [number, number, number] {
  const total: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < p.length; i++) total[i % 3] += p[i];
  const count = p.length / 3;
  return [total[0] / count, total[1] / count, total[2] / count];
}
