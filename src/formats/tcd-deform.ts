import { composePoses, IDENTITY_POSE, type Pose } from '../model/pose';
import { norm, scale, sub } from '../model/vec3';
import { FormatError } from './format-error';
import type { Tcd, TcdElement } from './tcd-schema';

type Deformation = NonNullable<Tcd['deformList']>[number];

/** Rodrigues' rotation by `degrees` about the line from `point1` to `point2`, right-handed. */
function rotationAboutLine(
  point1: readonly [number, number, number],
  point2: readonly [number, number, number],
  degrees: number,
): Pose {
  const along = sub(point2, point1);
  const [x, y, z] = scale(along, 1 / norm(along));
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const t = 1 - c;
  const r = [
    t * x * x + c,
    t * x * y - s * z,
    t * x * z + s * y,
    t * x * y + s * z,
    t * y * y + c,
    t * y * z - s * x,
    t * x * z - s * y,
    t * y * z + s * x,
    t * z * z + c,
  ];
  const row = (k: number): number[] => {
    const [a, b, d] = r.slice(3 * k, 3 * k + 3);
    return [a, b, d, point1[k] - (a * point1[0] + b * point1[1] + d * point1[2])];
  };
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}

function poseOf(deformation: Deformation, amount: number, file: string): Pose {
  const { type, point1, point2 } = deformation;
  if (type !== 'rot2p') {
    const pose = [...IDENTITY_POSE];
    pose['xyz'.indexOf(type) * 4 + 3] = amount;
    return pose;
  }
  if (!point1 || !point2 || norm(sub(point2, point1)) === 0) {
    throw new FormatError(file, 'deformList: a rot2p needs two different points');
  }
  return rotationAboutLine(point1, point2, amount);
}

/** Where the element's deformations put it at their initial settings, applied in the order listed. Throws FormatError. */
export function initialPose(tcd: Tcd, element: TcdElement, file: string): Pose {
  return (element.deformations ?? []).reduce<Pose>((pose, i) => {
    const deformation = tcd.deformList?.[i];
    if (!deformation) throw new FormatError(file, `an element names deformation ${i}, which is not in deformList`);
    // Older files have one range a deformation, in the same order, and do not say so.
    const range = tcd.deformRangeList?.[deformation.deformRange ?? i];
    if (!range) throw new FormatError(file, `deformation ${i} has no deformRange in deformRangeList`);
    return composePoses(poseOf(deformation, range.initial, file), pose);
  }, IDENTITY_POSE);
}
