import type { Dims } from './volume';

/** The largest part of a mask whose voxels hang together by faces. */
export function largestComponent(mask: Uint8Array, dims: Dims): Uint8Array {
  const { labels, sizes } = labelComponents(mask, dims);
  let largest = 0;
  for (let label = 1; label < sizes.length; label++) if (sizes[label] > (sizes[largest] ?? 0)) largest = label;
  return Uint8Array.from(labels, (label) => (label === largest && label > 0 ? 1 : 0));
}

/** The mask with every cavity filled: what cannot be reached from the box's edge without crossing it. */
export function fillCavities(mask: Uint8Array, dims: Dims): Uint8Array {
  const { labels, onEdge } = labelComponents(
    mask.map((value) => (value ? 0 : 1)),
    dims,
  );
  return Uint8Array.from(labels, (label) => (label > 0 && onEdge[label] ? 0 : 1));
}

interface Components {
  /** 0 outside the mask, else the number of the part. */
  labels: Int32Array;
  /** Voxels of each part; sizes[0] is 0. */
  sizes: number[];
  onEdge: boolean[];
}

function labelComponents(mask: Uint8Array, dims: Dims): Components {
  const [nx, ny, nz] = dims;
  const labels = new Int32Array(mask.length);
  const sizes = [0];
  const onEdge = [false];
  const stack = new Int32Array(mask.length);
  for (let seed = 0; seed < mask.length; seed++) {
    if (!mask[seed] || labels[seed]) continue;
    const label = sizes.length;
    let size = 0;
    let edge = false;
    let top = 0;
    stack[top++] = seed;
    labels[seed] = label;
    const push = (v: number): void => {
      if (mask[v] && !labels[v]) {
        labels[v] = label;
        stack[top++] = v;
      }
    };
    while (top > 0) {
      const v = stack[--top];
      size++;
      const i = v % nx;
      const j = Math.floor(v / nx) % ny;
      const k = Math.floor(v / (nx * ny));
      if (i === 0 || j === 0 || k === 0 || i === nx - 1 || j === ny - 1 || k === nz - 1) edge = true;
      if (i > 0) push(v - 1);
      if (i < nx - 1) push(v + 1);
      if (j > 0) push(v - nx);
      if (j < ny - 1) push(v + nx);
      if (k > 0) push(v - nx * ny);
      if (k < nz - 1) push(v + nx * ny);
    }
    sizes.push(size);
    onEdge.push(edge);
  }
  return { labels, sizes, onEdge };
}
