/** Left of the products at the signatures fitted: a tenth of the live field's own error. */
const FIT_TOLERANCE = 2e-4;
/** Let through at signatures that had no part in the choice. */
const CHECK_TOLERANCE = 1e-3;

/** Rows over some of a signature's points. */
export interface ThinRows {
  /** Which points. */
  points: number[];
  /** What a signature is multiplied with there, a row for each that was given. */
  rows: Float32Array[];
}

/**
 * Rows that have the same products with signatures like those given, and need a seventh of their points: B of a coil outside the head
 * is smooth over the brain, and a goal sees it from one side. The points are the columns that a QR factorisation with pivots
 * takes, each column weighted by what the rows make of it, until they give the products. One signature in four is kept out of that
 * and tries the answer; null when it fails, or would need more points than is worth while.
 */
export function thinRows(rows: Float32Array[], signatures: Float32Array[]): ThinRows | null {
  const exact = rows.map((row) => Float64Array.from(row));
  const given = signatures.map((signature) => Float64Array.from(signature));
  const fitted = given.filter((_, k) => k % 4 > 0);
  const weights = exact[0].map((_, i) => Math.sqrt(exact.reduce((sum, row) => sum + row[i] ** 2, 0)));
  const columns = Array.from(weights, (weight, i) => Float64Array.from(fitted, (signature) => weight * signature[i]));
  const wanted = exact.map((row) => Float64Array.from(fitted, (signature) => dot(row, signature)));
  const left = Float64Array.from(columns, (column) => dot(column, column));
  const enough = FIT_TOLERANCE ** 2 * squares(wanted);
  const points: number[] = [];
  /** Of each direction taken: its share in every column, and in every row's products. */
  const ofColumns: Float64Array[] = [];
  const ofRows: Float64Array[] = [];
  while (squares(wanted) > enough) {
    const next = left.reduce((most, size, i) => (size > left[most] ? i : most), 0);
    if (2 * points.length >= fitted.length || left[next] <= 0) return null;
    const length = Math.sqrt(dot(columns[next], columns[next]));
    const direction = columns[next].map((c) => c / length);
    const shares = Float64Array.from(columns, (column) => takeOut(direction, column));
    shares.forEach((share, i) => {
      left[i] -= share ** 2;
    });
    left[next] = 0;
    points.push(next);
    ofColumns.push(shares);
    ofRows.push(Float64Array.from(wanted, (products) => takeOut(direction, products)));
  }
  const thin = exact.map((_, r) => {
    const factors = new Float64Array(points.length);
    for (let k = points.length - 1; k >= 0; k--) {
      let rest = ofRows[k][r];
      for (let j = k + 1; j < points.length; j++) rest -= ofColumns[k][points[j]] * factors[j];
      factors[k] = rest / ofColumns[k][points[k]];
    }
    return factors.map((factor, k) => factor * weights[points[k]]);
  });
  const kept = given.filter((_, k) => k % 4 === 0);
  const off = kept.flatMap((signature) => {
    const there = Float64Array.from(points, (i) => signature[i]);
    return exact.map((row, r) => [dot(row, signature), dot(row, signature) - dot(thin[r], there)]);
  });
  const [size, error] = [0, 1].map((k) => off.reduce((sum, pair) => sum + pair[k] ** 2, 0));
  if (error > CHECK_TOLERANCE ** 2 * size) return null;
  return { points, rows: thin.map((row) => Float32Array.from(row)) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

const squares = (vectors: Float64Array[]): number => vectors.reduce((sum, v) => sum + dot(v, v), 0);

/** Leaves of `vector` what is perpendicular to a unit vector, and returns what was along it. */
function takeOut(direction: Float64Array, vector: Float64Array): number {
  const share = dot(direction, vector);
  for (let t = 0; t < vector.length; t++) vector[t] -= share * direction[t];
  return share;
}
