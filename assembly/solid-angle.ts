/** Solid angles of flat triangles in closed form (van Oosterom & Strackee 1983). */

import { row } from './geometry';
import { atan2x4, dot3, splat } from './simd';

/** Solid angle over 2 of the four triangles at `target`, seen from (x, y, z); positive from their inner side. */
export function halfSolidAngle(geometry: usize, stride: i32, target: i32, x: f32, y: f32, z: f32): v128 {
  const px = splat(x),
    py = splat(y),
    pz = splat(z);
  const ax = f32x4.sub(v128.load(row(geometry, stride, 0, target)), px);
  const ay = f32x4.sub(v128.load(row(geometry, stride, 1, target)), py);
  const az = f32x4.sub(v128.load(row(geometry, stride, 2, target)), pz);
  const bx = f32x4.sub(v128.load(row(geometry, stride, 3, target)), px);
  const by = f32x4.sub(v128.load(row(geometry, stride, 4, target)), py);
  const bz = f32x4.sub(v128.load(row(geometry, stride, 5, target)), pz);
  const cx = f32x4.sub(v128.load(row(geometry, stride, 6, target)), px);
  const cy = f32x4.sub(v128.load(row(geometry, stride, 7, target)), py);
  const cz = f32x4.sub(v128.load(row(geometry, stride, 8, target)), pz);
  const ra = f32x4.sqrt(dot3(ax, ay, az, ax, ay, az));
  const rb = f32x4.sqrt(dot3(bx, by, bz, bx, by, bz));
  const rc = f32x4.sqrt(dot3(cx, cy, cz, cx, cy, cz));
  const nx = f32x4.sub(f32x4.mul(by, cz), f32x4.mul(bz, cy));
  const ny = f32x4.sub(f32x4.mul(bz, cx), f32x4.mul(bx, cz));
  const nz = f32x4.sub(f32x4.mul(bx, cy), f32x4.mul(by, cx));
  const triple = dot3(ax, ay, az, nx, ny, nz);
  let below = f32x4.mul(f32x4.mul(ra, rb), rc);
  below = f32x4.add(below, f32x4.mul(dot3(ax, ay, az, bx, by, bz), rc));
  below = f32x4.add(below, f32x4.mul(dot3(bx, by, bz, cx, cy, cz), ra));
  below = f32x4.add(below, f32x4.mul(dot3(cx, cy, cz, ax, ay, az), rb));
  return atan2x4(triple, below);
}
