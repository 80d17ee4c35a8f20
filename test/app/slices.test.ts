import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GREY, readWithin, tissueGrid, WHITE } from '../../src/measures/tissue-grid';
import { icosphere } from '../../src/model/icosphere';
import { type BoxMm, fitSlice, fromCanvas, SLICE_IDS, SLICES, toCanvas } from '../../src/model/slice';
import { at, norm } from '../../src/model/vec3';

const BOX: BoxMm = { low: [-90, -120, -70], high: [90, 90, 100] };

describe('a slice on its canvas', () => {
  test('comes back to the point that was pressed, whatever the canvas', () => {
    const mm = fc.double({ min: -60, max: 80, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...SLICE_IDS),
        mm,
        mm,
        mm,
        fc.integer({ min: 50, max: 900 }),
        (id, x, y, z, width) => {
          const axes = SLICES[id];
          const fit = fitSlice(axes, BOX, width, 300);
          const [px, py] = toCanvas(axes, BOX, fit, [x, y, z]);
          const back = fromCanvas(axes, BOX, fit, px, py, [x, y, z]);
          for (const [d, value] of [x, y, z].entries()) expect(back[d]).toBeCloseTo(value, 6);
        },
      ),
    );
  });

  test('has left on the left, anterior and superior up', () => {
    const fit = fitSlice(SLICES.axial, BOX, 180, 210);
    expect(fit).toEqual({ pxPerMm: 1, left: 0, top: 0 });
    expect(toCanvas(SLICES.axial, BOX, fit, [-90, 90, 0])).toEqual([0, 0]);
    expect(toCanvas(SLICES.coronal, BOX, fit, [-80, 0, 90])).toEqual([10, 10]);
    expect(toCanvas(SLICES.sagittal, BOX, fit, [0, 90, 100])).toEqual([210, 0]);
  });

  test('keeps a press beside it within the head', () => {
    const fit = fitSlice(SLICES.axial, BOX, 180, 210);
    expect(fromCanvas(SLICES.axial, BOX, fit, -50, 999, [1, 2, 3])).toEqual([-90, -120, 3]);
  });
});

/** Two spheres: white to 40 mm, grey from there to 60 mm. */
const layers = [
  { name: 'grey_matter', surface: icosphere(60, 4), insideSPerM: 0.275 },
  { name: 'white_matter', surface: icosphere(40, 4), insideSPerM: 0.126 },
];

describe('the field between the points of a grid', () => {
  const grid = tissueGrid(layers, 4);
  const values = Float32Array.from(grid.tissue, (t) => (t === WHITE ? 100 : 7));

  test('each point knows its tissue', () => {
    for (let i = 0; i < grid.tissue.length; i++) {
      const r = norm(at(grid.pointsMm, i));
      if (r < 39) expect(grid.tissue[i]).toBe(WHITE);
      if (r > 40.1) expect(grid.tissue[i]).toBe(GREY);
      expect(r).toBeLessThan(60.1);
    }
  });

  test('is never a mixture of two tissues', () => {
    for (let r = 30; r < 59; r += 0.37) {
      const p = [0.6 * r, -0.64 * r, 0.48 * r] as const;
      const tissue = r < 40 ? WHITE : GREY;
      expect(readWithin(grid, values, tissue, p)).toBeCloseTo(tissue === WHITE ? 100 : 7, 4);
    }
  });

  test('is linear within one, and is not made up far from it', () => {
    const rising = Float32Array.from(grid.tissue, (_, i) => grid.pointsMm[3 * i] + 2 * grid.pointsMm[3 * i + 2]);
    expect(readWithin(grid, rising, WHITE, [3.3, -5.1, 7.7])).toBeCloseTo(3.3 + 15.4, 3);
    expect(readWithin(grid, values, WHITE, [0, 0, 55])).toBeNaN();
    expect(readWithin(grid, values, GREY, [0, 0, 90])).toBeNaN();
  });
});
