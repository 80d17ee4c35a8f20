import { describe, expect, it } from 'vitest';
import { fieldAtTarget } from '../../src/measures/target';
import type { FieldSurface } from '../../src/model/head';
import { vertexCount, vertexNormals } from '../../src/model/surface';
import { at } from '../../src/model/vec3';
import { sphere } from '../helpers/shapes';

describe('the field at a target', () => {
  const surface = sphere(70, 5);
  const field: FieldSurface = {
    id: 'cortex',
    surface,
    pointsMm: surface.positionsMm.map((x) => x * 0.98),
    normals: vertexNormals(surface),
  };
  // Points straight up everywhere, growing with height.
  const e = Float32Array.from({ length: 3 * vertexCount(surface) }, (_, i) =>
    i % 3 === 2 ? 100 + field.pointsMm[i] : 0,
  );

  it('is read at the nearest evaluation point, with its part along the normal', () => {
    const found = fieldAtTarget(field, e, [0, 50, 50], 8);
    expect(found.offMm).toBeLessThan(3);
    expect(found.vPerM).toBeCloseTo(100 + at(field.pointsMm, found.vertex)[2], 3);
    expect(found.normalVPerM / found.vPerM).toBeCloseTo(Math.SQRT1_2, 1);
    expect(found.meanVPerM).toBeCloseTo(148, -1);
    expect(found.peakOffMm).toBeCloseTo(Math.hypot(50, 68.6 - 50), 0);
  });

  it('has no mean where no cortex is near', () => {
    expect(fieldAtTarget(field, e, [0, 0, 0], 5).meanVPerM).toBeNull();
    expect(() => fieldAtTarget(field, [1, 2, 3], [0, 0, 0])).toThrow('1 field vectors for');
  });
});
