import type { Surface } from '../model/surface';

/** The triangles and tetrahedra of a Gmsh file with the tag (physical group, or else entity) of each; mm as stored. */
export interface GmshMesh {
  /** Packed xyz of the nodes. */
  nodesMm: Float64Array;
  /** Node indices from 0, packed by three and by four. */
  triangles: Uint32Array;
  triangleTags: Int32Array;
  tetrahedra: Uint32Array;
  tetrahedronTags: Int32Array;
}

/** The tags in use and how many elements carry each, ascending. */
export function tagCounts(tags: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => a[0] - b[0]));
}

/** A surface from packed node indices, with only the nodes it uses. */
function compact(nodesMm: Float64Array, indices: ArrayLike<number>): Surface {
  const newIndex = new Map<number, number>();
  const triangles = Uint32Array.from(indices, (node) => {
    const known = newIndex.get(node);
    if (known !== undefined) return known;
    newIndex.set(node, newIndex.size);
    return newIndex.size - 1;
  });
  const positionsMm = new Float32Array(3 * newIndex.size);
  for (const [node, vertex] of newIndex) positionsMm.set(nodesMm.subarray(3 * node, 3 * node + 3), 3 * vertex);
  return { positionsMm, triangles };
}

/** The triangles that carry one of `tags`. */
export function trianglesTagged(mesh: GmshMesh, tags: readonly number[]): Surface {
  const wanted = new Set(tags);
  const indices: number[] = [];
  mesh.triangleTags.forEach((tag, t) => {
    if (wanted.has(tag)) indices.push(...mesh.triangles.subarray(3 * t, 3 * t + 3));
  });
  return compact(mesh.nodesMm, indices);
}

/** Faces of the tetrahedron 0123, each seen counter-clockwise from outside when the tetrahedron's volume is positive. */
const FACES = [
  [0, 2, 1],
  [0, 1, 3],
  [0, 3, 2],
  [1, 2, 3],
];

function isPositive(nodes: Float64Array, tetrahedron: ArrayLike<number>): boolean {
  const d = (k: number, axis: number): number => nodes[3 * tetrahedron[k] + axis] - nodes[3 * tetrahedron[0] + axis];
  const [x1, y1, z1, x2, y2, z2] = [d(1, 0), d(1, 1), d(1, 2), d(2, 0), d(2, 1), d(2, 2)];
  return d(3, 0) * (y1 * z2 - z1 * y2) + d(3, 1) * (z1 * x2 - x1 * z2) + d(3, 2) * (x1 * y2 - y1 * x2) > 0;
}

/**
 * Which faces (4 t + f) of the chosen tetrahedra no other chosen one shares. Faces are chained by their smallest node, so
 * that a mesh of millions of tetrahedra needs a few arrays instead of millions of keys.
 */
function unsharedFaces(mesh: GmshMesh, chosen: readonly number[]): number[] {
  const first = new Int32Array(mesh.nodesMm.length / 3).fill(-1);
  const next = new Int32Array(4 * chosen.length);
  const middle = new Uint32Array(4 * chosen.length);
  const largest = new Uint32Array(4 * chosen.length);
  const shared = new Uint8Array(4 * chosen.length);
  chosen.forEach((t, i) => {
    const corner = mesh.tetrahedra.subarray(4 * t, 4 * t + 4);
    for (let f = 0; f < 4; f++) {
      const [a, b, c] = FACES[f].map((k) => corner[k]).sort((p, q) => p - q);
      const face = 4 * i + f;
      let twin = first[a];
      while (twin >= 0 && (shared[twin] || middle[twin] !== b || largest[twin] !== c)) twin = next[twin];
      if (twin >= 0) shared[twin] = shared[face] = 1;
      middle[face] = b;
      largest[face] = c;
      next[face] = first[a];
      first[a] = face;
    }
  });
  return chosen.flatMap((t, i) => [0, 1, 2, 3].filter((f) => !shared[4 * i + f]).map((f) => 4 * t + f));
}

/** The outer skin, outward, of the union of the tetrahedra that carry one of `tags`: the faces only one of them has. */
export function boundaryOfTetrahedra(mesh: GmshMesh, tags: readonly number[]): Surface {
  const wanted = new Set(tags);
  const chosen: number[] = [];
  mesh.tetrahedronTags.forEach((tag, t) => {
    if (wanted.has(tag)) chosen.push(t);
  });
  const indices = unsharedFaces(mesh, chosen).flatMap((face) => {
    const corner = mesh.tetrahedra.subarray(face - (face % 4), face - (face % 4) + 4);
    const [a, b, c] = FACES[face % 4].map((k) => corner[k]);
    return isPositive(mesh.nodesMm, corner) ? [a, b, c] : [a, c, b];
  });
  return compact(mesh.nodesMm, indices);
}
