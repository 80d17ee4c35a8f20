import type { Vec3 } from '../vec3';

/** How a flat coil is folded about its y axis, wing tips towards the head; a flat coil has `wingTiltDeg` 0. */
export interface Fold {
  /** Angle between each wing and the flat plane, degrees. */
  wingTiltDeg: number;
  /** Distance from the y axis, along the face, over which the tilt builds up evenly, mm. */
  bendMm: number;
}

/**
 * The coil-frame place of a point of the flat coil: `s` mm from the y axis along the face, `y` mm along it and
 * `depthMm` behind the face (away from the head). The face follows a circular arc up to `bendMm`, then a plane, so that
 * lengths along it are kept. Winding and casing go through the same fold and so stay together.
 */
export function foldPoint(fold: Fold, s: number, y: number, depthMm: number): Vec3 {
  const tilt = (fold.wingTiltDeg * Math.PI) / 180;
  if (tilt === 0) return [s, y, 0 - depthMm];
  const arc = Math.min(Math.abs(s), fold.bendMm);
  const angle = (tilt * arc) / fold.bendMm;
  const radius = fold.bendMm / tilt;
  const straight = Math.abs(s) - arc;
  const x = radius * Math.sin(angle) + straight * Math.cos(angle) + depthMm * Math.sin(angle);
  const z = radius * (1 - Math.cos(angle)) + straight * Math.sin(angle) - depthMm * Math.cos(angle);
  return [Math.sign(s) * x, y, z];
}
