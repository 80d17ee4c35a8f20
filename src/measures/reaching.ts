import type { ScalarMesh } from './scalar-mesh';

/** The triangles round each vertex, and room for the answers. */
interface Stars {
  /** Those of vertex v are `around[from[v]]` up to `around[from[v + 1]]`. */
  from: Uint32Array;
  around: Uint32Array;
  /** Of each triangle, the last question it answered. */
  seen: Uint32Array;
  question: number;
  found: Uint32Array;
}

/** Above this share of the vertices, looking at every triangle is quicker than going from vertex to vertex. */
const MANY = 0.25;

const known = new WeakMap<ScalarMesh, Stars>();

/**
 * The triangles that a value of at least `level` reaches at some corner; when these are many, simply all. A field is strong on
 * a small part of the brain, so measures that look at this list alone cost a tenth of those that look at every triangle.
 * A view that the next call for the mesh overwrites; its user may reorder it.
 */
export function trianglesReaching(mesh: ScalarMesh, values: ArrayLike<number>, level: number): Uint32Array {
  const stars = starsOf(mesh);
  const { from, around, seen, found } = stars;
  const question = ++stars.question;
  let count = 0;
  let reached = 0;
  for (let v = 0; v < values.length; v++) {
    if (!(values[v] >= level)) continue;
    if (++reached > MANY * values.length) return all(found);
    for (let i = from[v]; i < from[v + 1]; i++) {
      const t = around[i];
      if (seen[t] === question) continue;
      seen[t] = question;
      found[count++] = t;
    }
  }
  return found.subarray(0, count);
}

function all(found: Uint32Array): Uint32Array {
  for (let t = 0; t < found.length; t++) found[t] = t;
  return found;
}

function starsOf(mesh: ScalarMesh): Stars {
  let stars = known.get(mesh);
  if (!stars) {
    stars = buildStars(mesh);
    known.set(mesh, stars);
  }
  return stars;
}

function buildStars({ surface, triangles, areasMm2 }: ScalarMesh): Stars {
  const from = new Uint32Array(surface.positionsMm.length / 3 + 1);
  for (const v of triangles) from[v + 1]++;
  for (let v = 1; v < from.length; v++) from[v] += from[v - 1];
  const next = from.slice();
  const around = new Uint32Array(triangles.length);
  for (let i = 0; i < triangles.length; i++) around[next[triangles[i]]++] = Math.floor(i / 3);
  const seen = new Uint32Array(areasMm2.length);
  return { from, around, seen, question: 0, found: new Uint32Array(areasMm2.length) };
}
