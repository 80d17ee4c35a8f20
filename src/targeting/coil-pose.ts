import { type Pose, poseAxis, poseCentreMm, poseFromAxes } from '../model/pose';
import { areaVectorsMm2, corners, type Surface, triangleCount } from '../model/surface';
import { add, cross, dot, normalize, scale, sub, type Vec3 } from '../model/vec3';
import { faceNormal, type ScalpIndex, scalpIndex } from './scalp-index';

/**
 * How a coil sits on a scalp: what a user drags, turns, tilts and lifts. `placeCoil` makes the pose of it, `seatOf` reads
 * it back from any pose. To turn, tilt or lift, change the field and place again.
 *
 *     const seating = coilSeating(scalp);                                   // once a head
 *     const lift = casingLift(seating, casingProbe(coil.casing), gapMm);    // once a coil (coil-clearance.ts), optional
 *     const seat = { siteMm, angleDeg: defaultAngleDeg(siteMm), tiltDeg: [0, 0], gapMm };
 *     const pose = placeCoil(seating, seat, lift);                          // each pointer move; about 2 ms with a casing
 *     const again = seatOf(seating, pose);                                  // a pose from a file, back to handles
 */
export interface CoilSeat {
  /** Where the coil's axis meets the scalp, RAS mm; the nearest scalp point is taken. */
  siteMm: Vec3;
  /**
   * Direction of the coil's y axis (away from the handle), seen from outside, from the forward midline direction;
   * positive towards the head's right. On the left, 45 means a handle that points back and to the left.
   */
  angleDeg: number;
  /** Turns about the coil's own x axis (nose up positive: the +y edge lifts), then about its y axis (the +x edge lifts). */
  tiltDeg: readonly [number, number];
  /** From the scalp to the coil's origin along the coil's axis: hair, and the casing if its face is not at z = 0. mm. */
  gapMm: number;
}

/** A scalp prepared for placing coils. */
export interface CoilSeating {
  readonly scalp: Surface;
  readonly index: ScalpIndex;
  readonly centroids: Float32Array;
  readonly areaVectors: Float32Array;
}

/**
 * Radius of the scalp patch whose mean normal the coil follows: about the middle of a figure-of-eight coil. Smaller
 * follows every bump of the mesh, larger tilts the coil off the skin where curvature changes (temple, brow).
 */
const NORMAL_RADIUS_MM = 20;

export function coilSeating(scalp: Surface): CoilSeating {
  const count = triangleCount(scalp);
  const centroids = new Float32Array(3 * count);
  for (let t = 0; t < count; t++) {
    const [a, b, c] = corners(scalp, t);
    for (let d = 0; d < 3; d++) centroids[3 * t + d] = (a[d] + b[d] + c[d]) / 3;
  }
  return {
    scalp,
    index: scalpIndex(scalp),
    centroids,
    areaVectors: areaVectorsMm2(scalp),
  };
}

/** Handle back and lateral, 45 degrees to the midline; straight back within 5 mm of it. A habit, not a truth. */
export function defaultAngleDeg(siteMm: Vec3, degreesToMidline = 45): number {
  if (Math.abs(siteMm[0]) < 5) return 0;
  return siteMm[0] < 0 ? degreesToMidline : -degreesToMidline;
}

/** Outward unit normal of the scalp round a point, averaged over a patch with weights that fall smoothly to its rim. */
export function smoothNormal(seating: CoilSeating, siteMm: Vec3, triangle: number): Vec3 {
  const { centroids: c, areaVectors: a } = seating;
  const local = faceNormal(seating.scalp, triangle);
  const r2 = NORMAL_RADIUS_MM * NORMAL_RADIUS_MM;
  let x = 0;
  let y = 0;
  let z = 0;
  for (let i = 0; i < c.length; i += 3) {
    const dx = c[i] - siteMm[0];
    const dy = c[i + 1] - siteMm[1];
    const dz = c[i + 2] - siteMm[2];
    const d2 = dx * dx + dy * dy + dz * dz;
    // The back of an ear or of a fold does not carry the coil.
    if (d2 >= r2 || a[i] * local[0] + a[i + 1] * local[1] + a[i + 2] * local[2] <= 0) continue;
    const w = (1 - d2 / r2) ** 2;
    x += w * a[i];
    y += w * a[i + 1];
    z += w * a[i + 2];
  }
  const size = Math.hypot(x, y, z);
  return size > 0 ? [x / size, y / size, z / size] : local;
}

