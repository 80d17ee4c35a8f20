import { at } from '../../src/model/vec3';
import type { Volume } from './volume';

/** A point farther than this from every labelled voxel stays unlabelled. */
const MAX_LABEL_DISTANCE_MM = 5;

/** The code of the labelled voxel nearest to each point (packed xyz, mm); 0 where none is within 5 mm. */
export function labelPoints(pointsMm: Float32Array, atlas: Volume<Uint8Array>): Uint8Array {
  const offsets = offsetsByDistance(Math.ceil(MAX_LABEL_DISTANCE_MM / atlas.voxelMm) + 1);
  const codes = new Uint8Array(pointsMm.length / 3);
  for (let i = 0; i < codes.length; i++) {
    const continuous = at(pointsMm, i).map((value, d) => (value - atlas.originMm[d]) / atlas.voxelMm);
    codes[i] = nearestCode(continuous, atlas, offsets);
  }
  return codes;
}

function nearestCode(p: number[], atlas: Volume<Uint8Array>, offsets: Int8Array[]): number {
  const [nx, ny, nz] = atlas.dims;
  const base = p.map(Math.round);
  let best = MAX_LABEL_DISTANCE_MM / atlas.voxelMm;
  let code = 0;
  for (const [dx, dy, dz] of offsets) {
    // The rounded voxel is up to sqrt(3)/2 away from the point: beyond that margin nothing nearer can follow.
    if (Math.hypot(dx, dy, dz) - 0.87 > best) break;
    const x = base[0] + dx;
    const y = base[1] + dy;
    const z = base[2] + dz;
    if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) continue;
    const found = atlas.values[x + nx * (y + ny * z)];
    if (found === 0) continue;
    const distance = Math.hypot(x - p[0], y - p[1], z - p[2]);
    if (distance < best) {
      best = distance;
      code = found;
    }
  }
  return code;
}

/** Voxel steps within `radius`, nearest first. */
function offsetsByDistance(radius: number): Int8Array[] {
  const offsets: Int8Array[] = [];
  for (let z = -radius; z <= radius; z++) {
    for (let y = -radius; y <= radius; y++) {
      for (let x = -radius; x <= radius; x++) {
        if (Math.hypot(x, y, z) <= radius) offsets.push(Int8Array.of(x, y, z));
      }
    }
  }
  return offsets.sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
}

/** Code -> name from lines `code name number`, as MRIcron's `aal.nii.txt` has them. */
export function parseLabelNames(text: string): Record<number, string> {
  const names: Record<number, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const [code, name] = line.trim().split(/\s+/);
    if (name) names[Number(code)] = name;
  }
  return names;
}
