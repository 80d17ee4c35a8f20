import type { Surface } from './surface';
import type { Vec3 } from './vec3';

/** Magnetic dipoles of a coil, in its own frame, for 1 A of coil current. */
export interface CoilDipoles {
  /** Packed xyz, mm. */
  positionsMm: Float64Array;
  /** Packed xyz, A.m2 per A. */
  momentsAm2PerA: Float64Array;
}

/** A coil in its own frame (+z into the head, +y away from the handle); currents are those of 1 A in the winding. */
export interface Coil {
  id: string;
  title: string;
  dipoles?: CoilDipoles;
  /** Wire paths along the current, each a list of points in mm; close a loop by repeating its first point. */
  pathsMm?: Vec3[][];
  /** The fastest change of coil current its stimulator makes at 100 % output, A/s. */
  maxDidtAPerS?: number;
  stimulator?: string;
  /** The casing, for drawing and for keeping the coil off the head, mm. */
  casing?: Surface;
  /** Where geometry and figures come from. */
  source?: string;
}
