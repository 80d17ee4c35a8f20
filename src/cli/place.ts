import { writeBrainsight } from '../formats/pose-brainsight';
import { writeLocalite } from '../formats/pose-localite';
import { writePoseText } from '../formats/pose-text';
import { builtinCoil, builtinCoilIds } from '../model/coils/catalogue';
import type { Head } from '../model/head';
import type { Pose } from '../model/pose';
import type { Vec3 } from '../model/vec3';
import { casingProbe } from '../targeting/casing-probe';
import { casingLift } from '../targeting/coil-clearance';
import { coilSeating, defaultAngleDeg, placeCoil, seatOf } from '../targeting/coil-pose';
import { scalpGap } from '../targeting/scalp-gap';
import { scalpPoint } from '../targeting/scalp-index';
import { TARGETS } from '../targeting/targets';
import { awayText } from './doubts';
import { tenTenPosition } from './electrode-names';
import { InputError } from './input-error';
import { readPoint } from './read-point';

export interface PlaceRequest {
  /** A 10-10 name, a target's id, or `x,y,z` in mm: a point in the brain stands for the scalp nearest to it. */
  at: string;
  coil: string;
  /** Of the coil's y axis to the forward midline; 45 degrees with the handle back and lateral unless told. */
  angleDeg?: number;
  gapMm: number;
}

export interface Placement {
  at: string;
  coil: string;
  /** Row-major 4x4, coil mm -> head RAS mm. */
  pose: Pose;
  site_mm: Vec3;
  angle_deg: number;
  gap_mm: number;
  /** From the coil's origin to the scalp along its axis: more than the gap where the casing meets the head elsewhere. */
  centre_to_scalp_mm: number;
  /** Of the point that was asked for, from the site to it; negative outside the head. */
  depth_mm: number;
  /** What asks for a second look, in words; most often nothing. */
  doubts: string[];
}

/** The point in the head, mm, that a request names. Throws InputError. */
export function pointAt(at: string, head: Head): Vec3 {
  if (at.includes(',')) {
    const point = readPoint(at);
    if (point) return point;
    throw new InputError(`"${at}" is no point; give x,y,z in mm`);
  }
  const target = TARGETS.find(({ id }) => id === at);
  if (target) return target.mniMm;
  const position = tenTenPosition(at, head);
  if (position) return position;
  const ids = TARGETS.map(({ id }) => id).join(', ');
  throw new InputError(`"${at}" is no 10-10 or 10-5 position such as F3, no x,y,z in mm and none of ${ids}`);
}

/** Off the head, and deeper than nine tenths of the cortex lie, mm: more likely a point of another frame or unit. */
const FAR_OUTSIDE_MM = 20;
const FAR_INSIDE_MM = 60;

/** What asks for a second look at a point that a request names and that is so far from the scalp (as scalpGap gives it), in words. */
export function pointDoubts(at: string, gapMm: number): string[] {
  if (gapMm <= FAR_OUTSIDE_MM && gapMm >= -FAR_INSIDE_MM) return [];
  return [`${at} lies ${awayText(gapMm)}; what is nearest was taken; is it in the head's mm?`];
}

/**
 * Seats a built-in coil on the head's scalp at the site: tangent to it, the casing clear of it by the gap. The site is
 * geometric, the scalp nearest to the point; no field is computed. Throws InputError.
 */
export function placeOnHead({ at, coil: coilId, angleDeg, gapMm }: PlaceRequest, head: Head): Placement {
  const coil = builtinCoil(coilId);
  if (!coil?.casing) throw new InputError(`--coil ${coilId}: there is none such; choose ${builtinCoilIds.join(', ')}`);
  const scalp = head.layers[0].surface;
  const point = pointAt(at, head);
  const pointGapMm = scalpGap(scalp)(point);
  const siteMm = scalpPoint(scalp, point);
  const seating = coilSeating(scalp);
  const angle = angleDeg ?? defaultAngleDeg(siteMm);
  const lift = casingLift(seating, casingProbe(coil.casing), gapMm);
  const pose = placeCoil(seating, { siteMm, angleDeg: angle, tiltDeg: [0, 0], gapMm }, lift);
  return {
    at,
    coil: coilId,
    pose,
    site_mm: siteMm,
    angle_deg: angle,
    gap_mm: gapMm,
    centre_to_scalp_mm: seatOf(seating, pose)?.gapMm ?? Number.NaN,
    depth_mm: -pointGapMm,
    doubts: pointDoubts(at, pointGapMm),
  };
}

export const POSE_FORMATS = ['text', 'json', 'brainsight', 'localite'] as const;

/** The placement as a 4x4 matrix, as JSON, or as a file for a navigation system. */
export function placementText(placement: Placement, format: (typeof POSE_FORMATS)[number]): string {
  const named = [{ name: `${placement.coil} at ${placement.at}`, pose: placement.pose }];
  if (format === 'json') return `${JSON.stringify(placement, null, 2)}\n`;
  if (format === 'brainsight') return writeBrainsight(named);
  return format === 'localite' ? writeLocalite(named) : writePoseText(named);
}
