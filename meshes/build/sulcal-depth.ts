import { type Surface, vertexCount } from '../../src/model/surface';
import { at } from '../../src/model/vec3';
import { nearestFeature } from './distance-transform';
import { interpolate } from './head-images';
import type { Dims, Grid } from './volume';
import { voxelize } from './voxelize';

/** A ball of this radius spans every sulcus; the hull is what it cannot enter from outside. */
const BALL_MM = 14;
const VOXEL_MM = 1.5;

/**
 * How deep each vertex lies below the hull of its hemisphere, mm: 0 on the crown of a gyrus. The hull is the surface closed
 * by a ball of 14 mm, for x < 0 and x > 0 alone, so that the two walls of the fissure between them count as outside.
 */
export function sulcalDepthMm(surface: Surface): Float32Array {
  const grid = gridRound(surface);
  const inside = voxelize(surface, grid);
  const depth = new Float32Array(vertexCount(surface));
  for (const side of [-1, 1]) {
    const half = inside.map((value, v) => (side * (grid.originMm[0] + (v % grid.dims[0]) * VOXEL_MM) > 0 ? value : 0));
    const below = depthBelowHull(half, grid.dims);
    for (let v = 0; v < depth.length; v++) {
      const p = at(surface.positionsMm, v);
      if (side * p[0] < 0) continue;
      const [x, y, z] = p.map((value, d) => (value - grid.originMm[d]) / VOXEL_MM);
      depth[v] = Math.max(0, interpolate(below, grid.dims, x, y, z));
    }
  }
  return depth;
}

/** Distance to the outside of the closed mask, mm, negative outside: what a ball can touch lies `BALL_MM` round its middles. */
function depthBelowHull(mask: Uint8Array, dims: Dims): Float32Array {
  const reach = (BALL_MM / VOXEL_MM) ** 2;
  const middles = Uint8Array.from(nearestFeature(mask, dims).squared, (squared) => (squared > reach ? 1 : 0));
  return nearestFeature(middles, dims).squared.map((squared) => Math.sqrt(squared) * VOXEL_MM - BALL_MM);
}

/** A grid with room for the ball all round. */
function gridRound({ positionsMm }: Surface): Grid {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  positionsMm.forEach((value, i) => {
    low[i % 3] = Math.min(low[i % 3], value);
    high[i % 3] = Math.max(high[i % 3], value);
  });
  const room = BALL_MM + 2 * VOXEL_MM;
  const size = (d: number): number => Math.ceil((high[d] - low[d] + 2 * room) / VOXEL_MM) + 1;
  return {
    dims: [size(0), size(1), size(2)],
    originMm: [low[0] - room, low[1] - room, low[2] - room],
    voxelMm: VOXEL_MM,
  };
}
