import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldFrame, SurfaceField } from '../../src/app/field-store';
import { DEFAULT_VIEW } from '../../src/app/view';
import { colourWindow, roundUp } from '../../src/app/window';

const field = (peak: number): SurfaceField => ({
  e: new Float32Array(),
  magnitude: new Float32Array(),
  normal: new Float32Array(),
  peak,
  normalPeak: () => peak / 2,
  peakVertex: 0,
});
const frame = (source: FieldFrame['source'], peak: number): FieldFrame => ({
  kind: 'solved',
  source,
  surfaces: { cortex: field(peak), white: field(peak) },
});

describe('the colour window', () => {
  test('ends at a round number not far above the peak', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1e5, noNaN: true }), (x) => {
        expect(roundUp(x)).toBeGreaterThanOrEqual(x * (1 - 1e-6));
        expect(roundUp(x)).toBeLessThanOrEqual(x * 1.34);
      }),
    );
    expect(roundUp(89.3)).toBe(100);
  });

  test('scales a coil’s field with dI/dt and leaves a montage’s alone', () => {
    expect(colourWindow(DEFAULT_VIEW, frame('tms', 1.25), 80)).toMatchObject({ min: 0, max: 100 });
    expect(colourWindow(DEFAULT_VIEW, frame('tdcs', 0.38), 80)).toMatchObject({ min: 0, max: 0.4 });
  });

  test('is symmetric for the component along the normal, and its threshold counts from zero', () => {
    const w = colourWindow({ ...DEFAULT_VIEW, quantity: 'normal', threshold: 0.5 }, frame('tms', 2), 10);
    expect(w).toEqual({ min: -10, max: 10, threshold: 5 });
  });

  test('stays where it is locked', () => {
    const view = { ...DEFAULT_VIEW, window: { min: 20, max: 60 }, threshold: 0.25 };
    expect(colourWindow(view, frame('tms', 9), 100)).toEqual({ min: 20, max: 60, threshold: 30 });
  });
});
