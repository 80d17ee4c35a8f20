import { subdivide } from './subdivide';
import type { Surface } from './surface';
import { at, normalize } from './vec3';

const G = (1 + Math.sqrt(5)) / 2;
const CORNERS = [
  [-1, G, 0],
  [1, G, 0],
  [-1, -G, 0],
  [1, -G, 0],
  [0, -1, G],
  [0, 1, G],
  [0, -1, -G],
  [0, 1, -G],
  [G, 0, -1],
  [G, 0, 1],
  [-G, 0, -1],
  [-G, 0, 1],
].flat();
const FACES = [
  [0, 11, 5],
  [0, 5, 1],
  [0, 1, 7],
  [0, 7, 10],
  [0, 10, 11],
  [1, 5, 9],
  [5, 11, 4],
  [11, 10, 2],
  [10, 7, 6],
  [7, 1, 8],
  [3, 9, 4],
  [3, 4, 2],
  [3, 2, 6],
  [3, 6, 8],
  [3, 8, 9],
  [4, 9, 5],
  [2, 4, 11],
  [6, 2, 10],
  [8, 6, 7],
  [9, 8, 1],
].flat();

/** A closed sphere about the origin: 20 x 4^level triangles of nearly equal size. */
export function icosphere(radiusMm: number, level: number): Surface {
  let surface: Surface = { positionsMm: Float32Array.from(CORNERS), triangles: Uint32Array.from(FACES) };
  for (let k = 0; k < level; k++) surface = onSphere(subdivide(surface), 1);
  return onSphere(surface, radiusMm);
}

function onSphere({ positionsMm, triangles }: Surface, radiusMm: number): Surface {
  const out = new Float32Array(positionsMm.length);
  for (let v = 0; v < out.length / 3; v++) {
    const [x, y, z] = normalize(at(positionsMm, v));
    out.set([radiusMm * x, radiusMm * y, radiusMm * z], 3 * v);
  }
  return { positionsMm: out, triangles };
}
