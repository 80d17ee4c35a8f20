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
  const parent = new Int32Array(values.length).fill(-1);
  const root = (v: number): number => {
    while (parent[v] >= 0) {
      if (parent[parent[v]] >= 0) parent[v] = parent[parent[v]];
      v = parent[v];
    }
    return v;
  };
  const join = (v: number, w: number): void => {
    const [a, b] = [root(v), root(w)];
    if (a !== b) parent[b] = a;
  };
  const touched: number[] = [];
  for (let t = 0; t < areasMm2.length; t++) {
    const [a, b, c] = [triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2]];
    const [inA, inB, inC] = [values[a] >= level, values[b] >= level, values[c] >= level];
    if (!(inA || inB || inC)) continue;
    touched.push(t);
    if (inA && inB) join(a, b);
    if (inB && inC) join(b, c);
    if (inC && inA) join(c, a);
  }
  const patches = new Map<number, Patch>();
  for (const t of touched) {
    const corners = [triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2]];
    const inside = corners.find((v) => values[v] >= level) ?? corners[0];
    const key = root(inside);
    const patch = patches.get(key) ?? { areaMm2: 0, peak: Number.NEGATIVE_INFINITY, peakVertex: inside };
    patch.areaMm2 += areasMm2[t] * shareAbove(values[corners[0]], values[corners[1]], values[corners[2]], level);
    for (const v of corners) {
      if (values[v] > patch.peak) {
        patch.peak = values[v];
        patch.peakVertex = v;
      }
    }
    patches.set(key, patch);
  }
  return [...patches.values()].sort((a, b) => b.areaMm2 - a.areaMm2);
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
  for (let t = 0; t < areasMm2.length; t++) {
    const [a, b, c] = [triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2]];
    const share = shareAbove(values[a], values[b], values[c], level);
    if (share === 0) continue;
    const region = regions[b] === regions[c] ? regions[b] : regions[a];
    out.set(region, (out.get(region) ?? 0) + share * areasMm2[t]);
  }
  return out;
}