/** Of a head in RAS. */
const RIGHT: Vec3 = [1, 0, 0];
const AHEAD: Vec3 = [0, 1, 0];

/**
 * Forward along the scalp, parallel to the midline: the tangent within the sagittal plane. That direction winds round the
 * two points where the normal points straight sideways (above the ears); there it passes over into the projection of
 * "forward", which keeps the coil from spinning as it is dragged across the temple.
 */
function forwardTangent(normal: Vec3): Vec3 {
  const sagittal = cross(normal, RIGHT);
  const t = Math.min(1, Math.max(0, (Math.abs(dot(normal, RIGHT)) - 0.75) / 0.2));
  const weight = t * t * (3 - 2 * t);
  const projected = sub(AHEAD, scale(normal, dot(AHEAD, normal)));
  return normalize(add(sagittal, scale(projected, weight)));
}

/** The coil's axes at a site before it is turned and tilted: forward and to the right along the scalp, and outward. */
function frameAt(seating: CoilSeating, p: Vec3): { site: Vec3; forward: Vec3; side: Vec3; normal: Vec3 } {
  const near = seating.index.closest(p);
  const normal = smoothNormal(seating, near.point, near.triangle);
  const forward = forwardTangent(normal);
  return { site: near.point, forward, side: cross(forward, normal), normal };
}

/** Degrees to radians. */
const rad = (deg: number): number => (deg * Math.PI) / 180;
const deg = (r: number): number => (r * 180) / Math.PI;

/**
 * The pose of a coil tangent to the scalp at a site, then turned, tilted and lifted. With a `liftMm` function (see
 * `casingLift`) the coil is also backed off along its own axis until its casing clears the scalp by the gap.
 */
export function placeCoil(seating: CoilSeating, seat: CoilSeat, liftMm?: (pose: Pose) => number): Pose {
  const { site, forward, side, normal } = frameAt(seating, seat.siteMm);
  const turn = rad(seat.angleDeg);
  const y0 = add(scale(forward, Math.cos(turn)), scale(side, Math.sin(turn)));
  const z0 = scale(normal, -1);
  const x0 = cross(y0, z0);
  // Lifting the +y edge turns y towards -z.
  const [a, b] = [rad(seat.tiltDeg[0]), rad(seat.tiltDeg[1])];
  const y = sub(scale(y0, Math.cos(a)), scale(z0, Math.sin(a)));
  const z1 = add(scale(z0, Math.cos(a)), scale(y0, Math.sin(a)));
  const z = add(scale(z1, Math.cos(b)), scale(x0, Math.sin(b)));
  const pose = poseFromAxes(y, z, sub(site, scale(z, seat.gapMm)));
  return liftMm ? liftCoil(pose, liftMm(pose)) : pose;
}

/** The pose backed off by `mm` along its own axis, away from the head. */
export function liftCoil(pose: Pose, mm: number): Pose {
  const z = poseAxis(pose, 2);
  return poseFromAxes(poseAxis(pose, 1), z, sub(poseCentreMm(pose), scale(z, mm)));
}

/**
 * The seat of a pose: where its axis meets the scalp, how it is turned and tilted there and how far off it is. Null when
 * the axis misses the scalp. `placeCoil(seating, seatOf(seating, pose))` gives the pose back.
 */
export function seatOf(seating: CoilSeating, pose: Pose): CoilSeat | null {
  const centre = poseCentreMm(pose);
  const z = poseAxis(pose, 2);
  // Searched from well outside, so that a coil placed slightly inside the scalp (a negative gap) is read as such.
  const back = 60;
  const hit = seating.index.firstHit(sub(centre, scale(z, back)), z);
  if (!hit) return null;
  const { forward, side, normal } = frameAt(seating, hit.point);
  const y = poseAxis(pose, 1);
  const tiltX = Math.asin(Math.min(1, Math.max(-1, dot(y, normal))));
  const along = sub(y, scale(normal, dot(y, normal)));
  const turn = Math.atan2(dot(along, side), dot(along, forward));
  const y0 = add(scale(forward, Math.cos(turn)), scale(side, Math.sin(turn)));
  const z0 = scale(normal, -1);
  const x0 = cross(y0, z0);
  const z1 = add(scale(z0, Math.cos(tiltX)), scale(y0, Math.sin(tiltX)));
  const tiltY = Math.atan2(dot(z, x0), dot(z, z1));
  return {
    siteMm: hit.point,
    angleDeg: deg(turn),
    tiltDeg: [deg(tiltX), deg(tiltY)],
    gapMm: hit.distanceMm - back,
  };
}
