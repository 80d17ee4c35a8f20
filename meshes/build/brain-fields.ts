import { fillCavities, largestComponent } from './components';
import { above, close, dilate, nearestFeature, not } from './distance-transform';
import { EDGES } from './freudenthal';
import { gaussian } from './gaussian';
import { forEachVoxel, HEAD_GRID, type HeadImages } from './head-images';
import { signedDistance } from './signed-distance';
import { asBall } from './topology';
import type { Dims } from './volume';

/**
 * The figures below were chosen by looking at sulci and gyri of Colin27: with the
 * threshold at the midpoint of the grey and white peaks (100) white matter thins out, without the cap sulci stay fused.
 */
export const BRAIN_CHOICES = {
  /** T1 at the grey-white interface and the width of its ramp. */
  whiteT1: 97,
  whiteRamp: 14,
  /** T1 below which a voxel of cortex counts as sulcus. */
  sulcusT1: 76,
  sulcusRamp: 12,
  /** Bounds of cortical thickness, mm. The upper one opens fused sulci; thickness is therefore no validation. */
  minCortexMm: 1.2,
  maxCortexMm: 3.5,
  ventricleWallMm: 2,
  narrowGapDepth: 0.5,
  /** The brain stem is grey below the first and absent below the second height, mm. */
  stemWhiteAboveMm: -18,
  stemCutMm: -62,
} as const;

const { dims } = HEAD_GRID;

/** AAL codes. */
const isHippocampal = (code: number): boolean => code >= 37 && code <= 42;
const isDeepNucleus = (code: number): boolean => code >= 71 && code <= 78;
const isCerebellar = (code: number): boolean => code >= 91;

/** The part of the brain stem that AAL leaves unlabelled, roughly. */
const inStemBox = (x: number, y: number, z: number): boolean => Math.abs(x) < 26 && y > -48 && y < -6 && z < -12;

/** Ventricles: the largest cavity of the brain once gaps of 2 mm are closed, grown back by 3 mm into what is no brain. */
export function ventricles(images: HeadImages): Uint8Array {
  const brain = above(images.brain, 0.5);
  const closed = close(brain, dims, 2);
  const filled = fillCavities(closed, dims);
  const cavity = largestComponent(
    filled.map((value, v) => (value && !closed[v] ? 1 : 0)),
    dims,
  );
  return dilate(cavity, dims, 3).map((value, v) => (value && !brain[v] ? 1 : 0));
}

/** A signed distance to the fixed surface, mm (1 mm voxels), and how many voxels its topology cost. */
export interface TissueField {
  distance: Float32Array;
  filledVoxels: number;
}

/** White matter with ventricles, basal ganglia and thalamus; no cerebellum; brain stem only above z = -18. */
export function whiteField(images: HeadImages, ventricle: Uint8Array): TissueField {
  const { brain, brainT1, aal, nearestAal } = images;
  const brainMask = above(brain, 0.5);
  const depth = nearestFeature(not(brainMask), dims).squared;
  const field = brainT1.map((value, v) =>
    brainMask[v] ? clampToOne((value - BRAIN_CHOICES.whiteT1) / BRAIN_CHOICES.whiteRamp) : -1,
  );
  // The wall of a ventricle is grey in T1 where it is half CSF: without it a shell of false cortex would line it.
  const ventricleAndWall = dilate(ventricle, dims, BRAIN_CHOICES.ventricleWallMm);
  forEachVoxel(HEAD_GRID, (v, x, y, z) => {
    if (ventricleAndWall[v] || isDeepNucleus(aal[v])) field[v] = 1;
    else if (isCerebellar(nearestAal[v])) field[v] = -1;
    if (inStemBox(x, y, z) && aal[v] === 0 && !ventricleAndWall[v]) {
      field[v] = z > BRAIN_CHOICES.stemWhiteAboveMm && depth[v] > 4 ? 1 : -1;
    }
  });
  return ballShaped(gaussian(field, dims, 0.6));
}

/** Grey matter's outer surface: sulci opened where T1 says so or cortex would be too thick, cerebellum one blob. */
export function pialField(images: HeadImages, ventricle: Uint8Array, white: Float32Array): TissueField {
  const envelope = brainEnvelope(images, ventricle);
  const nearVentricle = dilate(ventricle, dims, 3);
  const field = envelope.slice();
  forEachVoxel(HEAD_GRID, (v, x, y, z) => {
    const code = images.nearestAal[v];
    const isNeocortex =
      !isCerebellar(code) && !isHippocampal(code) && !nearVentricle[v] && !(inStemBox(x, y, z) && images.aal[v] === 0);
    if (!isNeocortex) return;
    const sulcus = (images.brainT1[v] - BRAIN_CHOICES.sulcusT1) / BRAIN_CHOICES.sulcusRamp;
    field[v] = Math.min(field[v], sulcus, white[v] + BRAIN_CHOICES.maxCortexMm);
  });
  const smooth = gaussian(
    field.map((value) => Math.min(2, Math.max(-2, value))),
    dims,
    0.4,
  );
  const ball = ballShaped(smooth.map((value, v) => Math.max(value, white[v] + BRAIN_CHOICES.minCortexMm)));
  deepenNarrowGaps(ball.distance, dims, BRAIN_CHOICES.narrowGapDepth);
  return ball;
}

/**
 * Where a gap is one voxel wide its field is often just below 0, and the two banks would come to lie a tenth of a millimetre apart.
 * Lowers the field there to -`depth`, which moves the banks apart and changes no sign.
 */
export function deepenNarrowGaps(field: Float32Array, [nx, ny]: Dims, depth: number): void {
  const strides = EDGES.map(([x, y, z]) => x + nx * (y + ny * z));
  const margin = strides[strides.length - 1];
  for (let v = margin; v < field.length - margin; v++) {
    if (field[v] > 0 || field[v] < -depth) continue;
    if (strides.some((step) => field[v - step] > 0 && field[v + step] > 0)) field[v] = -depth;
  }
}

/** The signed distance to the brain's hull before any sulcus is opened by intensity. */
function brainEnvelope(images: HeadImages, ventricle: Uint8Array): Float32Array {
  const soft = images.brain.map((value, v) => (ventricle[v] ? 1 : value));
  const stem = gaussian(soft, dims, 1);
  const cerebellum = above(soft, 0.5).map((value, v) => (value && isCerebellar(images.nearestAal[v]) ? 1 : 0));
  const blob = gaussian(Float32Array.from(close(cerebellum, dims, 3)), dims, 1.2);
  const level = soft.map((value, v) => Math.max(value, blob[v]) - 0.5);
  forEachVoxel(HEAD_GRID, (v, x, y, z) => {
    if (inStemBox(x, y, z) && images.aal[v] === 0) level[v] = Math.max(stem[v], blob[v]) - 0.5;
    level[v] = Math.min(level[v], (z - BRAIN_CHOICES.stemCutMm) / 2);
  });
  return signedDistance(level, dims);
}

/** The largest piece of field > 0, made a ball, as a signed distance. */
function ballShaped(field: Float32Array): TissueField {
  const { field: ball, changed } = asBall(field, dims);
  return { distance: signedDistance(ball, dims), filledVoxels: changed };
}

const clampToOne = (value: number): number => Math.min(1, Math.max(-1, value));
