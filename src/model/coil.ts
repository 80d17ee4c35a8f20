import type { Surface } from './surface';
import type { Vec3 } from './vec3';

/** Magnetic dipoles of a coil, in its own frame, for 1 A of coil current. */
export interface CoilDipoles {
  /** Packed xyz, mm. */
  positionsMm: Float64Array;
  /** Packed xyz, A.m2 per A. */
  momentsAm2PerA: Float64Array;
}

/** The vector potential of a coil on a grid, for 1 A of coil current; nothing is known outside it. */
export interface CoilAField {
  dims: readonly [number, number, number];
  /** Row-major 4x4: voxel index -> coil mm. */
  affineMm: readonly number[];
  /** Packed xyz of A at each voxel centre, along the coil's axes, x index fastest; T m/A (V s/m per A). */
  valuesTmPerA: Float32Array;
}

/** A coil in its own frame (+z into the head, +y away from the handle); currents are those of 1 A in the winding. */
export interface Coil {
  id: string;
  title: string;
  dipoles?: CoilDipoles;
  /** Wire paths along the current, each a list of points in mm; close a loop by repeating its first point. */
  pathsMm?: Vec3[][];
  /** Instead of dipoles and paths, where only the field is known. */
  aField?: CoilAField;
  /** The fastest change of coil current its stimulator makes at 100 % output, A/s. */
  maxDidtAPerS?: number;
  stimulator?: string;
  /** The casing, for drawing and for keeping the coil off the head, mm. */
  casing?: Surface;
  /** Where geometry and figures come from. */
  source?: string;
}
