/** Twin of assembly/solid-angle.ts. */

const TAN_PI_8: f32 = 0.41421356;

let v0x: f32 = 0;
let v0y: f32 = 0;
let v0z: f32 = 0;
let v1x: f32 = 0;
let v1y: f32 = 0;
let v1z: f32 = 0;
let v2x: f32 = 0;
let v2y: f32 = 0;
let v2z: f32 = 0;
let normalX: f32 = 0;
let normalY: f32 = 0;
let normalZ: f32 = 0;

/** Takes the triangle at `slot` in hand. */
export function takeTriangle(geometry: usize, stride: i32, slot: i32): void {
  const at = geometry + ((<usize>slot) << 2);
  const row = (<usize>stride) << 2;
  v0x = load<f32>(at);
  v0y = load<f32>(at + row);
  v0z = load<f32>(at + 2 * row);
  v1x = load<f32>(at + 3 * row);
  v1y = load<f32>(at + 4 * row);
  v1z = load<f32>(at + 5 * row);
  v2x = load<f32>(at + 6 * row);
  v2y = load<f32>(at + 7 * row);
  v2z = load<f32>(at + 8 * row);
  const ux = v1x - v0x;
  const uy = v1y - v0y;
  const uz = v1z - v0z;
  const vx = v2x - v0x;
  const vy = v2y - v0y;
  const vz = v2z - v0z;
  normalX = uy * vz - uz * vy;
  normalY = uz * vx - ux * vz;
  normalZ = ux * vy - uy * vx;
}

/** Solid angle over 2 of the triangle in hand, seen from (x, y, z). */
export function halfSolidAngle(x: f32, y: f32, z: f32): f32 {
  const ax = v0x - x;
  const ay = v0y - y;
  const az = v0z - z;
  const bx = v1x - x;
  const by = v1y - y;
  const bz = v1z - z;
  const cx = v2x - x;
  const cy = v2y - y;
  const cz = v2z - z;
  const ra = sqrt<f32>(ax * ax + ay * ay + az * az);
  const rb = sqrt<f32>(bx * bx + by * by + bz * bz);
  const rc = sqrt<f32>(cx * cx + cy * cy + cz * cz);
  const ab = ax * bx + ay * by + az * bz;
  const bc = bx * cx + by * cy + bz * cz;
  const ca = cx * ax + cy * ay + cz * az;
  const below = (ra * rb + ab) * rc + (bc * ra + ca * rb);
  const triple = ax * normalX + ay * normalY + az * normalZ;
  if (abs(triple) < below * TAN_PI_8) return atanSmall(triple / below);
  return atan2(triple, below);
}

function atan2(y: f32, x: f32): f32 {
  const ax = abs(x);
  const ay = abs(y);
  const small = min(ax, ay);
  const large: f32 = max<f32>(max(ax, ay), 1e-37);
  let angle: f32 = 0;
  if (small > large * TAN_PI_8) angle = atanSmall((small - large) / (small + large)) + <f32>(Math.PI / 4);
  else angle = atanSmall(small / large);
  if (ay > ax) angle = <f32>(Math.PI / 2) - angle;
  if (x < 0) angle = <f32>Math.PI - angle;
  return copysign(angle, y);
}

function atanSmall(t: f32): f32 {
  const z = t * t;
  const high = z * <f32>8.05374449538e-2 - <f32>1.38776856032e-1;
  const low = z * <f32>1.99777106478e-1 - <f32>3.33329491539e-1;
  return (high * (z * z) + low) * (z * t) + t;
}
