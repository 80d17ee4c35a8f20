import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import quality from '../../meshes/colin27/report.json' with { type: 'json' };
import { reportPage } from '../../meshes/report/page';
import { PICTURES, type PictureName } from '../../meshes/report/pictures';
import { blank, paste, writePng } from '../../meshes/report/png';
import type { Quality } from '../../meshes/report/quality';
import { cutSegments, slicePicture } from '../../meshes/report/slice-picture';
import { surfacePicture, VIEWS } from '../../meshes/report/surface-picture';
import type { NiftiImage } from '../../src/formats/nifti-read';
import { icosphere } from '../../src/model/icosphere';

const pixel = ({ width, rgb }: { width: number; rgb: Uint8Array }, x: number, y: number): number[] => [
  ...rgb.subarray(3 * (y * width + x), 3 * (y * width + x) + 3),
];

describe('a PNG', () => {
  it('holds the picture, filtered by the pixel to the left', () => {
    const picture = blank(3, 2, [10, 20, 30]);
    paste(picture, blank(5, 1, [200, 0, 255]), 1, 1);
    const png = Buffer.from(writePng(picture));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([3, 2]);
    const length = png.readUInt32BE(33);
    expect(png.subarray(37, 41).toString()).toBe('IDAT');
    expect([...inflateSync(png.subarray(41, 41 + length))]).toEqual(
      [
        [1, 10, 20, 30, 0, 0, 0, 0, 0, 0],
        [1, 10, 20, 30, 190, 236, 225, 0, 0, 0],
      ].flat(),
    );
    // The check sum of an empty IEND chunk, which every PNG ends with.
    expect(png.subarray(-8).toString('hex')).toBe('49454e44ae426082');
  });
});

describe('a slice', () => {
  const ball = icosphere(20, 4);
  const image: NiftiImage = {
    dims: [60, 60, 60],
    affineMm: [1, 0, 0, -30, 0, 1, 0, -30, 0, 0, 1, -30, 0, 0, 0, 1],
    values: Float32Array.from({ length: 60 ** 3 }, (_, v) => v % 60),
    description: '',
    intentCode: 0,
    comments: [],
  };

  it('cuts a ball in a circle', () => {
    const segments = cutSegments(ball, 'axial', 12);
    expect(segments.length).toBeGreaterThan(30);
    for (const [a, b] of segments) for (const [x, y] of [a, b]) expect(Math.hypot(x, y)).toBeCloseTo(16, 0);
  });

  it('shows the image with the left side on the left and the outline on its place', () => {
    const window = { right: [-25, 25], up: [-25, 25] } as const;
    const shot = { plane: 'coronal', atMm: 0, pixelsPerMm: 2, window, white: 60 } as const;
    const picture = slicePicture(image, shot, [{ surface: ball, colour: [255, 0, 0] }]);
    expect(picture.width).toBe(100);
    // Values grow with x.
    expect(pixel(picture, 30, 50)[0]).toBeLessThan(pixel(picture, 70, 50)[0]);
    expect(pixel(picture, 70, 50)[0]).toBe(pixel(picture, 70, 50)[2]);
    const [r, g] = pixel(picture, 9, 50);
    expect(r).toBeGreaterThan(g + 100);
  });
});

describe('a picture of a surface', () => {
  it('shows the side that faces the reader', () => {
    const ball = icosphere(20, 3);
    const colourOf = (v: number): [number, number, number] => (ball.positionsMm[3 * v] < 0 ? [200, 0, 0] : [0, 0, 200]);
    const shot = { ...ball, colourOf };
    const frame = { middleMm: [0, 0, 0], pixelsPerMm: 2, width: 100, height: 100 } as const;
    const [left, right, top] = (['left', 'right', 'top'] as const).map((view) =>
      surfacePicture(shot, { ...VIEWS[view], ...frame }),
    );
    expect(pixel(left, 50, 50)[0]).toBeGreaterThan(100);
    expect(pixel(right, 50, 50)[2]).toBeGreaterThan(100);
    // From above the left side is on the left.
    expect(pixel(top, 30, 50)[0]).toBeGreaterThan(pixel(top, 30, 50)[2]);
    expect(pixel(top, 1, 1)).toEqual([255, 255, 255]);
  });
});

describe('the page', () => {
  const pngs = Object.fromEntries(PICTURES.map((name) => [name, writePng(blank(1, 1))])) as Record<
    PictureName,
    Uint8Array
  >;
  const page = reportPage(quality as unknown as Quality, pngs);

  it('asks for nothing beside itself and describes its pictures', () => {
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
    expect(page).toContain("default-src 'none'");
    expect(page.match(/<img alt="[^"]{10,}" src="data:image\/png/g)).toHaveLength(PICTURES.length);
  });

  it('says which bounds are missed', () => {
    expect(page).toContain('All bounds are kept.');
    const missed = reportPage({ ...(quality as unknown as Quality), faults: ['full pial: 3 < 4'] }, pngs);
    expect(missed).toContain('Bounds that are missed: 1');
    expect(missed).toContain('full pial: 3 &lt; 4');
  });
});
