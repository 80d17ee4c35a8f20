import { largestComponent } from './components';
import { above } from './distance-transform';
import { IS_SIMPLE, NEIGHBOURS } from './freudenthal';
import { signedDistance } from './signed-distance';
import type { Dims } from './volume';

/** Fields are sorted into bins this wide (in the field's unit) when voxels are taken away. */
const BIN = 0.02;

/**
 * The part field > 0 with its topology made that of a ball: one component, no cavity, no tunnel. It starts from the full box
 * and takes background voxels away from the lowest field upward, each only while that changes no topology; so
 * a tunnel stays closed by a membrane where the field is highest, the likeliest to be tissue.
 *
 * The box must have background on its edge. Returns the mask of the object; voxels above 0 always belong to it
 * unless they lie in a separate piece, which is bridged (not dropped): pass the largest component.
 */
export function ballTopology(field: Float32Array, dims: Dims): Uint8Array {
  const [nx, ny, nz] = dims;
  const object = new Uint8Array(field.length).fill(1);
  const offsets = NEIGHBOURS.map(([x, y, z]) => x + nx * (y + ny * z));
  const lowest = field.reduce((least, value) => Math.min(least, value), 0);
  const bins = new Int32Array(Math.floor(-Math.max(lowest, -1000) / BIN) + 2).fill(-1);
  const next = new Int32Array(field.length);
  const queued = new Uint8Array(field.length);
  let bin = bins.length;
  const push = (v: number): void => {
    if (queued[v] || !object[v] || field[v] > 0) return;
    // Bin 0 holds the lowest fields.
    const to = Math.max(0, bins.length - 1 - Math.floor(-field[v] / BIN));
    queued[v] = 1;
    next[v] = bins[to];
    bins[to] = v;
    if (to < bin) bin = to;
  };
  const onEdge = (i: number, j: number, k: number): boolean =>
    i === 0 || j === 0 || k === 0 || i === nx - 1 || j === ny - 1 || k === nz - 1;
  for (let k = 0, v = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++, v++) if (onEdge(i, j, k)) push(v);
  }
  bin = 0;
  while (bin < bins.length) {
    const v = bins[bin];
    if (v < 0) {
      bin++;
      continue;
    }
    bins[bin] = next[v];
    queued[v] = 0;
    const i = v % nx;
    const j = Math.floor(v / nx) % ny;
    const k = Math.floor(v / (nx * ny));
    const inner = !onEdge(i, j, k);
    let members = 0;
    for (let n = 0; n < 14; n++) {
      if (inner || isInBox(i, j, k, n, dims)) members |= object[v + offsets[n]] << n;
    }
    if (!IS_SIMPLE[members]) continue;
    object[v] = 0;
    for (let n = 0; n < 14; n++) if (inner || isInBox(i, j, k, n, dims)) push(v + offsets[n]);
  }
  return object;
}

function isInBox(i: number, j: number, k: number, neighbour: number, dims: Dims): boolean {
  const [x, y, z] = NEIGHBOURS[neighbour];
  return i + x >= 0 && j + y >= 0 && k + z >= 0 && i + x < dims[0] && j + y < dims[1] && k + z < dims[2];
}

/** The field with the signs of `object`: where they differ, a small value of the right sign. */
export function withTopology(field: Float32Array, object: Uint8Array): { field: Float32Array; changed: number } {
  let changed = 0;
  const out = field.map((value, v) => {
    if (value > 0 === object[v] > 0) return value;
    changed++;
    return object[v] ? 0.1 : -0.1;
  });
  return { field: out, changed };
}

/** The largest piece of field > 0 with the topology of a ball; `changed` counts the voxels filled for it. */
export function asBall(field: Float32Array, dims: Dims): { field: Float32Array; changed: number } {
  const piece = largestComponent(above(field, 0), dims);
  const onePiece = field.map((value, v) => (piece[v] ? value : Math.min(value, -0.05)));
  // Far from the surface a field may be flat; its distance tells which of two gaps is the deeper one.
  return withTopology(onePiece, ballTopology(signedDistance(onePiece, dims), dims));
}
