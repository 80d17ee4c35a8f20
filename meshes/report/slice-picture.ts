import type { NiftiImage } from '../../src/formats/nifti-read';
import type { Surface } from '../../src/model/surface';
import type { Vec3 } from '../../src/model/vec3';
import { interpolate } from '../build/head-images';
import { drawLetter } from './letters';
import { blank, type Picture } from './png';

export type Plane = 'axial' | 'coronal' | 'sagittal';

/** Axes of RAS space: to the right of the picture, up, and across it. */
const AXES: Record<Plane, readonly [number, number, number]> = {
  axial: [0, 1, 2],
  coronal: [0, 2, 1],
  sagittal: [1, 2, 0],
};
/** What the left and right edges are. */
const SIDES: Record<Plane, readonly ['L' | 'P', 'R' | 'A']> = {
  axial: ['L', 'R'],
  coronal: ['L', 'R'],
  sagittal: ['P', 'A'],
};

export interface Outline {
  surface: Surface;
  /** Red, green, blue, 0 to 255. */
  colour: Vec3;
}

export interface SliceShot {
  plane: Plane;
  /** Where along its normal the plane lies, mm. */
  atMm: number;
  pixelsPerMm: number;
  /** What the picture shows of its two axes, mm: left, right and bottom, top. */
  window: { right: readonly [number, number]; up: readonly [number, number] };
  /** Image value that becomes white. */
  white: number;
}

/**
 * One slice of an image, neurological (the left side on the left), with the outlines of surfaces over it and a cross at
 * each of `marksMm`.
 */
export function slicePicture(
  image: NiftiImage,
  shot: SliceShot,
  outlines: readonly Outline[],
  marksMm: readonly Vec3[] = [],
): Picture {
  const { plane, atMm, pixelsPerMm, window, white } = shot;
  const [u, w, n] = AXES[plane];
  const width = Math.round((window.right[1] - window.right[0]) * pixelsPerMm);
  const height = Math.round((window.up[1] - window.up[0]) * pixelsPerMm);
  const picture = blank(width, height);
  const p: [number, number, number] = [0, 0, 0];
  p[n] = atMm;
  for (let row = 0; row < height; row++) {
    p[w] = window.up[1] - (row + 0.5) / pixelsPerMm;
    for (let column = 0; column < width; column++) {
      p[u] = window.right[0] + (column + 0.5) / pixelsPerMm;
      const grey = Math.min(255, Math.round((255 * valueAt(image, p)) / white));
      picture.rgb.fill(grey, 3 * (row * width + column), 3 * (row * width + column) + 3);
    }
  }
  const toPixel = (a: number, b: number): [number, number] => [
    (a - window.right[0]) * pixelsPerMm - 0.5,
    (window.up[1] - b) * pixelsPerMm - 0.5,
  ];
  for (const { surface, colour } of outlines) {
    const cover = new Float32Array(width * height);
    for (const [a, b] of cutSegments(surface, plane, atMm)) {
      coverLine(cover, width, height, toPixel(a[0], a[1]), toPixel(b[0], b[1]));
    }
    blend(picture, cover, colour);
  }
  const crosses = new Float32Array(width * height);
  for (const mark of marksMm) {
    const [x, y] = toPixel(mark[u], mark[w]);
    coverLine(crosses, width, height, [x - CROSS, y], [x + CROSS, y]);
    coverLine(crosses, width, height, [x, y - CROSS], [x, y + CROSS]);
  }
  blend(picture, crosses, MARK);
  const [left, right] = SIDES[plane];
  drawLetter(picture, left, 6, 6);
  drawLetter(picture, right, width - 16, 6);
  return picture;
}

/** Half the width of a cross, pixels, and its colour. */
const CROSS = 7;
const MARK: Vec3 = [255, 60, 160];

function blend({ rgb }: Picture, cover: Float32Array, colour: Vec3): void {
  cover.forEach((alpha, i) => {
    if (alpha === 0) return;
    for (let k = 0; k < 3; k++) rgb[3 * i + k] = Math.round(rgb[3 * i + k] * (1 - alpha) + colour[k] * alpha);
  });
}

type Point = readonly [number, number];

/** Where a plane cuts a surface: segments in the picture's two axes, mm. */
export function cutSegments({ positionsMm: p, triangles }: Surface, plane: Plane, atMm: number): [Point, Point][] {
  const [u, w, n] = AXES[plane];
  const segments: [Point, Point][] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    const ends: Point[] = [];
    for (let k = 0; k < 3; k++) {
      const [a, b] = [3 * triangles[t + k], 3 * triangles[t + ((k + 1) % 3)]];
      const [before, after] = [p[a + n] - atMm, p[b + n] - atMm];
      if (before < 0 === after < 0) continue;
      const s = before / (before - after);
      ends.push([p[a + u] + s * (p[b + u] - p[a + u]), p[a + w] + s * (p[b + w] - p[a + w])]);
    }
    if (ends.length === 2) segments.push([ends[0], ends[1]]);
  }
  return segments;
}

/** The trilinear value at a place in mm; 0 outside. Axes as RAS only, which the bundled image has. */
function valueAt({ dims, affineMm, values }: NiftiImage, p: readonly number[]): number {
  const [nx, ny, nz] = dims;
  const [x, y, z] = p.map((value, d) => (value - affineMm[4 * d + 3]) / affineMm[5 * d]);
  const isInside = x >= 0 && y >= 0 && z >= 0 && x <= nx - 1 && y <= ny - 1 && z <= nz - 1;
  return isInside ? interpolate(values, [nx, ny, nz], x, y, z) : 0;
}

/** A line a good pixel wide, with soft edges. */
function coverLine(cover: Float32Array, width: number, height: number, a: Point, b: Point): void {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  const firstX = Math.max(0, Math.floor(Math.min(a[0], b[0]) - 1));
  const lastX = Math.min(width - 1, Math.ceil(Math.max(a[0], b[0]) + 1));
  const lastY = Math.min(height - 1, Math.ceil(Math.max(a[1], b[1]) + 1));
  for (let y = Math.max(0, Math.floor(Math.min(a[1], b[1]) - 1)); y <= lastY; y++) {
    for (let x = firstX; x <= lastX; x++) {
      const along = squared > 0 ? Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / squared)) : 0;
      const away = Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy);
      const alpha = Math.min(1, Math.max(0, 1.15 - away));
      cover[y * width + x] = Math.max(cover[y * width + x], alpha);
    }
  }
}
