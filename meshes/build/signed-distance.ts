import { nearestFeature } from './distance-transform';
import { type Dims, voxelCount } from './volume';

/** Half-width, in voxels, of the piece of surface that one voxel at the interface stands for. */
const DISC_RADIUS = 0.6;

/** The smallest distance given, voxels. */
const LEAST = 1e-3;

/** Six numbers a disc: centre and unit normal, voxels. */
const DISC = 6;

/**
 * The signed distance (voxels, positive inside) to the level 0 of a field. Each voxel at the interface holds a small disc of the surface,
 * placed by where its edges cross the level; every voxel measures to the nearest disc. So levels of the result
 * are smooth, not steps of whole voxels.
 */
export function signedDistance(field: Float32Array, dims: Dims): Float32Array {
  const { mask, disc, discs } = surfaceDiscs(field, dims);
  const nearest = nearestFeature(mask, dims).index;
  for (let v = 0; v < nearest.length; v++) if (nearest[v] >= 0) nearest[v] = disc[nearest[v]];
  const distance = improveBySweeps(nearest, discs, dims);
  // Never 0: a voxel must stay on its side, or the topology of the field is lost.
  return distance.map((d, v) => (field[v] > 0 ? Math.max(d, LEAST) : -Math.max(d, LEAST)));
}

/**
 * The voxel nearest to an interface voxel's centre need not be nearest to its disc. A sweep there and one back offer each voxel
 * the discs of its 26 neighbours (after Danielsson 1980). Changes `nearest`; returns distances.
 */
function improveBySweeps(nearest: Int32Array, discs: Float64Array, dims: Dims): Float32Array {
  const [nx, ny, nz] = dims;
  const distances = new Float32Array(nearest.length).fill(Infinity);
  const before = [-1, 0, 1]
    .flatMap((z) => [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => x + nx * (y + ny * z))))
    .slice(0, 13);
  for (const direction of [1, -1]) {
    for (let n = 0; n < nearest.length; n++) {
      const v = direction > 0 ? n : nearest.length - 1 - n;
      const i = v % nx;
      const j = Math.floor(v / nx) % ny;
      const k = Math.floor(v / (nx * ny));
      let own = nearest[v];
      let best = own < 0 ? Infinity : distanceToDisc(discs, own, i, j, k);
      if (i > 0 && j > 0 && k > 0 && i < nx - 1 && j < ny - 1 && k < nz - 1) {
        for (const step of before) {
          const other = nearest[v + direction * step];
          if (other === own || other < 0) continue;
          const distance = distanceToDisc(discs, other, i, j, k);
          if (distance < best) {
            best = distance;
            own = other;
          }
        }
      }
      nearest[v] = own;
      distances[v] = best;
    }
  }
  return distances;
}

function distanceToDisc(discs: Float64Array, disc: number, i: number, j: number, k: number): number {
  const at = DISC * disc;
  const x = i - discs[at];
  const y = j - discs[at + 1];
  const z = k - discs[at + 2];
  const across = x * discs[at + 3] + y * discs[at + 4] + z * discs[at + 5];
  const along = Math.sqrt(Math.max(0, x * x + y * y + z * z - across * across)) - DISC_RADIUS;
  return along > 0 ? Math.sqrt(across * across + along * along) : Math.abs(across);
}

interface SurfaceDiscs {
  /** 1 at voxels with a face neighbour on the other side. */
  mask: Uint8Array;
  /** The number of such a voxel's disc. */
  disc: Int32Array;
  discs: Float64Array;
}

function surfaceDiscs(field: Float32Array, dims: Dims): SurfaceDiscs {
  const strides = [1, dims[0], dims[0] * dims[1]];
  const mask = new Uint8Array(voxelCount(dims));
  const disc = new Int32Array(mask.length);
  const discs: number[] = [];
  const gradient = [0, 0, 0];
  const crossing = [0, 0, 0];
  for (let v = 0; v < mask.length; v++) {
    const value = field[v];
    const inside = value > 0;
    const position = [v % dims[0], Math.floor(v / dims[0]) % dims[1], Math.floor(v / strides[2])];
    let crosses = false;
    for (let d = 0; d < 3; d++) {
      const low = position[d] > 0 ? field[v - strides[d]] : value;
      const high = position[d] < dims[d] - 1 ? field[v + strides[d]] : value;
      gradient[d] = high - low;
      crossing[d] = Infinity;
      if (inside !== low > 0) crossing[d] = value / (value - low);
      if (inside !== high > 0) crossing[d] = Math.min(crossing[d], value / (value - high));
      if (crossing[d] < Infinity) crosses = true;
    }
    if (!crosses) continue;
    mask[v] = 1;
    disc[v] = discs.length / DISC;
    const length = Math.hypot(...gradient) || 1;
    // The plane through a crossing, square to the gradient; the axis that meets it most squarely tells its place best.
    let squarest = -1;
    for (let d = 0; d < 3; d++) {
      if (crossing[d] === Infinity) continue;
      if (squarest < 0 || Math.abs(gradient[d]) > Math.abs(gradient[squarest])) squarest = d;
    }
    const step = ((inside ? -1 : 1) * crossing[squarest] * Math.abs(gradient[squarest])) / length;
    for (let d = 0; d < 3; d++) discs.push(position[d] + (step * gradient[d]) / length);
    for (let d = 0; d < 3; d++) discs.push(gradient[d] / length);
  }
  return { mask, disc, discs: Float64Array.from(discs) };
}
