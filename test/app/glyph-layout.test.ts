import { describe, expect, test } from 'vitest';
import { icosphere } from '../../src/model/icosphere';
import { vertexNormals } from '../../src/model/surface';
import { at, distance, dot, norm, scale, type Vec3 } from '../../src/model/vec3';
import { spreadVertices, writeGlyphs } from '../../src/scene/glyph-layout';

const surface = icosphere(60, 4);
const vertices = spreadVertices(surface, 12);

describe('arrows on a surface', () => {
  test('are spread evenly: one a cube, none twice', () => {
    expect(new Set(vertices).size).toBe(vertices.length);
    const cells = [...vertices].map((v) =>
      at(surface.positionsMm, v)
        .map((x) => Math.floor(x / 12))
        .join(' '),
    );
    expect(new Set(cells).size).toBe(vertices.length);
    // Every vertex has an arrow within two cubes.
    for (let v = 0; v < surface.positionsMm.length / 3; v += 17) {
      const nearest = Math.min(
        ...[...vertices].map((w) => distance(at(surface.positionsMm, v), at(surface.positionsMm, w))),
      );
      expect(nearest).toBeLessThan(24);
    }
  });

  test('point along E, as long as |E| says, and stand upright on nothing else', () => {
    const count = surface.positionsMm.length / 3;
    const e = Float32Array.from({ length: 3 * count }, (_, i) => Math.sin(0.7 * i) * (i % 5));
    const magnitude = Float32Array.from({ length: count }, (_, v) => norm(at(e, v)));
    const out = new Float32Array(16 * vertices.length);
    const field = { positionsMm: surface.positionsMm, normals: vertexNormals(surface), e, magnitude };
    const written = writeGlyphs(out, vertices, field, { threshold: 1, mmPerUnit: 2, longestMm: 9 });
    const kept = [...vertices].filter((v) => magnitude[v] >= 1);
    expect(written).toBe(kept.length);
    kept.forEach((v, i) => {
      const column = (c: number): Vec3 => [out[16 * i + 4 * c], out[16 * i + 4 * c + 1], out[16 * i + 4 * c + 2]];
      const [x, y, z, place] = [0, 1, 2, 3].map(column);
      expect(norm(z)).toBeCloseTo(Math.min(9, 2 * magnitude[v]), 4);
      expect(dot(z, at(e, v))).toBeCloseTo(norm(z) * magnitude[v], 3);
      expect(dot(x, y)).toBeCloseTo(0, 4);
      expect(dot(x, z)).toBeCloseTo(0, 3);
      expect(norm(x)).toBeCloseTo(norm(y), 4);
      expect(distance(place, scale(at(surface.positionsMm, v), 61.2 / 60))).toBeLessThan(0.05);
    });
  });

  test('are left out where there is no field', () => {
    const none = new Float32Array(surface.positionsMm.length);
    const field = { positionsMm: surface.positionsMm, normals: none, e: none, magnitude: none };
    expect(
      writeGlyphs(new Float32Array(16 * vertices.length), vertices, field, {
        threshold: 0,
        mmPerUnit: 1,
        longestMm: 9,
      }),
    ).toBe(0);
  });
});
