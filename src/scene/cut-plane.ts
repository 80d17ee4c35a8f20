import type { Cut } from '../app/view';
import { normalize, type Vec3 } from '../model/vec3';
import type { Plane } from '../targeting/plane-cut';

/** Straight cuts take away what lies above, in front and to the left, so that a plan's usual side opens. */
const NORMALS: Record<Exclude<Cut['kind'], 'none' | 'free'>, Vec3> = {
  axial: [0, 0, 1],
  coronal: [0, 1, 0],
  sagittal: [1, 0, 0],
};

/** The direction of a free cut: azimuth from anterior towards the right, elevation from the horizontal. */
const freeNormal = ({ azimuthDeg, elevationDeg }: Pick<Cut, 'azimuthDeg' | 'elevationDeg'>): Vec3 => {
  const [a, e] = [azimuthDeg, elevationDeg].map((deg) => (deg * Math.PI) / 180);
  return [Math.sin(a) * Math.cos(e), Math.cos(a) * Math.cos(e), Math.sin(e)];
};

/** The plane of a cut; `offsetMm` of a straight one is its RAS coordinate. */
export const planeOf = (cut: Cut): Plane => ({
  normal: cut.kind === 'none' || cut.kind === 'free' ? freeNormal(cut) : NORMALS[cut.kind],
  offsetMm: cut.atMm,
});

/** The half that stays: its points have normal . p <= offsetMm. */
export function keptHalf(cut: Cut): Plane {
  const { normal, offsetMm } = planeOf(cut);
  const keepsHigh = (cut.kind === 'sagittal') !== cut.flipped;
  return keepsHigh ? { normal: [-normal[0], -normal[1], -normal[2]], offsetMm: -offsetMm } : { normal, offsetMm };
}

export const liesIn = ({ normal: [x, y, z], offsetMm }: Plane, p: Vec3, slackMm = 0): boolean =>
  x * p[0] + y * p[1] + z * p[2] <= offsetMm + slackMm;

/** Where a ray enters a half space, or its start when it begins there; null when it never does. */
export function entryInto({ normal, offsetMm }: Plane, from: Vec3, along: Vec3): Vec3 | null {
  const height = normal[0] * from[0] + normal[1] * from[1] + normal[2] * from[2] - offsetMm;
  if (height <= 0) return from;
  const rate = normal[0] * along[0] + normal[1] * along[1] + normal[2] * along[2];
  if (rate >= 0) return null;
  const t = height / -rate;
  return [from[0] + t * along[0], from[1] + t * along[1], from[2] + t * along[2]];
}

/** Azimuth and elevation of a direction, whole degrees. */
export function directionAngles(direction: Vec3): { azimuthDeg: number; elevationDeg: number } {
  const [x, y, z] = normalize(direction);
  const deg = (rad: number): number => Math.round((rad * 180) / Math.PI);
  return { azimuthDeg: deg(Math.atan2(x, y)), elevationDeg: deg(Math.asin(Math.min(1, Math.max(-1, z)))) };
}
