import { at, cross, dot, normalize, sub, type Vec3 } from './vec3';

/** A triangle mesh; outward orientation (counter-clockwise seen from outside) where it bounds a tissue. */
export interface Surface {
  /** xyz of the vertices, packed, mm. */
  positionsMm: Float32Array;
  /** Three vertex indices a triangle, packed. */
  triangles: Uint32Array;
}

export const vertexCount = (s: Surface): number => s.positionsMm.length / 3;
export const triangleCount = (s: Surface): number => s.triangles.length / 3;

/** The three corners of triangle `t`, mm. */
export function corners(s: Surface, t: number): [Vec3, Vec3, Vec3] {
  const [a, b, c] = s.triangles.subarray(3 * t, 3 * t + 3);
  return [at(s.positionsMm, a), at(s.positionsMm, b), at(s.positionsMm, c)];
}

/** Outward area vectors of the triangles (length = area, mm2), packed. */
export function areaVectorsMm2(s: Surface): Float32Array {
  const out = new Float32Array(s.triangles.length);
  for (let t = 0; t < triangleCount(s); t++) {
    const [a, b, c] = corners(s, t);
    const n = cross(sub(b, a), sub(c, a));
    out.set([n[0] / 2, n[1] / 2, n[2] / 2], 3 * t);
  }
  return out;
}

/** Triangle areas, mm2. */
export function triangleAreasMm2(s: Surface): Float32Array {
  const v = areaVectorsMm2(s);
  return Float32Array.from({ length: triangleCount(s) }, (_, t) => Math.hypot(v[3 * t], v[3 * t + 1], v[3 * t + 2]));
}

/** A third of the area of the triangles around each vertex, mm2; sums to the surface's area. */
export function vertexAreasMm2(s: Surface): Float32Array {
  const out = new Float32Array(vertexCount(s));
  triangleAreasMm2(s).forEach((area, t) => {
    for (let k = 0; k < 3; k++) out[s.triangles[3 * t + k]] += area / 3;
  });
  return out;
}

/** Area-weighted outward unit normals of the vertices, packed. */
export function vertexNormals(s: Surface): Float32Array {
  const faces = areaVectorsMm2(s);
  const out = new Float32Array(s.positionsMm.length);
  for (let t = 0; t < triangleCount(s); t++) {
    for (let k = 0; k < 3; k++) {
      const v = s.triangles[3 * t + k];
      for (let d = 0; d < 3; d++) out[3 * v + d] += faces[3 * t + d];
    }
  }
  for (let v = 0; v < vertexCount(s); v++) {
    const n = at(out, v);
    if (dot(n, n) > 0) out.set(normalize(n), 3 * v);
  }
  return out;
}

/** Enclosed volume, mm3; positive when the triangles are oriented outward. */
export function volumeMm3(s: Surface): number {
  let six = 0;
  for (let t = 0; t < triangleCount(s); t++) {
    const [a, b, c] = corners(s, t);
    six += dot(a, cross(b, c));
  }
  return six / 6;
}
