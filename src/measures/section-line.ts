import type { Plane } from '../targeting/plane-cut';

/**
 * Where a plane meets a triangulated surface: one segment a crossed triangle, in no order. Each end lies on an edge, `share` of
 * the way from vertex `from` to vertex `to`, so that what is known at the vertices is read along the line again and again.
 */
export interface SectionLine {
  /** Two points a segment, packed xyz, mm. */
  pointsMm: Float32Array;
  /** One of each a point. */
  from: Uint32Array;
  to: Uint32Array;
  share: Float32Array;
}

/** The segments of a surface in a plane. A vertex in the plane counts as above it. `positionsMm` is packed xyz. */
export function sectionLine(triangles: Uint32Array, positionsMm: Float32Array, plane: Plane): SectionLine {
  const [nx, ny, nz] = plane.normal;
  const heights = new Float64Array(positionsMm.length / 3);
  for (let v = 0; v < heights.length; v++) {
    const k = 3 * v;
    heights[v] = nx * positionsMm[k] + ny * positionsMm[k + 1] + nz * positionsMm[k + 2] - plane.offsetMm;
  }
  const above = (v: number): boolean => heights[v] >= 0;
  const ends: number[] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const a = triangles[t + k];
      const b = triangles[t + ((k + 1) % 3)];
      // From below to above whichever way round, so that both triangles of an edge agree on the point.
      if (above(a) !== above(b)) ends.push(above(a) ? b : a, above(a) ? a : b);
    }
  }
  const points = ends.length / 2;
  const line: SectionLine = {
    pointsMm: new Float32Array(3 * points),
    from: new Uint32Array(points),
    to: new Uint32Array(points),
    share: new Float32Array(points),
  };
  for (let i = 0; i < points; i++) {
    const a = ends[2 * i];
    const b = ends[2 * i + 1];
    const share = heights[a] / (heights[a] - heights[b]);
    line.from[i] = a;
    line.to[i] = b;
    line.share[i] = share;
    for (let d = 0; d < 3; d++) {
      const p = positionsMm[3 * a + d];
      line.pointsMm[3 * i + d] = p + share * (positionsMm[3 * b + d] - p);
    }
  }
  return line;
}

/** A quantity of the vertices at the middle of a segment, linear along the edges and between them. */
export function atSegment({ from, to, share }: SectionLine, values: Float32Array, segment: number): number {
  const i = 2 * segment;
  const one = values[from[i]] + share[i] * (values[to[i]] - values[from[i]]);
  const other = values[from[i + 1]] + share[i + 1] * (values[to[i + 1]] - values[from[i + 1]]);
  return (one + other) / 2;
}
