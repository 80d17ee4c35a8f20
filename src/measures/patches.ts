import { trianglesReaching } from './reaching';
import { requireValues, type ScalarMesh, shareAbove } from './scalar-mesh';

/** One connected part of the area on which a quantity is at least a level. */
export interface Patch {
  areaMm2: number;
  /** Its largest value and the vertex that has it. */
  peak: number;
  peakVertex: number;
}

/**
 * The connected parts of the area at or above `level`, largest first. A linear function has its maximum over a triangle at
 * a corner, and is above the level along an edge between two corners that are: so the parts are those of the graph of
 * vertices above the level, and each triangle's cut area belongs to the part of any such corner.
 */
export function patchesAbove(mesh: ScalarMesh, values: ArrayLike<number>, level: number): Patch[] {
  requireValues(mesh, values);
  const { triangles, areasMm2 } = mesh;
  const reached = trianglesReaching(mesh, values, level);
  const forest = forestOf(values.length);
  for (const t of reached) {
    const a = triangles[3 * t];
    const b = triangles[3 * t + 1];
    const c = triangles[3 * t + 2];
    const inB = values[b] >= level;
    if (inB && values[a] >= level) join(forest, a, b);
    if (inB && values[c] >= level) join(forest, b, c);
    if (values[c] >= level && values[a] >= level) join(forest, c, a);
  }
  const patches = new Map<number, Patch>();
  for (const t of reached) {
    const a = triangles[3 * t];
    const b = triangles[3 * t + 1];
    const c = triangles[3 * t + 2];
    const share = shareAbove(values[a], values[b], values[c], level);
    const top = values[a] >= values[b] && values[a] >= values[c] ? a : values[b] >= values[c] ? b : c;
    if (!(values[top] >= level)) continue;
    const key = root(forest, top);
    let patch = patches.get(key);
    if (!patch) {
      patch = { areaMm2: 0, peak: Number.NEGATIVE_INFINITY, peakVertex: top };
      patches.set(key, patch);
    }
    patch.areaMm2 += areasMm2[t] * share;
    if (values[top] > patch.peak) {
      patch.peak = values[top];
      patch.peakVertex = top;
    }
  }
  return [...patches.values()].sort((a, b) => b.areaMm2 - a.areaMm2);
}

/** Of each vertex the next on its way to the root of its part, -1 for a root; used again by every call. */
let parents = new Int32Array(0);

function forestOf(vertices: number): Int32Array {
  if (parents.length < vertices) parents = new Int32Array(vertices);
  return parents.fill(-1, 0, vertices);
}

function root(parent: Int32Array, v: number): number {
  while (parent[v] >= 0) {
    if (parent[parent[v]] >= 0) parent[v] = parent[parent[v]];
    v = parent[v];
  }
  return v;
}

function join(parent: Int32Array, v: number, w: number): void {
  const a = root(parent, v);
  const b = root(parent, w);
  if (a !== b) parent[b] = a;
}

/**
 * The area at or above `level` split by region, mm2, by the regions' codes. A triangle belongs to the region of most of its
 * corners (of the first when all differ), so the parts add up to `areaAboveMm2`.
 */
export function areaByRegionMm2(
  mesh: ScalarMesh,
  values: ArrayLike<number>,
  level: number,
  regions: ArrayLike<number>,
): Map<number, number> {
  requireValues(mesh, values);
  requireValues(mesh, regions);
  const { triangles, areasMm2 } = mesh;
  const out = new Map<number, number>();
  for (const t of trianglesReaching(mesh, values, level)) {
    const a = triangles[3 * t];
    const b = triangles[3 * t + 1];
    const c = triangles[3 * t + 2];
    const share = shareAbove(values[a], values[b], values[c], level);
    if (share === 0) continue;
    const region = regions[b] === regions[c] ? regions[b] : regions[a];
    out.set(region, (out.get(region) ?? 0) + share * areasMm2[t]);
  }
  return out;
}
