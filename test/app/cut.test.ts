import { describe, expect, test } from 'vitest';
import { commitCut, liveCut, previewCut, setCut } from '../../src/app/live-cut';
import { appStore } from '../../src/app/store';
import { CUT_LIMITS, DEFAULT_VIEW } from '../../src/app/view';
import { dot, norm, type Vec3 } from '../../src/model/vec3';
import { filledTissues } from '../../src/scene/CutFaces';
import { directionAngles, entryInto, keptHalf, liesIn, planeOf } from '../../src/scene/cut-plane';

const cut = { ...DEFAULT_VIEW.cut, kind: 'axial', atMm: 30 } as const;

describe('the cutting plane', () => {
  test('takes away what lies above, in front and to the left, or the other half', () => {
    const up: Vec3 = [0, 0, 50];
    const front: Vec3 = [0, 50, 0];
    const left: Vec3 = [-50, 0, 0];
    expect(liesIn(keptHalf(cut), up)).toBe(false);
    expect(liesIn(keptHalf({ ...cut, flipped: true }), up)).toBe(true);
    expect(liesIn(keptHalf({ ...cut, kind: 'coronal' }), front)).toBe(false);
    expect(liesIn(keptHalf({ ...cut, kind: 'sagittal', atMm: -30 }), left)).toBe(false);
    expect(liesIn(keptHalf({ ...cut, kind: 'sagittal', atMm: -30 }), [0, 0, 0])).toBe(true);
  });

  test('faces where its angles say', () => {
    for (const direction of [
      [1, 0, 0],
      [-0.6, 0.64, 0.48],
      [0, -1, 0],
    ] as Vec3[]) {
      const { normal } = planeOf({ ...cut, kind: 'free', ...directionAngles(direction) });
      expect(norm(normal)).toBeCloseTo(1, 6);
      // Whole degrees.
      expect(dot(normal, direction)).toBeGreaterThan(Math.cos((Math.PI / 180) * 0.8));
    }
  });

  test('lets a ray in where it meets the kept half', () => {
    const half = keptHalf(cut);
    expect(entryInto(half, [0, 0, 100], [0, 0, -1])).toEqual([0, 0, 30]);
    expect(entryInto(half, [0, 0, 100], [0, 0.6, -0.8])?.[2]).toBeCloseTo(30, 9);
    expect(entryInto(half, [0, 0, 100], [0, 0, 1])).toBeNull();
    expect(entryInto(half, [0, 0, 10], [0, 0, 1])).toEqual([0, 0, 10]);
  });

  test('fills what lies within a boundary that is shown, the fluid included', () => {
    const layers = ['scalp', 'skull', 'csf', 'grey_matter', 'white_matter'].map((name) => ({ name }));
    const hide = (...ids: ('scalp' | 'cortex' | 'white')[]) => ({
      ...DEFAULT_VIEW.layers,
      ...Object.fromEntries(ids.map((id) => [id, { shown: false, opacity: 1 }])),
    });
    expect(filledTissues(layers, DEFAULT_VIEW.layers)).toEqual([true, true, true, true, true]);
    expect(filledTissues(layers, hide('scalp'))).toEqual([false, false, false, true, true]);
    expect(filledTissues(layers, hide('scalp', 'cortex'))).toEqual([false, false, false, false, true]);
    expect(filledTissues(layers, hide('scalp', 'cortex', 'white'))).toEqual([false, false, false, false, false]);
  });

  test('is kept only when a drag ends, and stays within its limits', () => {
    setCut({ kind: 'free', atMm: 10 });
    previewCut({ atMm: 999, azimuthDeg: 190, elevationDeg: -95 });
    expect(appStore.getState().view.cut.atMm).toBe(10);
    expect(liveCut.getState()).toMatchObject({ atMm: CUT_LIMITS.atMm.max, azimuthDeg: -170, elevationDeg: -90 });
    commitCut();
    expect(appStore.getState().view.cut).toEqual(liveCut.getState());
  });
});
