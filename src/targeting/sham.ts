import { composePoses, type Pose, transformPoint } from '../model/pose';
import type { Surface } from '../model/surface';
import { at } from '../model/vec3';
import { casingLift, casingProbe } from './coil-clearance';
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
