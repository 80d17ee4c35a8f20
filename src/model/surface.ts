import { at, cross, dot, type Vec3 } from './vec3';

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

/** Outward area vectors of the triangles (length = area, mm2), packed. In plain numbers: every head that is opened waits for it. */
export function areaVectorsMm2({ positionsMm: p, triangles }: Surface): Float32Array {
  const out = new Float32Array(triangles.length);
  for (let i = 0; i < triangles.length; i += 3) {
    const a = 3 * triangles[i];
    const b = 3 * triangles[i + 1];
    const c = 3 * triangles[i + 2];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
    out[i] = (uy * vz - uz * vy) / 2;
    out[i + 1] = (uz * vx - ux * vz) / 2;
    out[i + 2] = (ux * vy - uy * vx) / 2;
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

/** Area-weighted outward unit normals of the vertices, packed; zero where no triangle is. */
export function vertexNormals(s: Surface): Float32Array {
  const faces = areaVectorsMm2(s);
  const out = new Float32Array(s.positionsMm.length);
  for (let i = 0; i < s.triangles.length; i++) {
    const v = 3 * s.triangles[i];
    const t = i - (i % 3);
    out[v] += faces[t];
    out[v + 1] += faces[t + 1];
    out[v + 2] += faces[t + 2];
  }
  for (let v = 0; v < out.length; v += 3) {
    const length = Math.hypot(out[v], out[v + 1], out[v + 2]);
    if (length > 0) for (let d = v; d < v + 3; d++) out[d] *= 1 / length;
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
