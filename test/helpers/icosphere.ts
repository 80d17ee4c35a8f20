import { icosphere as aboutOrigin } from '../../src/model/icosphere';
import type { Surface } from '../../src/model/surface';

/** An icosahedron whose edges are halved `level` times (20 * 4^level triangles), outward, radius and centre in mm. */
export function icosphere(level: number, radiusMm = 1, centreMm: readonly number[] = [0, 0, 0]): Surface {
  const { positionsMm, triangles } = aboutOrigin(radiusMm, level);
  return { positionsMm: positionsMm.map((x, i) => x + centreMm[i % 3]), triangles };
}
