import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { FieldGoal } from '../model/field-goal';
import type { Pose } from '../model/pose';
import type { LiveField } from './live-field';

/** Parts of the goal's field weaker than this beside the strongest are left out. */
const KEPT = 1e-3;

/**
 * A function that gives the weighted mean over the goal, V/m for 1 A/s, of the live field's coil at a pose: the signature times a
 * handful of rows instead of the whole basis.
 */
export function liveObjective(live: LiveField, goal: FieldGoal): (pose: Pose) => number {
  const all = Array.from(goal.vertices, (vertex) => live.vertexRows(vertex)).flat();
  if (goal.directions) {
    // linear in E: one row says it all
    const sum = new Float32Array(live.coils.inputs);
    all.forEach((row, i) => {
      const f = goal.weights[Math.floor(i / 3)] * (goal.directions?.[i] ?? 0);
      for (let k = 0; k < sum.length; k++) sum[k] += f * row[k];
    });
    const product = live.storeRows([sum]);
    return (pose) => product(pose)[0];
  }
  const { rows, mixing } = compressed(all);
  const product = live.storeRows(rows);
  const rank = rows.length;
  const { weights } = goal;
  return (pose) => {
    const y = product(pose);
    let value = 0;
    for (let v = 0; v < weights.length; v++) {
      let square = 0;
      for (let d = 0; d < 3; d++) {
        let e = 0;
        for (let k = 0, at = (3 * v + d) * rank; k < rank; k++) e += mixing[at + k] * y[k];
        square += e * e;
      }
      value += weights[v] * Math.sqrt(square);
    }
    return value;
  };
}

/** Rows as mixtures of fewer: all[i] = sum_k mixing[i, k] rows[k], by the eigenvectors of their Gram matrix. */
function compressed(all: Float32Array[]): { rows: Float32Array[]; mixing: Float64Array } {
  const n = all.length;
  const gram = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < all[i].length; k++) sum += all[i][k] * all[j][k];
      gram.set(i, j, sum);
      gram.set(j, i, sum);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const most = Math.max(...realEigenvalues);
  const kept = realEigenvalues.flatMap((value, i) => (value > KEPT ** 2 * most ? [i] : []));
  const rows = kept.map((k) => {
    const row = new Float32Array(all[0].length);
    all.forEach((source, i) => {
      const share = eigenvectorMatrix.get(i, k);
      for (let c = 0; c < row.length; c++) row[c] += share * source[c];
    });
    return row;
  });
  const mixing = new Float64Array(n * kept.length);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < kept.length; c++) mixing[i * kept.length + c] = eigenvectorMatrix.get(i, kept[c]);
  }
  return { rows, mixing };
}
