import { Ray, Vector3 } from 'three';
import { beforeAll, describe, expect, test } from 'vitest';
import { fieldStore } from '../../src/app/field-store';
import { valueAt } from '../../src/app/pick';
import { appStore, setView } from '../../src/app/store';
import { DEFAULT_VIEW } from '../../src/app/view';
import { type Head, NO_CORTEX } from '../../src/model/head';
import { levelLines } from '../../src/model/level-lines';
import { at, distance } from '../../src/model/vec3';
import { type InflatedShape, inflatedShape, valuesOnShape } from '../../src/scene/inflated-shape';
import { drawnAt, pickAlong, pickNear } from '../../src/scene/picking';
import { scalpIndex } from '../../src/targeting/scalp-index';
import { bundledHead } from './bundled';

let head: Head;
let shape: InflatedShape;
const cortexPoints = (): Float32Array => head.fieldSurfaces[0].surface.positionsMm;

beforeAll(async () => {
  head = await bundledHead('light');
  const made = inflatedShape(head);
  if (!made) throw new Error('the bundled head has no inflated cortex');
  shape = made;
  fieldStore.setState({ head });
  appStore.setState({ view: DEFAULT_VIEW });
});

describe('the opened cortex', () => {
  test('shows at each vertex the value of the cortex over it, and none where there is no cortex', () => {
    const values = Float32Array.from({ length: cortexPoints().length / 3 }, (_, v) => 1 + (v % 97));
    const shown = valuesOnShape(shape, values, new Float32Array(shape.cortexVertex.length));
    shown.forEach((value, v) => {
      const own = shape.cortexVertex[v];
      expect(value).toBe(own === NO_CORTEX ? 0 : values[own]);
    });
  });

  test('is no larger than what the camera frames', () => {
    for (let v = 0; v < shape.surface.positionsMm.length; v += 3) {
      expect(distance(at(shape.surface.positionsMm, v / 3), [0, -14, 12])).toBeLessThan(130);
    }
  });

  test('a pick on it reads the cortex, and is drawn where it was met', () => {
    setView({ inflated: true });
    const x = Float32Array.from({ length: cortexPoints().length / 3 }, (_, v) => cortexPoints()[3 * v]);
    let picked = 0;
    for (const [y, z] of [
      [0, 20],
      [-40, 30],
      [20, 0],
      [-10, 50],
    ]) {
      const pick = pickAlong(new Ray(new Vector3(-400, y, z), new Vector3(1, 0, 0)));
      if (!pick?.openedMm) continue;
      picked++;
      expect(pick.surface).toBe('cortex');
      expect(pick.openedMm.slice(1).map((mm) => Math.round(mm))).toEqual([y, z]);
      expect(drawnAt(pick)).toBe(pick.openedMm);
      // Seen from the left, so the left half of the brain.
      expect(valueAt(pick, x)).toBeLessThan(0);
      expect(valueAt(pick, x)).toBeCloseTo(pick.positionMm[0], 4);
      expect(scalpIndex(head.fieldSurfaces[0].surface).closest(pick.positionMm).distanceMm).toBeLessThan(4);
    }
    expect(picked).toBe(4);
  });

  test('a pick made on the folds is drawn on it too', () => {
    setView({ inflated: false });
    const pick = pickNear([-45, 0, 50], 30);
    if (!pick) throw new Error('no cortex near');
    expect(drawnAt(pick)).toBe(pick.positionMm);
    setView({ inflated: true });
    expect(scalpIndex(shape.surface).closest(drawnAt(pick)).distanceMm).toBeLessThan(1e-3);
  });

  test('level lines on it are closed', () => {
    const height = Float32Array.from({ length: cortexPoints().length / 3 }, (_, v) => cortexPoints()[3 * v + 2]);
    const shown = valuesOnShape(shape, height, new Float32Array(shape.cortexVertex.length));
    const lines = levelLines(shape.surface, shown, 30);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line.closed)).toBe(true);
  });
});
