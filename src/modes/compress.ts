import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** The leading modes of a set of fields at the mode points. */
export interface Modes {
  /** Rows x k, f64: the modes, each as long as its singular value. */
  vectors: Float64Array;
  /** Field -> mode, sources x k: column j holds the shares of mode j in each source. */
  shares: Matrix;
  singularValues: number[];
}

/**
 * The `k` strongest singular modes of the matrix whose columns are `fields` (E at the mode points), by the eigenvectors of
 * its Gram matrix: E of amplitudes a is vectors (shares^T a).
 */
export function leadingModes(fields: Float32Array[], k: number): Modes {
  const n = fields.length;
  const rows = fields[0].length;
  const gram = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let r = 0; r < rows; r++) sum += fields[i][r] * fields[j][r];
      gram.set(i, j, sum);
      gram.set(j, i, sum);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const kept = order.slice(0, k);
  const shares = new Matrix(kept.map((i) => eigenvectorMatrix.getColumn(i))).transpose();
  const vectors = new Float64Array(rows * k);
  fields.forEach((field, i) => {
    const row = shares.getRow(i);
    for (let r = 0; r < rows; r++) for (let j = 0; j < k; j++) vectors[r * k + j] += field[r] * row[j];
  });
  return { vectors, shares, singularValues: order.map((i) => Math.sqrt(Math.max(0, realEigenvalues[i]))) };
}

/** The modes as int8 in blocks of rows, each column of a block with its own step. The last block is filled with zeros. */
export function quantizeModes(
  vectors: Float64Array,
  k: number,
  blockRows: number,
): { matrix: Int8Array; steps: Float32Array } {
  const rows = vectors.length / k;
  const blocks = Math.ceil(rows / blockRows);
  const matrix = new Int8Array(blocks * blockRows * k);
  const steps = new Float32Array(blocks * k);
  for (let b = 0; b < blocks; b++) {
    const end = Math.min(rows, (b + 1) * blockRows);
    for (let j = 0; j < k; j++) {
      let most = 0;
      for (let r = b * blockRows; r < end; r++) most = Math.max(most, Math.abs(vectors[r * k + j]));
      const step = most / 127;
      steps[b * k + j] = step;
      if (step === 0) continue;
      for (let r = b * blockRows; r < end; r++) matrix[r * k + j] = Math.round(vectors[r * k + j] / step);
    }
  }
  return { matrix, steps };
}
