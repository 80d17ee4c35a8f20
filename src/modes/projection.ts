import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { type Surface, vertexCount, vertexNormals } from '../model/surface';
import { at, distance, scale, type Vec3 } from '../model/vec3';

/** Where a source's primary field is sampled, m, and along what. */
export interface SignaturePoint {
  positionM: Vec3;
  normal: Vec3;
}

/** Points of a surface no nearer to each other than `spacingMm`. */
export function signaturePoints(surface: Surface, spacingMm: number): SignaturePoint[] {
  const normals = vertexNormals(surface);
  const kept: { mm: Vec3; normal: Vec3 }[] = [];
  for (let v = 0; v < vertexCount(surface); v++) {
    const mm = at(surface.positionsMm, v);
    if (kept.every((k) => distance(k.mm, mm) >= spacingMm)) kept.push({ mm, normal: at(normals, v) });
  }
  return kept.map(({ mm, normal }) => ({ positionM: scale(mm, 1e-3), normal }));
}

/** Amplitudes this much weaker than the strongest source's signature are given up: they would only amplify noise. */
const DAMPING = 1e-4;

/**
 * The matrix that takes a signature to the amplitudes of the sources with the same signature (n x m), in the damped
 * least-squares sense: (G^T G + d^2)^-1 G^T.
 *
 * @param signatures one array a source: what it shows at the signature points
 */
export function amplitudeMatrix(signatures: Float64Array[]): Matrix {
  const g = new Matrix(signatures.map((s) => Array.from(s)));
  const gram = g.mmul(g.transpose());
  const damping = DAMPING ** 2 * Math.max(...gram.diagonal());
  for (let i = 0; i < gram.rows; i++) gram.set(i, i, gram.get(i, i) + damping);
  return new CholeskyDecomposition(gram).solve(g);
}
