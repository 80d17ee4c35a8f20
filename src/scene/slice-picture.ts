import type { FieldFrame } from '../app/field-store';
import type { InnerField } from '../app/inner-field';
import type { NiftiImage } from '../formats/nifti-read';
import { GREY, readWithin, WHITE } from '../measures/tissue-grid';
import type { Head } from '../model/head';
import { type BoxMm, SLICES, type SliceFit, type SliceId, toCanvas } from '../model/slice';
import type { Vec3 } from '../model/vec3';
import { type Plane, planeCut } from '../targeting/plane-cut';
import { entryOf } from './colour-maps';
import { whiteLevel } from './image-texture';
import { type SliceColours, SliceLines } from './slice-lines';

/** What a slice shows. */
export interface SliceContents {
  head: Head;
  /** Without one the tissues are filled in flat greys. */
  image: NiftiImage | null;
  /** The field within the brain, where it is known. */
  field: InnerField | null;
  /** The field along cortex and white matter, shown as lines until then. */
  frame: FieldFrame | null;
  colours: SliceColours;
}

/** Kept off the graphics card: contours of thousands of points are drawn and read back faster without it. */
const CPU = { willReadFrequently: true } as const;

/** Lines of the boundaries, by the tissue they enclose. */
const LINE_COLOURS: Record<string, string> = {
  scalp: '#c9a08b',
  skull: '#efe6cd',
  csf: '#6fb0dc',
  grey_matter: '#f2a65e',
  white_matter: '#ffffff',
};
/** Tissue without an image. */
const FILL_COLOURS: Record<string, string> = {
  scalp: '#3a3431',
  skull: '#4a4740',
  csf: '#22313c',
  grey_matter: '#524a48',
  white_matter: '#6d6a66',
};
/** Pixels of the field's layer, a millimetre each. */
const OVERLAY_ALPHA = 225;

/** One slice and what was last drawn on it, so that a new field does not cut the head again. */
export class SlicePicture {
  private contours: { head: Head; at: number; paths: { name: string; path: Path2D }[] } | null = null;
  private base: { image: NiftiImage; index: number; canvas: OffscreenCanvas } | null = null;
  private readonly lines: SliceLines;
  private readonly still = new OffscreenCanvas(1, 1);
  private stillKey: unknown[] = [];
  private readonly overlay = new OffscreenCanvas(1, 1);
  private readonly mask = new OffscreenCanvas(1, 1);

  constructor(
    readonly id: SliceId,
    private readonly box: BoxMm,
  ) {
    this.lines = new SliceLines(id);
  }

  /** The name of the innermost boundary round a point of the slice, null in the air. */
  tissueAt(head: Head, p: Vec3): string | null {
    const { across, up, through } = SLICES[this.id];
    const context = this.mask.getContext('2d', CPU);
    context?.resetTransform();
    const inside = this.pathsOf(head, p[through]).filter(({ path }) =>
      context?.isPointInPath(path, p[across], p[up], 'evenodd'),
    );
    return inside.at(-1)?.name ?? null;
  }

  /** Draws the slice through `at`; what does not change with the crosshair in it is kept from the time before. */
  draw(context: CanvasRenderingContext2D, fit: SliceFit, at: Vec3, shown: SliceContents): void {
    const { width, height } = context.canvas;
    const ratio = context.getTransform().a;
    const { head, image, field, frame, colours } = shown;
    const { table, scale, min, max, threshold } = colours;
    const key: unknown[] = [width, height, ratio, at[SLICES[this.id].through], head, image, field];
    // Without a field in it, it does not change with the colours' window: that of a moving coil.
    if (field) key.push(table, scale, min, max, threshold);
    if (key.length !== this.stillKey.length || key.some((x, k) => x !== this.stillKey[k])) {
      this.stillKey = key;
      Object.assign(this.still, { width, height });
      const still = this.still.getContext('2d', CPU);
      still?.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (still) this.paint(still, fit, at, shown);
    }
    context.drawImage(this.still, 0, 0, width / ratio, height / ratio);
    if (field || !frame) return;
    context.save();
    this.toMm(context, fit);
    this.lines.draw(context, fit.pxPerMm, head, at, frame, colours);
    context.restore();
  }

  /** From here on lengths are mm of the slice's axes. */
  private toMm(context: CanvasTransform, fit: SliceFit): void {
    const { across, up } = SLICES[this.id];
    context.translate(fit.left, fit.top);
    context.scale(fit.pxPerMm, -fit.pxPerMm);
    context.translate(-this.box.low[across], -this.box.high[up]);
  }

  private paint(
    context: OffscreenCanvasRenderingContext2D,
    fit: SliceFit,
    at: Vec3,
    { head, image, field, colours }: SliceContents,
  ): void {
    const { across, up, through } = SLICES[this.id];
    const { low } = this.box;
    const paths = this.pathsOf(head, at[through]);
    const inHead = (paint: () => void): void => {
      context.save();
      this.toMm(context, fit);
      paint();
      context.restore();
    };
    const base = image && this.baseOf(image, at[through]);
    if (image && base) {
      inHead(() => {
        const [width, height] = [base.canvas.width, base.canvas.height];
        const s = image.affineMm[0];
        // Row 0 of the picture is the highest; the head's axis runs up.
        context.translate(image.affineMm[4 * across + 3] - s / 2, image.affineMm[4 * up + 3] - s / 2 + s * height);
        context.scale(s, -s);
        context.drawImage(base.canvas, 0, 0, width, height);
      });
    } else {
      inHead(() => {
        for (const { name, path } of paths) {
          context.fillStyle = FILL_COLOURS[name] ?? '#3c4248';
          context.fill(path, 'evenodd');
        }
      });
    }
    if (field) {
      this.paintField(head, at, field, colours);
      inHead(() => {
        context.imageSmoothingEnabled = false;
        context.translate(Math.floor(low[across]), Math.floor(low[up]));
        context.drawImage(this.overlay, 0, 0);
      });
    }
    inHead(() => {
      context.lineWidth = 1 / fit.pxPerMm;
      for (const { name, path } of paths) {
        context.strokeStyle = LINE_COLOURS[name] ?? '#c0c6cc';
        context.globalAlpha = 0.85;
        context.stroke(path);
      }
    });
  }

