import { type Surface, triangleCount, vertexNormals } from '../model/surface';

/**
 * The surface with each triangle cut into 4^levels along a cubic patch through its corners and normals (curved PN
 * triangles, Vlachos et al. 2001). For drawing only: corners stay where they are, outlines lose their corners.
 */
export function smoothedForDisplay(surface: Surface, levels = 2): Surface {
  const n = 2 ** levels;
  const normals = vertexNormals(surface);
  const { positionsMm: p, triangles } = surface;
  const edgePoints = new Map<number, number>();
  const vertices = p.length / 3;
  const positions: number[] = Array.from(p);
  const out: number[] = [];
  const index = new Int32Array((n + 1) * (n + 1));
  const control = new Float64Array(30);

  for (let t = 0; t < triangleCount(surface); t++) {
    const v = [triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2]];
    patch(p, normals, v, control);
    for (let i = 0; i <= n; i++) {
      for (let j = 0; j <= n - i; j++) {
        const k = n - i - j;
        // Weights i, j, k of corners 0, 1, 2.
        const at = i * (n + 1) + j;
        if (i === n) index[at] = v[0];
        else if (j === n) index[at] = v[1];
        else if (k === n) index[at] = v[2];
        else {
          const key = edgePointKey(v, [i, j, k], vertices, n);
          const known = key < 0 ? undefined : edgePoints.get(key);
          index[at] = known ?? positions.length / 3;
          if (known !== undefined) continue;
          if (key >= 0) edgePoints.set(key, index[at]);
          evaluate(control, i / n, j / n, k / n, positions);
        }
      }
    }
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n - i; j++) {
        const a = index[(i + 1) * (n + 1) + j];
        const b = index[i * (n + 1) + j + 1];
        const c = index[i * (n + 1) + j];
        out.push(a, b, c);
        if (i + j + 2 <= n) out.push(a, index[(i + 1) * (n + 1) + j + 1], b);
      }
    }
  }
  return { positionsMm: Float32Array.from(positions), triangles: Uint32Array.from(out) };
}

/** A number for a point on an edge that both triangles of the edge agree on; negative inside a triangle. */
function edgePointKey(v: number[], weights: number[], vertices: number, n: number): number {
  const zero = weights.indexOf(0);
  if (zero < 0) return -1;
  const a = zero === 0 ? 1 : 0;
  const b = zero === 2 ? 1 : 2;
  const [low, high, weight] = v[a] < v[b] ? [v[a], v[b], weights[a]] : [v[b], v[a], weights[b]];
  return (low * vertices + high) * n + weight;
}

/** The ten control points of the patch, in the order 300 030 003 210 120 021 012 102 201 111. */
function patch(p: Float32Array, normals: Float32Array, v: number[], out: Float64Array): void {
  for (let c = 0; c < 3; c++) for (let d = 0; d < 3; d++) out[3 * c + d] = p[3 * v[c] + d];
  const edges = [
    [0, 1],
    [1, 0],
    [1, 2],
    [2, 1],
    [2, 0],
    [0, 2],
  ];
  edges.forEach(([from, to], e) => {
    const a = 3 * v[from];
    const b = 3 * v[to];
    let lift = 0;
    for (let d = 0; d < 3; d++) lift += (p[b + d] - p[a + d]) * normals[a + d];
    for (let d = 0; d < 3; d++) out[9 + 3 * e + d] = (2 * p[a + d] + p[b + d] - lift * normals[a + d]) / 3;
  });
  for (let d = 0; d < 3; d++) {
    let mid = 0;
    let corner = 0;
    for (let e = 0; e < 6; e++) mid += out[9 + 3 * e + d] / 6;
    for (let c = 0; c < 3; c++) corner += out[3 * c + d] / 3;
    out[27 + d] = mid + (mid - corner) / 2;
  }
}

function evaluate(c: Float64Array, a: number, b: number, g: number, into: number[]): void {
  const w = [a ** 3, b ** 3, g ** 3, 3 * a * a * b, 3 * a * b * b, 3 * b * b * g, 3 * b * g * g, 3 * g * g * a];
  const weights = [...w, 3 * g * a * a, 6 * a * b * g];
  for (let d = 0; d < 3; d++) {
    let sum = 0;
    for (let k = 0; k < 10; k++) sum += weights[k] * c[3 * k + d];
    into.push(sum);
  }
}
