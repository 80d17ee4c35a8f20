import { type Pose, poseAxis, poseCentreMm } from '../model/pose';
import { add, cross, dot, scale, sub, type Vec3 } from '../model/vec3';

/** How a coil misses a target pose, as a navigator shows it: seen along the target's axis, its handle pointing down. */
export interface AimErrors {
  /** Where the coil's axis passes the target's plane, from the target: to the right of the picture and up it, mm. */
  rightMm: number;
  upMm: number;
  offsetMm: number;
  /** Turn about the target's axis, clockwise in the picture, degrees. */
  turnDeg: number;
  /** Between the two axes, degrees. */
  tiltDeg: number;
  /** From the coil's origin along its axis to the target's plane, mm; negative when it lies below. */
  awayMm: number;
}

/** The picture's axes: x of the coil points left when one looks down on its back. */
export function pictureAxes(target: Pose): { right: Vec3; up: Vec3; into: Vec3 } {
  return { right: scale(poseAxis(target, 0), -1), up: poseAxis(target, 1), into: poseAxis(target, 2) };
}

const deg = (rad: number): number => (rad * 180) / Math.PI;

/** Compares a coil's pose with the one that is aimed at; null when the coil's axis runs along the target's plane. */
export function aimErrors(target: Pose, pose: Pose): AimErrors | null {
  const { right, up, into } = pictureAxes(target);
  const axis = poseAxis(pose, 2);
  const towards = dot(axis, into);
  if (towards < 1e-3) return null;
  const centre = poseCentreMm(pose);
  const awayMm = dot(sub(poseCentreMm(target), centre), into) / towards;
  const miss = sub(add(centre, scale(axis, awayMm)), poseCentreMm(target));
  const [rightMm, upMm] = [dot(miss, right), dot(miss, up)];
  const front = poseAxis(pose, 1);
  return {
    rightMm,
    upMm,
    offsetMm: Math.hypot(rightMm, upMm),
    turnDeg: deg(Math.atan2(dot(front, right), dot(front, up))),
    tiltDeg: deg(Math.atan2(Math.hypot(...cross(axis, into)), towards)),
    awayMm,
  };
}
