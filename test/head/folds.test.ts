import { describe, expect, it } from 'vitest';
import { cortexVertices } from '../../meshes/build/cortex-maps';
import { inflate } from '../../meshes/build/inflate';
import { sulcalDepthMm } from '../../meshes/build/sulcal-depth';
import type { Grid } from '../../meshes/build/volume';
import { voxelize } from '../../meshes/build/voxelize';
import { icosphere } from '../../src/model/icosphere';
import { SurfaceProbe } from '../../src/model/mesh/surface-probe';
import { type Surface, vertexCount, volumeMm3 } from '../../src/model/surface';
import { at, distance, norm, scale, type Vec3 } from '../../src/model/vec3';

/** A ball of radius 40 mm about (45, 0, 0) with grooves `depthMm` deep along its meridians. */
function grooved(depthMm: number): Surface {
  const { positionsMm, triangles } = icosphere(40, 5);
  const dented = positionsMm.slice();
  for (let v = 0; v < positionsMm.length / 3; v++) {
    const p = at(positionsMm, v);
    dented.set(
      [45, 0, 0].map((middle, d) => middle + scale(p, 1 - (depthMm / 40) * grooveAt(p))[d]),
      3 * v,
    );
  }
  return { positionsMm: dented, triangles };
}
/** 1 at the bottom of a groove, 0 on the crowns between. */
const grooveAt = ([x, y, z]: Vec3): number =>
  (Math.hypot(x, y) / 40) * Math.cos(4 * Math.atan2(y, x)) ** 8 * (z > 39 ? 0 : 1);

describe('voxels of a closed surface', () => {
  it('are those whose middles lie inside', () => {
    const surface = grooved(8);
    const grid: Grid = { dims: [30, 30, 30], originMm: [2, -43, -43], voxelMm: 3 };
    const probe = new SurfaceProbe(surface);
    voxelize(surface, grid).forEach((inside, v) => {
      const ijk = [v % 30, Math.floor(v / 30) % 30, Math.floor(v / 900)];
      const [x, y, z] = ijk.map((n, d) => grid.originMm[d] + 3 * n);
      // The lines run a little beside the middles.
      if (probe.distanceMm([x, y, z]) > 0.01) expect(inside === 1, `${x}, ${y}, ${z}`).toBe(probe.contains([x, y, z]));
    });
  });
});

describe('sulcal depth', () => {
  it('is nothing on crowns and the depth of a groove at its bottom, but for what a ball reaches into it', () => {
    const surface = grooved(10);
    const depth = sulcalDepthMm(surface);
    for (let v = 0; v < depth.length; v++) {
      const p = at(surface.positionsMm, v);
      const below = 40 - norm([p[0] - 45, p[1], p[2]]);
      // Nowhere deeper than the ball that the crowns span.
      expect(depth[v]).toBeLessThan(below + 0.9);
      if (below < 0.01) expect(depth[v]).toBeLessThan(0.9);
      if (below > 9) expect(depth[v]).toBeGreaterThan(below - 4.5);
    }
  });
});

describe('the inflated shape', () => {
  const surface = grooved(15);
  const inflated = { positionsMm: inflate(surface), triangles: surface.triangles };

  it('opens grooves, at the same area', () => {
    const radii = (s: Surface): number[] =>
      Array.from({ length: vertexCount(s) }, (_, v) =>
        norm([s.positionsMm[3 * v] - 45, ...at(s.positionsMm, v).slice(1)] as unknown as Vec3),
      );
    const spread = (values: number[]): number => Math.max(...values) - Math.min(...values);
    expect(spread(radii(inflated))).toBeLessThan(0.55 * spread(radii(surface)));
    expect(volumeMm3(inflated)).toBeGreaterThan(1.2 * volumeMm3(surface));
  });

  it('is the same for the same surface', () => {
    expect(inflate(surface)).toEqual(inflated.positionsMm);
  });
});

describe('the cortex vertex of a white vertex', () => {
  it('is the one with the nearest point, or none beyond 6 mm', () => {
    const white = icosphere(20, 3);
    const points = Float32Array.from(
      icosphere(23, 2).positionsMm.filter((_, i, all) => all[3 * Math.floor(i / 3)] > 0),
    );
    const found = cortexVertices(white, points);
    for (let v = 0; v < found.length; v++) {
      const p = at(white.positionsMm, v);
      const away = Array.from({ length: points.length / 3 }, (_, i) => distance(p, at(points, i)));
      const nearest = Math.min(...away);
      if (nearest < 6) expect(away[found[v]]).toBe(nearest);
      else expect(found[v]).toBe(0xffff);
    }
  });
});
