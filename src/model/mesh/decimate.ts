import type { Surface } from '../surface';
import { GuardedMesh, type Obstacle } from './guarded-mesh';
import { addQuadric, bestPlace, quadricError, vertexQuadrics } from './quadrics';

export interface DecimationOptions {
  targetTriangles: number;
  /** Size of the search cells: about half of an edge of the result. */
  cellMm: number;
  obstacles: Obstacle[];
  /** Rounds of smoothing along the surface afterwards. */
  smoothingRounds: number;
  onProgress?: (line: string) => void;
  /** Told the number of triangles left after each pass. */
  onTriangles?: (left: number) => void;
}

/** Weight of a long edge (mm to the fourth) against the quadric error (mm2 of distance times mm2 of area). */
const LENGTH_WEIGHT = 0.02;
/** The largest cost allowed grows by this factor from one pass to the next. */
const GROWTH = 1.6;
const FIRST_LIMIT = 1e-3;

/**
 * Fewer triangles by edge collapses (Garland and Heckbert 1997, with a term that keeps edges short and alike), each of which leaves
 * the surface embedded. Passes over all vertices with a growing limit on the cost stand in for a queue; a
 * merged vertex rests until the next pass, which spreads the changes evenly.
 */
export function decimate(surface: Surface, options: DecimationOptions): Surface {
  const mesh = new GuardedMesh(surface, options.cellMm, options.obstacles);
  const quadrics = vertexQuadrics(surface);
  const restingIn = new Int32Array(mesh.vertexCapacity);
  let idle = 0;
  for (let pass = 1, limit = FIRST_LIMIT; mesh.triangleCount > options.targetTriangles && idle < 6; pass++) {
    const before = mesh.triangleCount;
    for (let u = 0; u < mesh.vertexCapacity && mesh.triangleCount > options.targetTriangles; u++) {
      if (mesh.around[u].length > 0 && restingIn[u] !== pass) collapseBest(mesh, quadrics, u, limit, restingIn, pass);
    }
    idle = mesh.triangleCount > 0.999 * before && limit > 1e3 ? idle + 1 : 0;
    options.onProgress?.(`pass ${pass}: ${mesh.triangleCount} triangles`);
    options.onTriangles?.(mesh.triangleCount);
    limit *= GROWTH;
  }
  for (let round = 0; round < options.smoothingRounds; round++) smoothAlongSurface(mesh);
  return mesh.toSurface();
}

interface Candidate {
  v: number;
  cost: number;
  x: number;
  y: number;
  z: number;
}

function collapseBest(
  mesh: GuardedMesh,
  quadrics: Float64Array,
  u: number,
  limit: number,
  restingIn: Int32Array,
  pass: number,
): void {
  const { positions: p } = mesh;
  const candidates: Candidate[] = [];
  for (const v of mesh.neighbours(u)) {
    if (restingIn[v] === pass) continue;
    const square = (p[3 * u] - p[3 * v]) ** 2 + (p[3 * u + 1] - p[3 * v + 1]) ** 2 + (p[3 * u + 2] - p[3 * v + 2]) ** 2;
    const lengthCost = LENGTH_WEIGHT * square * square;
    if (lengthCost > limit) continue;
    const [x, y, z] = bestPlace(quadrics, p, u, v);
    const cost = lengthCost + quadricError(quadrics, u, x, y, z) + quadricError(quadrics, v, x, y, z);
    if (cost <= limit) candidates.push({ v, cost, x, y, z });
  }
  candidates.sort((a, b) => a.cost - b.cost);
  for (const { v, x, y, z } of candidates) {
    if (!mesh.tryCollapse(u, v, x, y, z)) continue;
    addQuadric(quadrics, v, u);
    restingIn[u] = pass;
    return;
  }
}

/** Moves each vertex half-way to the middle of its neighbours, but not off the surface. */
function smoothAlongSurface(mesh: GuardedMesh): void {
  const { positions: p } = mesh;
  for (let v = 0; v < mesh.vertexCapacity; v++) {
    if (mesh.around[v].length === 0) continue;
    const normal = vertexNormal(mesh, v);
    const ring = mesh.neighbours(v);
    const step = [0, 1, 2].map((d) => {
      const mean = ring.reduce((sum, w) => sum + p[3 * w + d], 0) / ring.length;
      return (mean - p[3 * v + d]) / 2;
    });
    const off = step[0] * normal[0] + step[1] * normal[1] + step[2] * normal[2];
    const [x, y, z] = step.map((value, d) => p[3 * v + d] + value - off * normal[d]);
    mesh.tryMove(v, x, y, z);
  }
}

function vertexNormal({ positions: p, triangles, around }: GuardedMesh, v: number): number[] {
  const sum = [0, 0, 0];
  for (const t of around[v]) {
    const [a, b, c] = [3 * triangles[3 * t], 3 * triangles[3 * t + 1], 3 * triangles[3 * t + 2]];
    for (let d = 0; d < 3; d++) {
      const e = (d + 1) % 3;
      const f = (d + 2) % 3;
      sum[d] += (p[b + e] - p[a + e]) * (p[c + f] - p[a + f]) - (p[b + f] - p[a + f]) * (p[c + e] - p[a + e]);
    }
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}