  private pathsOf(head: Head, at: number): { name: string; path: Path2D }[] {
    const known = this.contours;
    if (known && known.head === head && Math.abs(known.at - at) < 0.05) return known.paths;
    const { across, up, through } = SLICES[this.id];
    const normal: Vec3 = [through === 0 ? 1 : 0, through === 1 ? 1 : 0, through === 2 ? 1 : 0];
    const plane: Plane = { normal, offsetMm: at };
    const paths = head.layers.map(({ name, surface }) => {
      const path = new Path2D();
      for (const { points } of planeCut(surface, plane)) {
        for (const [i, p] of points.entries()) {
          if (i === 0) path.moveTo(p[across], p[up]);
          else path.lineTo(p[across], p[up]);
        }
        path.closePath();
      }
      return { name, path };
    });
    this.contours = { head, at, paths };
    return paths;
  }

  private baseOf(image: NiftiImage, at: number): { canvas: OffscreenCanvas } | null {
    const { across, up, through } = SLICES[this.id];
    const { affineMm: a, dims, values } = image;
    const index = Math.round((at - a[4 * through + 3]) / a[0]);
    if (this.base?.image === image && this.base.index === index) return this.base;
    if (index < 0 || index >= dims[through]) return null;
    const [width, height] = [dims[across], dims[up]];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', CPU);
    if (!context) return null;
    const strides = [1, dims[0], dims[0] * dims[1]];
    const picture = context.createImageData(width, height);
    const gain = 255 / whiteLevel(image);
    for (let j = 0; j < height; j++) {
      for (let i = 0; i < width; i++) {
        const value = values[index * strides[through] + i * strides[across] + j * strides[up]];
        const o = 4 * ((height - 1 - j) * width + i);
        picture.data[o] = picture.data[o + 1] = picture.data[o + 2] = gain * value;
        picture.data[o + 3] = 255;
      }
    }
    context.putImageData(picture, 0, 0);
    this.base = { image, index, canvas };
    return this.base;
  }

  /** The field's colours, one pixel a millimetre, the lowest row first. */
  private paintField(head: Head, at: Vec3, field: InnerField, colours: SliceColours): void {
    const { across, up, through } = SLICES[this.id];
    const { low, high } = this.box;
    const { table, scale, threshold } = colours;
    const [x0, y0] = [Math.floor(low[across]), Math.floor(low[up])];
    const [width, height] = [Math.ceil(high[across]) - x0, Math.ceil(high[up]) - y0];
    const tissue = this.tissueMask(head, at[through], x0, y0, width, height);
    this.overlay.width = width;
    this.overlay.height = height;
    const context = this.overlay.getContext('2d', CPU);
    if (!context) return;
    const picture = context.createImageData(width, height);
    const p: [number, number, number] = [at[0], at[1], at[2]];
    for (let o = 0; o < tissue.length; o++) {
      if (tissue[o] === 0) continue;
      p[across] = x0 + (o % width) + 0.5;
      p[up] = y0 + Math.floor(o / width) + 0.5;
      const volts = scale * readWithin(field.grid, field.magnitude, tissue[o], p);
      if (!(volts >= threshold)) continue;
      const entry = 3 * entryOf(volts, colours);
      for (let c = 0; c < 3; c++) picture.data[4 * o + c] = table[entry + c];
      picture.data[4 * o + 3] = OVERLAY_ALPHA;
    }
    context.putImageData(picture, 0, 0);
  }

  /** GREY, WHITE or 0 for each pixel of the field's layer, by the contours. */
  private tissueMask(head: Head, at: number, x0: number, y0: number, width: number, height: number): Uint8Array {
    this.mask.width = width;
    this.mask.height = height;
    const context = this.mask.getContext('2d', CPU);
    const out = new Uint8Array(width * height);
    if (!context) return out;
    context.translate(-x0, -y0);
    for (const { name, path } of this.pathsOf(head, at)) {
      if (name !== 'grey_matter' && name !== 'white_matter') continue;
      context.fillStyle = name === 'grey_matter' ? '#f00' : '#0f0';
      context.fill(path, 'evenodd');
    }
    const { data } = context.getImageData(0, 0, width, height);
    for (let o = 0; o < out.length; o++) {
      // What a border crosses is given to the side that has more of it.
      if (data[4 * o + 3] >= 128) out[o] = data[4 * o + 1] >= 128 ? WHITE : GREY;
    }
    return out;
  }
}

/** The crosshair on a slice, open round its middle. */
export function drawCrosshair(
  context: CanvasRenderingContext2D,
  id: SliceId,
  box: BoxMm,
  fit: SliceFit,
  at: Vec3,
  size: { width: number; height: number },
): void {
  const [x, y] = toCanvas(SLICES[id], box, fit, at);
  const gap = 5;
  context.strokeStyle = '#ffd9a8';
  context.lineWidth = 1;
  context.globalAlpha = 0.9;
  context.beginPath();
  for (const [x0, y0, x1, y1] of [
    [0, y, x - gap, y],
    [x + gap, y, size.width, y],
    [x, 0, x, y - gap],
    [x, y + gap, x, size.height],
  ]) {
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
  }
  context.stroke();
  context.globalAlpha = 1;
}
