import type { Surface } from '../../src/model/surface';
import type { Vec3 } from '../../src/model/vec3';

/**
 * How often a closed surface goes round `p`, by brute force: 1 inside, 0 outside. The solid angles of its triangles seen from there, over 4 pi
 * (van Oosterom & Strackee 1983). In plain numbers: arrays for each triangle would take most of the time.
 */
export function windingNumber({ positionsMm, triangles }: Surface, [x, y, z]: Vec3): number {
  let total = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const [ax, ay, az] = [positionsMm[a] - x, positionsMm[a + 1] - y, positionsMm[a + 2] - z];
    const [bx, by, bz] = [positionsMm[b] - x, positionsMm[b + 1] - y, positionsMm[b + 2] - z];
    const [cx, cy, cz] = [positionsMm[c] - x, positionsMm[c + 1] - y, positionsMm[c + 2] - z];
    const la = Math.sqrt(ax * ax + ay * ay + az * az);
    const lb = Math.sqrt(bx * bx + by * by + bz * bz);
    const lc = Math.sqrt(cx * cx + cy * cy + cz * cz);
    const above = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
    const ab = ax * bx + ay * by + az * bz;
    const bc = bx * cx + by * cy + bz * cz;
    const ca = cx * ax + cy * ay + cz * az;
    total += Math.atan2(above, la * lb * lc + ab * lc + bc * la + ca * lb);
  }
  return total / (2 * Math.PI);
}
