import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { FieldGoal } from '../model/field-goal';
import type { Pose } from '../model/pose';
import type { LiveField } from './live-field';

/** Parts of the goal's field weaker than this beside the strongest are left out. */
const KEPT = 1e-3;

/** Rows that a signature is multiplied with, and what their products (from `first` on) say of a goal. */
interface GoalRows {
  rows: Float32Array[];
  /** The weighted mean over the goal, V/m for 1 A/s. */
  value: (products: Float32Array, first: number) => number;
}

function goalRows(live: LiveField, { vertices, weights, directions }: FieldGoal): GoalRows {
  const all = Array.from(vertices, (vertex) => live.vertexRows(vertex)).flat();
  if (directions) {
    // linear in E: one row says it all
    const sum = new Float32Array(live.coils.inputs);
    all.forEach((row, i) => {
      const f = weights[Math.floor(i / 3)] * directions[i];
      for (let k = 0; k < sum.length; k++) sum[k] += f * row[k];
    });
    return { rows: [sum], value: (products, first) => products[first] };
  }
  const { rows, mixing } = compressed(all);
  const rank = rows.length;
  const value = (products: Float32Array, first: number): number => {
    let sum = 0;
    for (let v = 0; v < weights.length; v++) {
      let square = 0;
      for (let d = 0; d < 3; d++) {
        let e = 0;
        for (let k = 0, at = (3 * v + d) * rank; k < rank; k++) e += mixing[at + k] * products[first + k];
        square += e * e;
      }
      sum += weights[v] * Math.sqrt(square);
    }
    return sum;
  };
  return { rows, value };
}

/**
 * A function that gives the weighted mean over the goal, V/m for 1 A/s, of the live field's coil at a pose: the signature times a
 * handful of rows instead of the whole basis.
 */
export function liveObjective(live: LiveField, goal: FieldGoal): (pose: Pose) => number {
  const { rows, value } = goalRows(live, goal);
  const product = live.storeRows(rows);
  return (pose) => value(product(pose), 0);
}

/** The field at a target, and what a search maximises. */
export interface SparingObjective {
  /** V/m for 1 A/s at the target. */
  target: (pose: Pose) => number;
  /** The same where the field is not wanted; null when nothing is spared. */
  spared: ((pose: Pose) => number) | null;
  /** The first less the second. */
  objective: (pose: Pose) => number;
}

/** The field wanted at `goal` and, if given, not wanted at `avoid`: each V/m there takes one off. One signature serves both. */
export function sparingObjective(live: LiveField, goal: FieldGoal, avoid: FieldGoal | null): SparingObjective {
  const wanted = goalRows(live, goal);
  const unwanted = avoid && goalRows(live, avoid);
  const product = live.storeRows([...wanted.rows, ...(unwanted?.rows ?? [])]);
  const target = (pose: Pose): number => wanted.value(product(pose), 0);
  if (!unwanted) return { target, spared: null, objective: target };
  const first = wanted.rows.length;
  return {
    target,
    spared: (pose) => unwanted.value(product(pose), first),
    objective: (pose) => {
      const products = product(pose);
      return wanted.value(products, 0) - unwanted.value(products, first);
    },
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
