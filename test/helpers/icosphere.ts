import type { Surface } from '../../src/model/surface';

/** An icosahedron whose edges are halved `level` times (20 * 4^level triangles), outward, radius and centre in mm. */
export function icosphere(level: number, radiusMm = 1, centreMm: readonly number[] = [0, 0, 0]): Surface {
  const g = (1 + Math.sqrt(5)) / 2;
  const vertices: number[][] = [
    [-1, g, 0],
    [1, g, 0],
    [-1, -g, 0],
    [1, -g, 0],
    [0, -1, g],
    [0, 1, g],
    [0, -1, -g],
    [0, 1, -g],
    [g, 0, -1],
    [g, 0, 1],
    [-g, 0, -1],
    [-g, 0, 1],
  ];
  let faces = [
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
  ];
  for (let l = 0; l < level; l++) {
    const middles = new Map<string, number>();
    const middle = (a: number, b: number): number => {
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      const known = middles.get(key);
      if (known !== undefined) return known;
      const [p, q] = [vertices[a], vertices[b]].map((v) => v.map((c) => c / Math.hypot(...v)));
      vertices.push(p.map((c, d) => (c + q[d]) / 2));
      middles.set(key, vertices.length - 1);
      return vertices.length - 1;
    };
    faces = faces.flatMap(([a, b, c]) => {
      const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
      return [
        [a, ab, ca],
        [b, bc, ab],
        [c, ca, bc],
        [ab, bc, ca],
      ];
    });
  }
  return {
    positionsMm: Float32Array.from(
      vertices.flatMap((v) => v.map((c, d) => (radiusMm * c) / Math.hypot(...v) + centreMm[d])),
    ),
    triangles: Uint32Array.from(faces.flat()),
  };
}
