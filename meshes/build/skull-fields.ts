import { fillCavities, largestComponent } from './components';
import { above, close, open } from './distance-transform';
import { gaussian } from './gaussian';
import { forEachVoxel, HEAD_GRID, interpolate } from './head-images';
import { signedDistance } from './signed-distance';
import type { Grid } from './volume';

/** What T1 does not show has to be assumed; these figures are assumptions, mm. */
export const SKULL_CHOICES = {
  /** CSF between the brain closed by a ball of `duraClosingMm` and the inner table. */
  duraClosingMm: 14,
  csfMm: 2.5,
  minCsfMm: 1.5,
  /** What the last smoothing may leave of it. */
  leastCsfMm: 1,
  /** Bone on the vault is read from T1 between these bounds; base and face have the fixed one. */
  minBoneMm: 3,
  maxBoneMm: 10,
  baseBoneMm: 6,
  minScalpMm: 2.5,
  /** T1 between air and skin. */
  skinT1: 25,
  /** The neck goes on below the image by this much. */
  neckMm: 13,
} as const;

const { dims } = HEAD_GRID;

/** The inner table: it is not imaged; the brain's closing, smoothed, plus 2.5 mm of CSF. Signed distance, mm. */
export function innerSkullField(pial: Float32Array): Float32Array {
  const { duraClosingMm, csfMm, minCsfMm, leastCsfMm } = SKULL_CHOICES;
  const grown = signedDistance(
    pial.map((value) => value + duraClosingMm),
    dims,
  );
  const closed = gaussian(
    grown.map((value) => value - duraClosingMm),
    dims,
    2,
  );
  const shell = gaussian(
    closed.map((value, v) => Math.max(value + csfMm, pial[v] + minCsfMm)),
    dims,
    1,
  );
  return signedDistance(
    shell.map((value, v) => Math.max(value, pial[v] + leastCsfMm)),
    dims,
  );
}

/** The skin as T1 shows it: largest piece, notches and air cavities filled, ears and noise trimmed. Signed distance, mm. */
export function skinField(t1: Float32Array): Float32Array {
  const extended = withNeck(t1);
  const head = largestComponent(above(gaussian(extended, dims, 1), SKULL_CHOICES.skinT1), dims);
  const closed = fillSlicesBelow(close(head, dims, 6), HEAD_GRID, 20);
  const smooth = gaussian(Float32Array.from(open(fillCavities(closed, dims), dims, 4)), dims, 1.6);
  return signedDistance(
    smooth.map((value) => value - 0.5),
    dims,
  );
}

/** The image's last slice, repeated downward. */
function withNeck(t1: Float32Array): Float32Array {
  const slice = dims[0] * dims[1];
  const isEmpty = (k: number): boolean => t1.subarray(k * slice, (k + 1) * slice).every((value) => value === 0);
  let lowest = 0;
  while (isEmpty(lowest)) lowest++;
  const out = t1.slice();
  for (let k = Math.max(1, lowest - SKULL_CHOICES.neckMm); k < lowest; k++) {
    out.copyWithin(k * slice, lowest * slice, (lowest + 1) * slice);
  }
  return out;
}

/** Fills what a mask encloses within each axial slice below `topMm`: mouth, throat, sinuses. */
export function fillSlicesBelow(mask: Uint8Array, grid: Grid, topMm: number): Uint8Array {
  const [nx, ny, nz] = grid.dims;
  const out = mask.slice();
  for (let k = 0; k < nz && grid.originMm[2] + k * grid.voxelMm < topMm; k++) {
    const slice = out.subarray(k * nx * ny, (k + 1) * nx * ny);
    if (slice.includes(1)) slice.set(fillPlane(slice, nx, ny));
  }
  return out;
}

