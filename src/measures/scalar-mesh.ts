import { type Surface, triangleAreasMm2 } from '../model/surface';

/**
 * A surface prepared for measuring quantities given at its vertices. Between the vertices a quantity is linear over each
 * triangle; all areas and levels here are exact for that function. For a field this means |E| is interpolated, not E.
 */
export interface ScalarMesh {
  readonly surface: Surface;
  readonly triangles: Uint32Array;
  readonly areasMm2: Float32Array;
  readonly totalMm2: number;
}

const prepared = new WeakMap<Surface, ScalarMesh>();

/** The mesh of a surface, made once and kept for as long as the surface lives. */
export function scalarMesh(surface: Surface): ScalarMesh {
  let mesh = prepared.get(surface);
  if (!mesh) {
    const areasMm2 = triangleAreasMm2(surface);
    mesh = { surface, triangles: surface.triangles, areasMm2, totalMm2: areasMm2.reduce((sum, a) => sum + a, 0) };
    prepared.set(surface, mesh);
  }
  return mesh;
}

/** |E| at each point from packed components, in the unit of E. */
export function magnitudes(packed: ArrayLike<number>): Float32Array {
  const out = new Float32Array(packed.length / 3);
  for (let i = 0; i < out.length; i++) {
    const x = packed[3 * i];
    const y = packed[3 * i + 1];
    const z = packed[3 * i + 2];
    out[i] = Math.sqrt(x * x + y * y + z * z);
  }
  return out;
}

/** The share (0 to 1) of a triangle's area on which a linear function with these corner values is at least `level`. */
export function shareAbove(a: number, b: number, c: number, level: number): number {
  const low = Math.min(a, b, c);
  if (low >= level) return 1;
  const high = Math.max(a, b, c);
  if (high <= level) return 0;
  const middle = a + b + c - low - high;
  if (level >= middle) return (high - level) ** 2 / ((high - low) * (high - middle));
  return 1 - (level - low) ** 2 / ((high - low) * (middle - low));
}

/** Throws a RangeError unless there is one value a vertex. */
export function requireValues(mesh: ScalarMesh, values: ArrayLike<number>): void {
  const vertices = mesh.surface.positionsMm.length / 3;
  if (values.length !== vertices) {
    throw new RangeError(`${values.length} values for ${vertices} vertices; give one value a vertex`);
  }
}
