import { describe, expect, test } from 'vitest';
import type { Surface } from '../../src/model/surface';
import { volumeMm3 } from '../../src/model/surface';
import { smoothedForDisplay } from '../../src/scene/smooth-surface';
import { icosphere } from '../helpers/icosphere';

/** Octahedron of radius 10, outward. */
const octahedron: Surface = {
  positionsMm: Float32Array.from([10, 0, 0, -10, 0, 0, 0, 10, 0, 0, -10, 0, 0, 0, 10, 0, 0, -10]),
  triangles: Uint32Array.from([0, 2, 4, 2, 1, 4, 1, 3, 4, 3, 0, 4, 2, 0, 5, 1, 2, 5, 3, 1, 5, 0, 3, 5]),
};

describe('smoothing for display', () => {
  const smooth = smoothedForDisplay(octahedron, 2);

  test('keeps every corner and cuts each triangle into sixteen', () => {
    expect([...smooth.positionsMm.subarray(0, 18)]).toEqual([...octahedron.positionsMm]);
    expect(smooth.triangles.length).toBe(16 * octahedron.triangles.length);
  });

  test('stays closed: each edge is walked once either way', () => {
    const edges = new Map<string, number>();
    const t = smooth.triangles;
    for (let i = 0; i < t.length; i += 3) {
      for (let k = 0; k < 3; k++) {
        const key = `${t[i + k]} ${t[i + ((k + 1) % 3)]}`;
        edges.set(key, (edges.get(key) ?? 0) + 1);
      }
    }
    for (const [key, count] of edges) {
      expect(count).toBe(1);
      expect(edges.has(key.split(' ').reverse().join(' '))).toBe(true);
    }
  });

  test('comes nearer to the sphere its corners lie on', () => {
    const rough = icosphere(1, 10);
    const fine = smoothedForDisplay(rough, 2);
    const sphere = (4 / 3) * Math.PI * 1000;
    expect(volumeMm3(rough) / sphere).toBeLessThan(0.9);
    expect(volumeMm3(fine) / sphere).toBeGreaterThan(0.975);
    for (let i = 0; i < fine.positionsMm.length; i += 3) {
      expect(Math.abs(Math.hypot(...fine.positionsMm.subarray(i, i + 3)) - 10)).toBeLessThan(0.1);
    }
  });
});
