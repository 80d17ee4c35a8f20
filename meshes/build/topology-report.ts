import { type Surface, triangleCount, vertexCount } from '../../src/model/surface';

export interface TopologyReport {
  /** Vertices in no triangle. */
  unusedVertices: number;
  /** Edges that are not shared by exactly two triangles, once in each direction. */
  badEdges: number;
  /** Vertices whose triangles form more than one fan. */
  pinchedVertices: number;
  components: number;
  /** V - E + F; 2 for a sphere. */
  eulerCharacteristic: number;
}

/** Counts what keeps a surface from being closed, oriented and manifold. */
export function topologyReport(surface: Surface): TopologyReport {
  const { triangles } = surface;
  const vertices = vertexCount(surface);
  const next = new Map<number, number>();
  let duplicates = 0;
  for (let i = 0; i < triangles.length; i++) {
    const a = triangles[i];
    const b = triangles[i % 3 === 2 ? i - 2 : i + 1];
    const key = a * vertices + b;
    if (next.has(key)) duplicates++;
    next.set(key, i);
  }
  let unmatched = 0;
  for (const key of next.keys()) {
    if (!next.has((key % vertices) * vertices + Math.floor(key / vertices))) unmatched++;
  }
  const edges = (next.size + unmatched) / 2;
  const used = new Set(triangles);
  return {
    unusedVertices: vertices - used.size,
    badEdges: duplicates + unmatched,
    pinchedVertices: countPinched(triangles, vertices, next),
    components: countComponents(triangles, vertices, used),
    eulerCharacteristic: used.size - edges + triangleCount(surface),
  };
}

/** Walks the fan of one triangle round each vertex; a vertex with triangles left over is pinched. */
function countPinched(triangles: Uint32Array, vertices: number, corner: Map<number, number>): number {
  const degree = new Uint32Array(vertices);
  const start = new Int32Array(vertices).fill(-1);
  triangles.forEach((v, i) => {
    degree[v]++;
    start[v] = i;
  });
  let pinched = 0;
  for (let v = 0; v < vertices; v++) {
    if (start[v] < 0) continue;
    let at = start[v];
    let walked = 0;
    do {
      walked++;
      // The edge that comes in to v in this triangle leaves v in the next one of the fan.
      const before = triangles[at % 3 === 0 ? at + 2 : at - 1];
      const found = corner.get(v * vertices + before);
      if (found === undefined) break;
      at = found;
    } while (at !== start[v] && walked <= degree[v]);
    if (walked !== degree[v]) pinched++;
  }
  return pinched;
}

function countComponents(triangles: Uint32Array, vertices: number, used: Set<number>): number {
  const parent = Uint32Array.from({ length: vertices }, (_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  };
  for (let i = 0; i < triangles.length; i += 3) {
    parent[root(triangles[i + 1])] = root(triangles[i]);
    parent[root(triangles[i + 2])] = root(triangles[i]);
  }
  let components = 0;
  for (const v of used) if (root(v) === v) components++;
  return components;
}
