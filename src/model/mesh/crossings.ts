import { type Surface, triangleCount } from '../surface';
import { type Box, TriangleHash } from './spatial-hash';
import { trianglesCross } from './triangle-tests';

/** The least size of a cell of the search, mm: about an edge of a cortex. */
const MIN_CELL_MM = 4;

/** Pairs of triangles, one of each surface, that cross; for a surface with itself each pair counts once. */
export const crossingPairs = (first: Surface, second: Surface): number => countPairs(first, second, trianglesCross);

/** Pairs of which `test` is true. */
export function countPairs(first: Surface, second: Surface, test: typeof trianglesCross): number {
  let pairs = 0;
  forEachPair(first, second, test, () => {
    pairs++;
  });
  return pairs;
}

/**
 * Calls `visit` with the number of a triangle of `second` and of one of `first` for each pair of which `test` is true. Triangles
 * whose boxes lie apart are not asked.
 */
export function forEachPair(
  first: Surface,
  second: Surface,
  test: typeof trianglesCross,
  visit: (ofSecond: number, ofFirst: number) => void,
): void {
  const same = first === second;
  const offset = same ? 0 : first.positionsMm.length / 3;
  const p = new Float64Array(first.positionsMm.length + (same ? 0 : second.positionsMm.length));
  p.set(first.positionsMm);
  if (!same) p.set(second.positionsMm, 3 * offset);
  const cornersOf = (surface: Surface, t: number, shift: number): number[] =>
    [0, 1, 2].map((k) => surface.triangles[3 * t + k] + shift);
  const boxes = Array.from({ length: triangleCount(first) }, (_, t) => boxOf(p, cornersOf(first, t, 0)));
  const meanMm =
    boxes.reduce((sum, box) => sum + box[3] - box[0] + box[4] - box[1] + box[5] - box[2], 0) / 3 / boxes.length;
  const hash = new TriangleHash(p, boxes.length, Math.max(MIN_CELL_MM, meanMm));
  boxes.forEach((box, t) => {
    hash.insert(t, box);
  });
  for (let t = 0; t < triangleCount(second); t++) {
    const own = cornersOf(second, t, offset);
    hash.some(boxOf(p, own), (other) => {
      if (!(same && other >= t) && test(p, own, cornersOf(first, other, 0))) visit(t, other);
      return false;
    });
  }
}

function boxOf(p: Float64Array, corners: number[]): Box {
  const box = Float64Array.of(Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity);
  for (const v of corners) {
    for (let d = 0; d < 3; d++) {
      box[d] = Math.min(box[d], p[3 * v + d]);
      box[d + 3] = Math.max(box[d + 3], p[3 * v + d]);
    }
  }
  return box;
}
