import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { DONORS } from '../formats/live-basis';
import type { ModePoints } from './mode-points';

/** How strongly large weights are held down, relative to the donors' mean square. */
const RIDGE = 1e-4;

export interface CarryMaps {
  vertices: Uint32Array;
  donors: Uint16Array;
  /** Columns of three, 18 a vertex, times `steps`. */
  weights: Int16Array;
  steps: Float32Array;
}

/**
 * For each vertex that is no mode point the 3 x 18 map that best gives its E from that of its six donors, over all solved
 * fields. Learned instead of interpolated, it knows where the vertices lie in the grey matter and how the field turns there.
 *
 * @param families solutions of each kind of source, packed xyz E by vertex; at every vertex each kind counts alike
 */
export function fitCarryMaps(points: ModePoints, ...families: Float32Array[][]): CarryMaps {
  const vertices = Uint32Array.from([...points.donors.keys()].sort((a, b) => a - b));
  const donors = new Uint16Array(DONORS * vertices.length);
  const weights = new Int16Array(9 * DONORS * vertices.length);
  const steps = new Float32Array(vertices.length);
  const size = 3 * DONORS;
  const inputs = new Float64Array(size);
  for (const [i, vertex] of vertices.entries()) {
    const own = points.donors.get(vertex) ?? [];
    const used = Array.from({ length: DONORS }, (_, d) => own[d] ?? own[0]);
    donors.set(used, DONORS * i);
    const gram = Matrix.zeros(size, size);
    const right = Matrix.zeros(size, 3);
    for (const fields of families) {
      const share =
        1 / fields.reduce((sum, f) => sum + f[3 * vertex] ** 2 + f[3 * vertex + 1] ** 2 + f[3 * vertex + 2] ** 2, 0);
      for (const field of fields) {
        used.forEach((donor, d) => {
          const at = 3 * points.vertices[donor];
          for (let c = 0; c < 3; c++) inputs[3 * d + c] = field[at + c];
        });
        for (let a = 0; a < size; a++) {
          const weighted = share * inputs[a];
          for (let b = 0; b <= a; b++) gram.set(a, b, gram.get(a, b) + weighted * inputs[b]);
          for (let c = 0; c < 3; c++) right.set(a, c, right.get(a, c) + weighted * field[3 * vertex + c]);
        }
      }
    }
    const ridge = (RIDGE * gram.trace()) / size;
    for (let a = 0; a < size; a++) {
      gram.set(a, a, gram.get(a, a) + ridge);
      for (let b = 0; b < a; b++) gram.set(b, a, gram.get(a, b));
    }
    const fit = new CholeskyDecomposition(gram).solve(right).to1DArray();
    steps[i] = Math.max(...fit.map(Math.abs)) / 32767;
    weights.set(
      fit.map((w) => Math.round(w / steps[i])),
      size * 3 * i,
    );
  }
  return { vertices, donors, weights, steps };
}
