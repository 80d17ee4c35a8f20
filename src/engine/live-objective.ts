import type { FieldGoal } from '../model/field-goal';
import type { Pose } from '../model/pose';
import type { LiveField } from './live-field';
import { thinRows } from './thin-rows';

/** Rows that a signature is multiplied with, and what their products say of a goal. */
interface GoalRows {
  rows: Float32Array[];
  /** The weighted mean over the goal, V/m for 1 A/s. */
  value: ProductsValue;
}

/** What products, from `first` on, come to. */
type ProductsValue = (products: Float32Array, first: number) => number;

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
  const value: ProductsValue = (products, first) => {
    let sum = 0;
    for (let v = 0, at = first; v < weights.length; v++, at += 3) {
      sum += weights[v] * Math.sqrt(products[at] ** 2 + products[at + 1] ** 2 + products[at + 2] ** 2);
    }
    return sum;
  };
  return { rows: all, value };
}

/** A number for each of some poses. */
export type PoseValues = (poses: readonly Pose[]) => Float64Array;

/**
 * A function that gives the weighted mean over the goal, V/m for 1 A/s, of the live field's coil at poses: their signatures times a
 * handful of rows instead of the whole basis.
 */
export const liveObjective = (live: LiveField, goal: FieldGoal): PoseValues =>
  sparingObjective(live, goal, null).target;

/** The field at a target, and what a search maximises. */
export interface SparingObjective {
  /** V/m for 1 A/s at the target. */
  target: PoseValues;
  /** The same where the field is not wanted; null when nothing is spared. */
  spared: PoseValues | null;
  /** The first less the second. */
  objective: PoseValues;
  /** The objective to a thousandth for poses like those given, several times as fast; itself where that cannot be had. */
  quick: (trial: readonly Pose[]) => PoseValues;
}

/** The field wanted at `goal` and, if given, not wanted at `avoid`: each V/m there takes one off. One signature serves both. */
export function sparingObjective(live: LiveField, goal: FieldGoal, avoid: FieldGoal | null): SparingObjective {
  const wanted = goalRows(live, goal);
  const unwanted = avoid && goalRows(live, avoid);
  const rows = [...wanted.rows, ...(unwanted?.rows ?? [])];
  const beside = wanted.rows.length;
  const sparedValue: ProductsValue = (products, first) => unwanted?.value(products, first + beside) ?? 0;
  const value: ProductsValue = (products, first) => wanted.value(products, first) - sparedValue(products, first);
  /** What is made of the products of each pose, which follow each other. */
  const valued =
    (stored: ReturnType<LiveField['storeRows']>, of: ProductsValue): PoseValues =>
    (poses) => {
      const products = stored(poses);
      return Float64Array.from(poses, (_, k) => of(products, k * rows.length));
    };
  const stored = live.storeRows(rows);
  const objective = valued(stored, value);
  return {
    target: valued(stored, wanted.value),
    spared: unwanted && valued(stored, sparedValue),
    objective,
    quick: (trial) => {
      const thin = thinRows(
        rows,
        trial.map((pose) => live.signature(pose).slice()),
      );
      return thin ? valued(live.storeRows(thin.rows, thin.points), value) : objective;
    },
  };
}
