import type { Vec3 } from './vec3';

type Axis = 0 | 1 | 2;

/** An orthogonal slice, as it is drawn: which head axes run to the right and up, and which one it is cut across. */
export interface SliceAxes {
  title: string;
  across: Axis;
  up: Axis;
  through: Axis;
  /** What lies at the left, right and upper edge. Left is left, as one sees the head from above, from behind, from its right. */
  edges: { left: string; right: string; top: string };
}

export const SLICES = {
  axial: { title: 'Axial', across: 0, up: 1, through: 2, edges: { left: 'L', right: 'R', top: 'A' } },
  coronal: { title: 'Coronal', across: 0, up: 2, through: 1, edges: { left: 'L', right: 'R', top: 'S' } },
  sagittal: { title: 'Sagittal', across: 1, up: 2, through: 0, edges: { left: 'P', right: 'A', top: 'S' } },
} as const satisfies Record<string, SliceAxes>;

export type SliceId = keyof typeof SLICES;
export const SLICE_IDS = Object.keys(SLICES) as SliceId[];

/** A box in the head's frame, mm. */
export interface BoxMm {
  low: Vec3;
  high: Vec3;
}

/** Where a slice is drawn on a canvas: `pxPerMm` and the canvas point of the box's left upper corner. */
export interface SliceFit {
  pxPerMm: number;
  left: number;
  top: number;
}

/** The slice of the box as large as it fits into a canvas, in its middle. */
export function fitSlice(axes: SliceAxes, box: BoxMm, width: number, height: number): SliceFit {
  const wide = box.high[axes.across] - box.low[axes.across];
  const tall = box.high[axes.up] - box.low[axes.up];
  const pxPerMm = Math.min(width / wide, height / tall);
  return { pxPerMm, left: (width - wide * pxPerMm) / 2, top: (height - tall * pxPerMm) / 2 };
}

/** A point of the head on the slice's canvas. */
export function toCanvas(axes: SliceAxes, box: BoxMm, fit: SliceFit, p: Vec3): [number, number] {
  return [
    fit.left + (p[axes.across] - box.low[axes.across]) * fit.pxPerMm,
    fit.top + (box.high[axes.up] - p[axes.up]) * fit.pxPerMm,
  ];
}

/** The point of the head under a point of the canvas, on the slice through `at`; kept within the box. */
export function fromCanvas(axes: SliceAxes, box: BoxMm, fit: SliceFit, x: number, y: number, at: Vec3): Vec3 {
  const out: [number, number, number] = [at[0], at[1], at[2]];
  const clamp = (value: number, d: Axis): number => Math.min(box.high[d], Math.max(box.low[d], value));
  out[axes.across] = clamp(box.low[axes.across] + (x - fit.left) / fit.pxPerMm, axes.across);
  out[axes.up] = clamp(box.high[axes.up] - (y - fit.top) / fit.pxPerMm, axes.up);
  return out;
}