function fillPlane(slice: Uint8Array, nx: number, ny: number): Uint8Array {
  const outside = new Uint8Array(slice.length);
  const stack: number[] = [];
  const push = (v: number): void => {
    if (slice[v] || outside[v]) return;
    outside[v] = 1;
    stack.push(v);
  };
  for (let i = 0; i < nx; i++) for (const j of [0, ny - 1]) push(i + nx * j);
  for (let j = 0; j < ny; j++) for (const i of [0, nx - 1]) push(i + nx * j);
  for (let v = stack.pop(); v !== undefined; v = stack.pop()) {
    if (v % nx > 0) push(v - 1);
    if (v % nx < nx - 1) push(v + 1);
    if (v >= nx) push(v - nx);
    if (v < nx * (ny - 1)) push(v + nx);
  }
  return outside.map((value) => (value ? 0 : 1));
}

/** The outer table: the inner one plus bone, at least 3 mm, and 2.5 mm under the skin. Signed distance, mm. */
export function outerSkullField(t1: Float32Array, inner: Float32Array, skin: Float32Array): Float32Array {
  const bone = boneThickness(t1, inner);
  const { minBoneMm, minScalpMm } = SKULL_CHOICES;
  const field = gaussian(
    inner.map((value, v) => value + bone[v]),
    dims,
    1,
  );
  return signedDistance(
    field.map((value, v) => Math.max(Math.min(value, skin[v] - minScalpMm), inner[v] + minBoneMm)),
    dims,
  );
}

/** The skin kept 2.5 mm off the bone. Signed distance, mm. */
export const scalpField = (skin: Float32Array, outer: Float32Array): Float32Array =>
  signedDistance(
    skin.map((value, v) => Math.max(value, outer[v] + SKULL_CHOICES.minScalpMm)),
    dims,
  );

/** Bone thickness, mm, at every voxel: that of the inner table near by, averaged over 5 mm. */
function boneThickness(t1: Float32Array, inner: Float32Array): Float32Array {
  const smoothT1 = gaussian(t1, dims, 0.5);
  const smoothInner = gaussian(inner, dims, 2);
  const weight = new Float32Array(inner.length);
  const weighted = new Float32Array(inner.length);
  const [nx, ny] = dims;
  const strides = [1, nx, nx * ny];
  forEachVoxel(HEAD_GRID, (v, x, y, z) => {
    if (Math.abs(inner[v]) > 0.5) return;
    const gradient = strides.map((stride) => smoothInner[v + stride] - smoothInner[v - stride]);
    const length = Math.hypot(...gradient) || 1;
    const onVault = z >= -5 || (z > -35 && y < -60);
    weight[v] = 1;
    weighted[v] = onVault
      ? rayThickness(
          smoothT1,
          [x, y, z].map((value, d) => value - HEAD_GRID.originMm[d]),
          gradient.map((value) => -value / length),
        )
      : SKULL_CHOICES.baseBoneMm;
  });
  const total = gaussian(weight, dims, 5);
  const sum = gaussian(weighted, dims, 5);
  return total.map((value, v) => (value > 1e-6 ? sum[v] / value : SKULL_CHOICES.baseBoneMm));
}

/** Bone is dark in T1: it ends where the ray from the inner table first rises to half of the brightest it meets. */
function rayThickness(t1: Float32Array, start: number[], outward: number[]): number {
  const step = 0.5;
  const values = Array.from({ length: 31 }, (_, n) => {
    const [x, y, z] = start.map((value, d) => value + outward[d] * n * step);
    return interpolate(t1, dims, x, y, z);
  });
  const first = SKULL_CHOICES.csfMm / step;
  const threshold = Math.min(70, Math.max(40, Math.max(...values.slice(first)) / 2));
  const end = values.findIndex((value, n) => n >= first && value >= threshold);
  const thickness = end < 0 ? SKULL_CHOICES.maxBoneMm : end * step;
  return Math.min(SKULL_CHOICES.maxBoneMm, Math.max(SKULL_CHOICES.minBoneMm, thickness));
}
