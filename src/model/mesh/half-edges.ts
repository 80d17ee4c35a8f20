import { type Surface, vertexCount } from '../surface';

/** What stands in place of a half-edge's twin where an edge has not two triangles. */
export const OPEN = -1;
export const CROWDED = -2;

/** The half-edge after `i` in its triangle; half-edge i runs from corner i of the list of triangles to the next corner. */
export const nextInTriangle = (i: number): number => (i % 3 === 2 ? i - 2 : i + 1);

/**
 * For every half-edge the other one on the same edge: OPEN where the edge has one triangle only, CROWDED where it has three or more.
 */
export function halfEdgeTwins(surface: Surface): Int32Array {
  const { triangles } = surface;
  const vertices = vertexCount(surface);
  const keys = new Float64Array(triangles.length);
  const order = new Uint32Array(triangles.length);
  for (let i = 0; i < triangles.length; i++) {
    const [from, to] = [triangles[i], triangles[nextInTriangle(i)]];
    keys[i] = Math.min(from, to) * vertices + Math.max(from, to);
    order[i] = i;
  }
  order.sort((a, b) => keys[a] - keys[b]);
  const twins = new Int32Array(triangles.length).fill(CROWDED);
  for (let begin = 0; begin < order.length; ) {
    let end = begin + 1;
    while (end < order.length && keys[order[end]] === keys[order[begin]]) end++;
    if (end - begin === 1) twins[order[begin]] = OPEN;
    if (end - begin === 2) {
      twins[order[begin]] = order[begin + 1];
      twins[order[begin + 1]] = order[begin];
    }
    begin = end;
  }
  return twins;
}

/** Whether the two triangles at a half-edge with a twin are oriented against each other: both run along the edge the same way. */
export const isTurned = ({ triangles }: Surface, i: number, twin: number): boolean => triangles[i] === triangles[twin];

/** The connected pieces of a surface (over edges of two triangles): the number of each triangle's, largest piece first. */
export function pieces(surface: Surface, twins: Int32Array): { pieceOf: Int32Array; sizes: number[] } {
  const count = surface.triangles.length / 3;
  const found = new Int32Array(count).fill(-1);
  const sizes: number[] = [];
  for (let seed = 0; seed < count; seed++) {
    if (found[seed] >= 0) continue;
    const piece = sizes.length;
    const stack = [seed];
    found[seed] = piece;
    let size = 0;
    for (let t = stack.pop(); t !== undefined; t = stack.pop()) {
      size++;
      for (let i = 3 * t; i < 3 * t + 3; i++) {
        const other = twins[i] < 0 ? -1 : Math.floor(twins[i] / 3);
        if (other < 0 || found[other] >= 0) continue;
        found[other] = piece;
        stack.push(other);
      }
    }
    sizes.push(size);
  }
  const bySize = sizes.map((_, piece) => piece).sort((a, b) => sizes[b] - sizes[a]);
  const rank = new Int32Array(sizes.length);
  bySize.forEach((piece, r) => {
    rank[piece] = r;
  });
  return { pieceOf: found.map((piece) => rank[piece]), sizes: bySize.map((piece) => sizes[piece]) };
}
