import type { Layer } from '../model/head';

/** All interfaces of a head as one list of triangles, in metres, with what the boundary equation needs of each. */
export interface TriangleSet {
  count: number;
  /** Nine f64 a triangle: its corners. */
  cornersM: Float64Array;
  /** Packed xyz. */
  centroidsM: Float64Array;
  /** Outward unit normals, packed. */
  normals: Float64Array;
  areasM2: Float64Array;
  /** Distance from each centroid to the farthest corner. */
  reachM: Float64Array;
  /** Layer number of each triangle, and where each layer's triangles begin (one more entry than layers). */
  layerStart: number[];
  /** (s_in - s_out) / (s_in + s_out) of each triangle's interface. */
  contrast: Float64Array;
  /** The three triangles across each triangle's edges (v0 v1, v1 v2, v2 v0), packed; itself where a surface is open. */
  neighbours: Uint32Array;
}

/**
 * Stacks the layers (outermost first, each inside the one before it, mm) into triangles in metres, with a pause after each.
 *
 * @throws RangeError when a triangle has no area or a conductivity is none
 */
export function* stackLayers(layers: readonly Layer[]): Generator<undefined, TriangleSet> {
  const layerStart = [0];
  for (const layer of layers) layerStart.push(layerStart[layerStart.length - 1] + layer.surface.triangles.length / 3);
  const count = layerStart[layers.length];
  const set: TriangleSet = {
    count,
    cornersM: new Float64Array(9 * count),
    centroidsM: new Float64Array(3 * count),
    normals: new Float64Array(3 * count),
    areasM2: new Float64Array(count),
    reachM: new Float64Array(count),
    layerStart,
    contrast: new Float64Array(count),
    neighbours: new Uint32Array(3 * count),
  };
  for (const [l, { name, surface }] of layers.entries()) {
    const { positionsMm, triangles } = surface;
    for (let t = 0; t < triangles.length / 3; t++) {
      fillTriangle(set, layerStart[l] + t, positionsMm, triangles, t);
      // its normal would be no number, and with it the field everywhere
      if (!(set.areasM2[layerStart[l] + t] > 0))
        throw new RangeError(`triangle ${t} of ${name} has no area; remove it`);
    }
    linkNeighbours(set.neighbours.subarray(3 * layerStart[l], 3 * layerStart[l + 1]), layerStart[l], triangles);
    yield;
  }
  setContrasts(set, layers);
  return set;
}

/**
 * Gives stacked triangles the conductivities of `layers`, whose geometry they have; an operator does not change with it.
 *
 * @throws RangeError, before anything is changed, unless every conductivity is positive, or zero between two that are
 */
export function setContrasts(set: TriangleSet, layers: readonly Layer[]): void {
  const contrasts = layers.map(({ name, insideSPerM }, l) => {
    const outside = l === 0 ? 0 : layers[l - 1].insideSPerM;
    if (!(insideSPerM >= 0 && insideSPerM < Infinity && insideSPerM + outside > 0)) {
      throw new RangeError(
        `${name} has ${insideSPerM} S/m inside and ${outside} S/m outside; give positive conductivities`,
      );
    }
    return (insideSPerM - outside) / (insideSPerM + outside);
  });
  contrasts.forEach((contrast, l) => {
    set.contrast.fill(contrast, set.layerStart[l], set.layerStart[l + 1]);
  });
}

function fillTriangle(
  set: TriangleSet,
  to: number,
  positionsMm: Float32Array,
  triangles: Uint32Array,
  t: number,
): void {
  const p = set.cornersM.subarray(9 * to, 9 * to + 9);
  for (let k = 0; k < 3; k++) {
    for (let d = 0; d < 3; d++) p[3 * k + d] = positionsMm[3 * triangles[3 * t + k] + d] * 1e-3;
  }
  for (let d = 0; d < 3; d++) set.centroidsM[3 * to + d] = (p[d] + p[3 + d] + p[6 + d]) / 3;
  const [cx, cy, cz] = set.centroidsM.subarray(3 * to, 3 * to + 3);
  for (let k = 0; k < 9; k += 3) {
    set.reachM[to] = Math.max(set.reachM[to], Math.hypot(p[k] - cx, p[k + 1] - cy, p[k + 2] - cz));
  }
  const ux = p[3] - p[0];
  const uy = p[4] - p[1];
  const uz = p[5] - p[2];
  const vx = p[6] - p[0];
  const vy = p[7] - p[1];
  const vz = p[8] - p[2];
  const n = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  const length = Math.hypot(n[0], n[1], n[2]);
  for (let d = 0; d < 3; d++) set.normals[3 * to + d] = n[d] / length;
  set.areasM2[to] = length / 2;
}

/** Fills in the neighbours of one layer's triangles, which are numbered from `first`. */
function linkNeighbours(neighbours: Uint32Array, first: number, triangles: Uint32Array): void {
  const unpaired = new Map<number, number>();
  for (let i = 0; i < triangles.length; i++) {
    const t = Math.floor(i / 3);
    const a = triangles[i];
    const b = triangles[3 * t + ((i + 1) % 3)];
    const edge = Math.min(a, b) * 2 ** 26 + Math.max(a, b);
    const other = unpaired.get(edge);
    if (other === undefined) {
      unpaired.set(edge, i);
      neighbours[i] = first + t;
    } else {
      unpaired.delete(edge);
      neighbours[i] = first + Math.floor(other / 3);
      neighbours[other] = first + t;
    }
  }
}
