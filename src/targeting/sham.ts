import type { Coil, CoilDipoles } from '../model/coil';
import { composePoses, type Pose, transformPoint } from '../model/pose';
import type { Surface } from '../model/surface';
import { at, type Vec3 } from '../model/vec3';
import { casingProbe } from './casing-probe';
import { casingLift } from './coil-clearance';
import { type CoilSeat, type CoilSeating, placeCoil } from './coil-pose';

/** The coil's x axis out of the head, its z axis to the right of its handle. */
const ON_EDGE: Pose = [0, 0, 1, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 0, 1];

/**
 * The customary sham: the coil turned by 90 degrees about its handle axis and stood on the edge of one wing over the same
 * site, as close as its casing allows. The seat's tilt is not used. What the cortex still gets is for the field to say.
 */
export function standOnEdge(seating: CoilSeating, seat: CoilSeat, casing: Surface): Pose {
  const turned = new Float32Array(casing.positionsMm.length);
  for (let v = 0; v < turned.length / 3; v++) turned.set(transformPoint(ON_EDGE, at(casing.positionsMm, v)), 3 * v);
  const probe = casingProbe({ positionsMm: turned, triangles: casing.triangles });
  // Sunk first, so that the lift ends at the gap from whatever part of the casing comes nearest.
  const sunk = { ...seat, tiltDeg: [0, 0] as const, gapMm: -200 };
  return composePoses(placeCoil(seating, sunk, casingLift(seating, probe, seat.gapMm)), ON_EDGE);
}

/** A turn whose middle lies nearer to the y axis than this belongs to no wing. */
const WING_MM = 5;

/**
 * Whether dipoles are those of two wings: along the coil's axis a half of a circular coil has a moment as the other has, a wing one
 * against it, however far the wings are bent.
 */
function twoWinged({ positionsMm, momentsAm2PerA }: CoilDipoles): boolean {
  let [left, right] = [0, 0];
  for (let i = 0; i < positionsMm.length; i += 3) {
    if (positionsMm[i] < 0) left += momentsAm2PerA[i + 2];
    else right += momentsAm2PerA[i + 2];
  }
  return left * right < 0;
}

/**
 * The coil with the current of its wing at -x turned round, so that under its middle the two wings work against each other.
 * Null for a coil without two wings, such as a circular one, and for one of which only the field is known.
 */
export function opposedWings(coil: Coil): Coil | null {
  const { pathsMm, dipoles } = coil;
  const onLeft = (path: readonly Vec3[]): boolean => path.reduce((sum, p) => sum + p[0], 0) / path.length < -WING_MM;
  const twoPaths = new Set((pathsMm ?? []).map(onLeft)).size === 2;
  if (coil.aField || !(twoPaths || (dipoles && twoWinged(dipoles)))) return null;
  return {
    ...coil,
    id: `${coil.id}-opposed`,
    title: `${coil.title}, wings opposed`,
    ...(pathsMm ? { pathsMm: pathsMm.map((path) => (onLeft(path) ? path.slice().reverse() : path)) } : {}),
    ...(dipoles
      ? {
          dipoles: {
            ...dipoles,
            momentsAm2PerA: dipoles.momentsAm2PerA.map((m, i) => (dipoles.positionsMm[i - (i % 3)] < 0 ? -m : m)),
          },
        }
      : {}),
  };
}
