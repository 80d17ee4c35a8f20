import type { Vec3 } from '../vec3';
import { type Fold, foldPoint } from './fold';

/** A coil of one or two wings of concentric circular turns, as a data sheet gives it. */
export interface WindingSpec {
  /** Of the whole winding of a wing, wire included. */
  innerDiameterMm: number;
  outerDiameterMm: number;
  turnsPerWing: number;
  /** Bare section of the strip: across the turns and along the coil's axis. */
  wireWidthMm: number;
  wireHeightMm: number;
  /** Distance of a wing's centre from the y axis along the face; 0 makes one wing, a circular coil. */
  wingCentreMm: number;
  /** From the casing's face to the nearer edge of the strip. */
  wallMm: number;
  fold: Fold;
}

const SEGMENTS_PER_TURN = 64;

/** Radii of the turns' centre lines, mm: evenly spaced, the strip's edges on the inner and outer diameter. */
export function turnRadiiMm(spec: WindingSpec): number[] {
  const first = (spec.innerDiameterMm + spec.wireWidthMm) / 2;
  const last = (spec.outerDiameterMm - spec.wireWidthMm) / 2;
  return Array.from({ length: spec.turnsPerWing }, (_, i) => first + ((last - first) * i) / (spec.turnsPerWing - 1));
}

/** Depth of the strip's middle behind the casing's face, mm. */
export const wireDepthMm = (spec: WindingSpec): number => spec.wallMm + spec.wireHeightMm / 2;

/**
 * The winding as closed wire paths in the coil frame, mm, each along the current; the face of the casing is z = 0 at
 * the y axis, the wire lies behind it (z < 0 where the coil is flat).
 *
 * A strip is one filament at its middle: against six filaments spread over a 6 mm strip this changes the field in a
 * cortex 15 mm under the face by less than 1 %. Each turn is a polygon that encloses the area of its circle, so that
 * its moment is exact. Lead wires and the step from turn to turn are left out.
 *
 * Sense: the wing at +x runs right-handed about +z, its mirror image at -x left-handed, so under the centre both carry
 * current along -y, and there dI/dt > 0 induces E along **+y**, away from the handle. A circular coil runs right-handed
 * about +z; dI/dt > 0 induces E left-handed about +z.
 */
export function windingPathsMm(spec: WindingSpec): Vec3[][] {
  const step = (2 * Math.PI) / SEGMENTS_PER_TURN;
  const toArea = Math.sqrt(step / Math.sin(step));
  const depth = wireDepthMm(spec);
  const right = turnRadiiMm(spec).map((radius) =>
    Array.from({ length: SEGMENTS_PER_TURN + 1 }, (_, i) => {
      const angle = step * (i % SEGMENTS_PER_TURN);
      const s = spec.wingCentreMm + radius * toArea * Math.cos(angle);
      return foldPoint(spec.fold, s, radius * toArea * Math.sin(angle), depth);
    }),
  );
  if (spec.wingCentreMm === 0) return right;
  const left = right.map((turn) => turn.map(([x, y, z]): Vec3 => [-x, y, z]));
  return [...right, ...left];
}
