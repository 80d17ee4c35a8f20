/** Twins of assembly/primary.ts. */

import { INVERSE_AREA, value } from '../../assembly/geometry';
import { halfSolidAngle, takeTriangle } from './solid-angle';

export function chargeField(
  charges: usize,
  chargeCount: i32,
  x: usize,
  y: usize,
  z: usize,
  count: i32,
  out: usize,
): void {
  const bytes = (<usize>count) << 2;
  const end = charges + ((<usize>chargeCount) << 4);
  for (let o: usize = 0; o < bytes; o += 4) {
    const px = load<f32>(x + o);
    const py = load<f32>(y + o);
    const pz = load<f32>(z + o);
    let ex: f32 = 0;
    let ey: f32 = 0;
    let ez: f32 = 0;
    for (let s = charges; s < end; s += 16) {
      const dx = px - load<f32>(s);
      const dy = py - load<f32>(s, 4);
      const dz = pz - load<f32>(s, 8);
      const r2 = dx * dx + dy * dy + (dz * dz + <f32>1e-18);
      const f = (load<f32>(s, 12) / (r2 * r2)) * sqrt<f32>(r2);
      ex += f * dx;
      ey += f * dy;
      ez += f * dz;
    }
    add(out + o, 1, ex);
    add(out + bytes + o, 1, ey);
    add(out + 2 * bytes + o, 1, ez);
  }
}

function add(at: usize, factor: f32, v: f32): void {
  store<f32>(at, load<f32>(at) + factor * v);
}

export function chargeFlux(
  geometry: usize,
  stride: i32,
  begin: i32,
  end: i32,
  charges: usize,
  chargeCount: i32,
  normalField: usize,
): void {
  for (let slot = begin; slot < end; slot++) {
    takeTriangle(geometry, stride, slot);
    let sum: f32 = 0;
    let at = charges;
    for (let k = 0; k < chargeCount; k++, at += 20) {
      const w = halfSolidAngle(load<f32>(at), load<f32>(at, 4), load<f32>(at, 8));
      if (load<i32>(at, 16) !== slot) sum += load<f32>(at, 12) * w;
    }
    add(normalField + ((<usize>slot) << 2), <f32>(8.0 * Math.PI) * value(geometry, stride, INVERSE_AREA, slot), sum);
  }
}

export function segmentField(
  segments: usize,
  segmentCount: i32,
  factor: f32,
  x: usize,
  y: usize,
  z: usize,
  count: i32,
  out: usize,
): void {
  const bytes = (<usize>count) << 2;
  for (let o: usize = 0; o < bytes; o += 4) {
    const px = load<f32>(x + o);
    const py = load<f32>(y + o);
    const pz = load<f32>(z + o);
    let ex: f32 = 0;
    let ey: f32 = 0;
    let ez: f32 = 0;
    let s = segments;
    let rb: f32 = 0;
    for (let k = 0; k < segmentCount; k++, s += 24) {
      const x0 = load<f32>(s);
      const y0 = load<f32>(s, 4);
      const z0 = load<f32>(s, 8);
      const tx = load<f32>(s, 12) - x0;
      const ty = load<f32>(s, 16) - y0;
      const tz = load<f32>(s, 20) - z0;
      const length = sqrt<f32>(tx * tx + ty * ty + tz * tz);
      const ax = px - x0;
      const ay = py - y0;
      const az = pz - z0;
      const bx = ax - tx;
      const by = ay - ty;
      const bz = az - tz;
      const ra = k > 0 && follows(s) ? rb : sqrt<f32>(ax * ax + ay * ay + az * az);
      rb = sqrt<f32>(bx * bx + by * by + bz * bz);
      const u = min<f32>(length / (ra + rb), 0.9999999);
      const f: f32 = length > 0 ? atanh(u) * (2 / length) : 0;
      ex += f * tx;
      ey += f * ty;
      ez += f * tz;
    }
    add(out + o, factor, ex);
    add(out + bytes + o, factor, ey);
    add(out + 2 * bytes + o, factor, ez);
  }
}

function follows(s: usize): bool {
  return (
    load<f32>(s) === load<f32>(s - 12) && load<f32>(s, 4) === load<f32>(s - 8) && load<f32>(s, 8) === load<f32>(s - 4)
  );
}

function atanh(u: f32): f32 {
  let factor: f32 = 1;
  while (u > 0.3) {
    u /= 1 + sqrt<f32>(max<f32>(0, (1 - u) * (1 + u)));
    factor += factor;
  }
  const z = u * u;
  let p = z * <f32>(1.0 / 11.0) + <f32>(1.0 / 9.0);
  p = p * z + <f32>(1.0 / 7.0);
  p = p * z + <f32>(1.0 / 5.0);
  p = p * z + <f32>(1.0 / 3.0);
  return (p * z * u + u) * factor;
}
