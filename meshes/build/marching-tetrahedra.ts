import type { Surface } from '../../src/model/surface';
import { EDGES } from './freudenthal';
import type { Grid } from './volume';

/** The six tetrahedra of a cube, as paths of corners from (0,0,0) to (1,1,1); a corner is 1 for x, 2 for y, 4 for z. */
const TETRAHEDRA = [
  [0, 1, 3, 7],
  [0, 1, 5, 7],
  [0, 2, 3, 7],
  [0, 2, 6, 7],
  [0, 4, 5, 7],
  [0, 4, 6, 7],
];

/** Corner difference (1..7, see above) -> index in EDGES. */
const EDGE_OF_STEP = Array.from({ length: 8 }, (_, step) => EDGES.findIndex(([x, y, z]) => x + 2 * y + 4 * z === step));

const cornerPoint = (corner: number): number[] => [corner & 1, (corner >> 1) & 1, corner >> 2];

/** An edge of a cube, from its lower corner up. */
interface CubeEdge {
  from: number;
  edge: number;
}

/** For each of the 256 sign patterns of a cube: the edges that its triangles' corners lie on, three a triangle. */
const TRIANGLES: CubeEdge[][] = Array.from({ length: 256 }, (_, signs) =>
  TETRAHEDRA.flatMap((tetrahedron) => tetrahedronTriangles(tetrahedron, signs)).map(([a, b]) => ({
    from: Math.min(a, b),
    edge: EDGE_OF_STEP[Math.abs(b - a)],
  })),
);

/** Corners of the triangles in one tetrahedron as (inside, outside) pairs of cube corners, turned outward. */
function tetrahedronTriangles(tetrahedron: number[], signs: number): [number, number][] {
  const inside = tetrahedron.filter((corner) => signs & (1 << corner));
  const outside = tetrahedron.filter((corner) => !(signs & (1 << corner)));
  const pairs: Record<number, [number, number][]> = {
    1: outside.map((o) => [inside[0], o]),
    3: inside.map((i) => [i, outside[0]]),
  };
  if (inside.length === 2) {
    const [i, j] = inside;
    const [o, p] = outside;
    return [
      ...turnedOutward(
        [
          [i, o],
          [j, o],
          [j, p],
        ],
        inside,
        outside,
      ),
      ...turnedOutward(
        [
          [i, o],
          [j, p],
          [i, p],
        ],
        inside,
        outside,
      ),
    ];
  }
  return turnedOutward(pairs[inside.length] ?? [], inside, outside);
}

/** Orients a triangle by the edges' midpoints: sliding its corners along the edges cannot turn it over. */
function turnedOutward(triangle: [number, number][], inside: number[], outside: number[]): [number, number][] {
  if (triangle.length === 0) return [];
  const [a, b, c] = triangle.map(([i, o]) => cornerPoint(i).map((value, d) => (value + cornerPoint(o)[d]) / 2));
  const u = b.map((value, d) => value - a[d]);
  const w = c.map((value, d) => value - a[d]);
  const normal = [u[1] * w[2] - u[2] * w[1], u[2] * w[0] - u[0] * w[2], u[0] * w[1] - u[1] * w[0]];
  const mean = (corners: number[], d: number): number =>
    corners.reduce((sum, corner) => sum + cornerPoint(corner)[d], 0) / corners.length;
  const along = normal.reduce((sum, value, d) => sum + value * (mean(outside, d) - mean(inside, d)), 0);
  return along > 0 ? triangle : [triangle[0], triangle[2], triangle[1]];
}

/** Crossings are kept this far from the ends of their edge: no triangle degenerates. */
const MIN_FRACTION = 0.1;

/**
 * The surface field = 0 of the piecewise linear field on the Freudenthal tetrahedra, outward (towards lower values), mm. Closed where the
 * box's edge is background; manifold and free of self-intersections by construction, with the topology of the voxels.
 */
export function marchingTetrahedra(field: Float32Array, grid: Grid): Surface {
  const [nx, ny, nz] = grid.dims;
  const vertexOfEdge = new Int32Array(7 * field.length).fill(-1);
  const positions = new GrowingArray(Float32Array);
  const triangles = new GrowingArray(Uint32Array);
  const corners = Array.from({ length: 8 }, (_, corner) => {
    const [x, y, z] = cornerPoint(corner);
    return x + nx * (y + ny * z);
  });
  const steps = EDGES.map(([x, y, z]) => x + nx * (y + ny * z));
  const vertexAt = (voxel: number, edge: number): number => {
    const known = vertexOfEdge[7 * voxel + edge];
    if (known >= 0) return known;
    const low = field[voxel];
    const fraction = Math.min(1 - MIN_FRACTION, Math.max(MIN_FRACTION, low / (low - field[voxel + steps[edge]])));
    const index = [voxel % nx, Math.floor(voxel / nx) % ny, Math.floor(voxel / (nx * ny))];
    for (let d = 0; d < 3; d++) {
      positions.push(grid.originMm[d] + grid.voxelMm * (index[d] + fraction * EDGES[edge][d]));
    }
    const created = positions.length / 3 - 1;
    vertexOfEdge[7 * voxel + edge] = created;
    return created;
  };
  for (let k = 0; k + 1 < nz; k++) {
    for (let j = 0; j + 1 < ny; j++) {
      for (let i = 0, v = nx * (j + ny * k); i + 1 < nx; i++, v++) {
        let signs = 0;
        for (let c = 0; c < 8; c++) if (field[v + corners[c]] > 0) signs |= 1 << c;
        if (signs === 0 || signs === 255) continue;
        for (const { from, edge } of TRIANGLES[signs]) triangles.push(vertexAt(v + corners[from], edge));
      }
    }
  }
  return { positionsMm: positions.trimmed(), triangles: triangles.trimmed() };
}

/** A typed array that doubles when full. */
class GrowingArray<T extends Float32Array | Uint32Array> {
  length = 0;
  private values: T;

  constructor(private readonly type: new (length: number) => T) {
    this.values = new type(1 << 16);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new this.type(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  trimmed(): T {
    return this.values.slice(0, this.length) as T;
  }
}
