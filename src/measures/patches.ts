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
  const { parent, area, top } = forestOf(values.length);
  for (let i = 0; i < reached.length; i++) {
    const t = reached[i];
    const a = triangles[3 * t];
    const b = triangles[3 * t + 1];
    const c = triangles[3 * t + 2];
    const inB = values[b] >= level;
    if (inB && values[a] >= level) join(parent, a, b);
    if (inB && values[c] >= level) join(parent, b, c);
    if (values[c] >= level && values[a] >= level) join(parent, c, a);
  }
  const roots: number[] = [];
  for (let i = 0; i < reached.length; i++) {
    const t = reached[i];
    const a = triangles[3 * t];
    const b = triangles[3 * t + 1];
    const c = triangles[3 * t + 2];
    const strongest = values[a] >= values[b] && values[a] >= values[c] ? a : values[b] >= values[c] ? b : c;
    if (!(values[strongest] >= level)) continue;
    const r = root(parent, strongest);
    if (top[r] < 0) {
      roots.push(r);
      area[r] = 0;
      top[r] = strongest;
    }
    area[r] += areasMm2[t] * shareAbove(values[a], values[b], values[c], level);
    if (values[strongest] > values[top[r]]) top[r] = strongest;
  }
  return roots
    .map((r): Patch => ({ areaMm2: area[r], peak: values[top[r]], peakVertex: top[r] }))
    .sort((p, q) => q.areaMm2 - p.areaMm2);
}

/** Of each vertex the next on its way to the root of its part, -1 for a root; of a root the part's area and strongest vertex. */
interface Forest {
  parent: Int32Array;
  area: Float64Array;
  top: Int32Array;
}

/** Used again by every call: a field that moves is measured several times a second. */
let forest: Forest = { parent: new Int32Array(0), area: new Float64Array(0), top: new Int32Array(0) };

function forestOf(vertices: number): Forest {
  if (forest.parent.length < vertices) {
    forest = {
      parent: new Int32Array(vertices),
      area: new Float64Array(vertices),
      top: new Int32Array(vertices),
    };
  }
  forest.parent.fill(-1, 0, vertices);
  forest.top.fill(-1, 0, vertices);
  return forest;
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
  const reached = trianglesReaching(mesh, values, level);
  const codes: number[] = [];
  for (let i = 0; i < reached.length; i++) {
    const t = reached[i];
    const a = triangles[3 * t];
    const b = triangles[3 * t + 1];
    const c = triangles[3 * t + 2];
    const share = shareAbove(values[a], values[b], values[c], level);
    if (share === 0) continue;
    const region = regions[b] === regions[c] ? regions[b] : regions[a];
    if (region >= regionAreas.length) regionAreas = widened(regionAreas, region + 1);
    if (regionAreas[region] === 0) codes.push(region);
    regionAreas[region] += share * areasMm2[t];
  }
  const out = new Map<number, number>();
  for (const code of codes) {
    out.set(code, regionAreas[code]);
    regionAreas[code] = 0;
  }
  return out;
}

/** By code; all zero between calls. */
let regionAreas = new Float64Array(0);

function widened(array: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const wide = new Float64Array(length);
  wide.set(array);
  return wide;
}
