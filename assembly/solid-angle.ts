/**
 * Solid angles of flat triangles in closed form (van Oosterom & Strackee 1983): with a, b, c the corners seen from the point,
 * tan(W / 2) = a . (b x c) / denominator.
 */

import { row } from './geometry';
import { allSmall, atan2x4, atanSmall, dot3 } from './simd';

/** Of tan(W / 2), from the lengths of a, b, c and their dot products. */
export function denominator(ra: v128, rb: v128, rc: v128, ab: v128, bc: v128, ca: v128): v128 {
  return f32x4.add(f32x4.mul(f32x4.add(f32x4.mul(ra, rb), ab), rc), f32x4.add(f32x4.mul(bc, ra), f32x4.mul(ca, rb)));
}

/** The four triangles in hand: their corners, and the normal of each, twice its area long. */
let v0x: v128 = i32x4(0, 0, 0, 0);
let v0y: v128 = i32x4(0, 0, 0, 0);
let v0z: v128 = i32x4(0, 0, 0, 0);
let v1x: v128 = i32x4(0, 0, 0, 0);
let v1y: v128 = i32x4(0, 0, 0, 0);
let v1z: v128 = i32x4(0, 0, 0, 0);
let v2x: v128 = i32x4(0, 0, 0, 0);
let v2y: v128 = i32x4(0, 0, 0, 0);
let v2z: v128 = i32x4(0, 0, 0, 0);
let normalX: v128 = i32x4(0, 0, 0, 0);
let normalY: v128 = i32x4(0, 0, 0, 0);
let normalZ: v128 = i32x4(0, 0, 0, 0);

/** Takes the four triangles at `slot` in hand. */
export function takeTriangles(geometry: usize, stride: i32, slot: i32): void {
  v0x = v128.load(row(geometry, stride, 0, slot));
  v0y = v128.load(row(geometry, stride, 1, slot));
  v0z = v128.load(row(geometry, stride, 2, slot));
  v1x = v128.load(row(geometry, stride, 3, slot));
  v1y = v128.load(row(geometry, stride, 4, slot));
  v1z = v128.load(row(geometry, stride, 5, slot));
  v2x = v128.load(row(geometry, stride, 6, slot));
  v2y = v128.load(row(geometry, stride, 7, slot));
  v2z = v128.load(row(geometry, stride, 8, slot));
  const ux = f32x4.sub(v1x, v0x),
    uy = f32x4.sub(v1y, v0y),
    uz = f32x4.sub(v1z, v0z);
  const vx = f32x4.sub(v2x, v0x),
    vy = f32x4.sub(v2y, v0y),
    vz = f32x4.sub(v2z, v0z);
  normalX = f32x4.sub(f32x4.mul(uy, vz), f32x4.mul(uz, vy));
  normalY = f32x4.sub(f32x4.mul(uz, vx), f32x4.mul(ux, vz));
  normalZ = f32x4.sub(f32x4.mul(ux, vy), f32x4.mul(uy, vx));
}

/** Solid angle over 2 of the four triangles in hand, seen from the point (x, y, z) of each lane. */
export function halfSolidAngle(x: v128, y: v128, z: v128): v128 {
  const ax = f32x4.sub(v0x, x),
    ay = f32x4.sub(v0y, y),
    az = f32x4.sub(v0z, z);
  const bx = f32x4.sub(v1x, x),
    by = f32x4.sub(v1y, y),
    bz = f32x4.sub(v1z, z);
  const cx = f32x4.sub(v2x, x),
    cy = f32x4.sub(v2y, y),
    cz = f32x4.sub(v2z, z);
  const ra = f32x4.sqrt(dot3(ax, ay, az, ax, ay, az));
  const rb = f32x4.sqrt(dot3(bx, by, bz, bx, by, bz));
  const rc = f32x4.sqrt(dot3(cx, cy, cz, cx, cy, cz));
  const ab = dot3(ax, ay, az, bx, by, bz);
  const bc = dot3(bx, by, bz, cx, cy, cz);
  const ca = dot3(cx, cy, cz, ax, ay, az);
  const below = denominator(ra, rb, rc, ab, bc, ca);
  // a . (b x c) is a along the normal
  const triple = dot3(ax, ay, az, normalX, normalY, normalZ);
  // most solid angles are small, and need no more than this
  if (allSmall(triple, below)) return atanSmall(f32x4.div(triple, below));
  return atan2x4(triple, below);
}
