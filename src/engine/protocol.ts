/** What the field engine is asked and what it answers: plain data, so that it crosses a worker boundary unchanged. */

import type { Coil } from '../model/coil';
import type { Electrode } from '../model/electrode';
import type { Layer } from '../model/head';
import type { Pose } from '../model/pose';
import type { Vec3 } from '../model/vec3';

/** What drives the field; exactly one. */
export type Source =
  | { kind: 'tms'; coil: Coil; pose: Pose; didtAPerS: number }
  | { kind: 'tdcs'; electrodes: Electrode[] }
  /** A test source: a uniform primary field, which must vanish in the head. */
  | { kind: 'uniform'; eVPerM: Vec3 };

/** A source and the points (packed xyz arrays) at which its field is wanted. */
export interface SolveRequest {
  source: Source;
  pointsMm: Float32Array[];
}

export interface SolveOptions {
  /** Relative residual at which GMRES stops; 1e-5 unless told. */
  tolerance?: number;
  maxIterations?: number;
  /** Give the charge density of the interfaces too. */
  charges?: boolean;
  /** Give E on either side of every interface too. */
  sides?: boolean;
}

export interface PrepareOptions {
  /**
   * Surfaces with a longer mean edge are subdivided (their shape stays). TMS does well on 6 mm outer layers; tDCS, whose
   * current has to find its way through scalp and skull, wants 3 to 4 mm there.
   */
  maxEdgeMm?: number;
  /** Degree of the far field's expansions: 7 unless told (relative error about 1e-3), 9 for about 3e-4 at twice the time. */
  degree?: number;
  /** A head that needs more is refused, by name of what it needs, before anything is allocated; 4 GiB unless told. */
  memoryLimitBytes?: number;
}

/** `fraction` runs from 0 to 1 within one `stage`. */
export interface Progress {
  stage: 'octree' | 'near field' | 'operators' | 'primary field' | 'solving' | 'evaluating';
  fraction: number;
  /** GMRES iteration and its relative residual, while solving. */
  iteration?: number;
  residual?: number;
}

export interface PrepareReport {
  triangles: number;
  seconds: number;
  /** Bytes of engine memory in use once the head is ready. */
  bytes: number;
  /** Bytes that a solve will take on top, at most, with as many points as triangles. */
  solveBytes?: number;
  /** Threads that worked on it when it was ready. */
  threads?: number;
}

export interface SolveReport {
  iterations: number;
  residual: number;
  seconds: { primary: number; solve: number; evaluate: number };
  bytes: number;
  /** Threads that worked on it by its end. */
  threads?: number;
  /** |net charge| / sum |charge| of each layer's surface, outermost first; zero in exact arithmetic. */
  netCharge: number[];
}

export interface Solution {
  /** E in V/m, packed xyz, one array for each array of points asked for. */
  eVPerM: Float32Array[];
  /**
   * Charge density / eps0 of every triangle, V/m, one array a layer of the head as it is solved (subdivided to
   * `maxEdgeMm`); without the charges that stand for the pads of tDCS.
   */
  chargesVPerM?: Float32Array[];
  /** One a layer of the head as it is solved. J is sigma E with the conductivity of the side. */
  sides?: InterfaceField[];
  report: SolveReport;
}

/**
 * E at the centroid of every triangle of one layer, V/m, packed xyz: the limits from its two sides. On the scalp of tDCS
 * without the current density of the pads themselves.
 */
export interface InterfaceField {
  insideVPerM: Float32Array;
  outsideVPerM: Float32Array;
}

/** The engine, in whatever thread it lives. One head at a time; calls are answered in order. */
export interface FieldEngine {
  /**
   * Takes the head (layers outermost first, closed, nested, mm) and sets its operator up. The head it has already, with
   * other conductivities, is taken at once: the operator does not depend on them.
   */
  prepare(
    layers: Layer[],
    onProgress?: (p: Progress) => void,
    signal?: AbortSignal,
    options?: PrepareOptions,
  ): Promise<PrepareReport>;
  /** The total field E = -dA/dt - grad(phi) at `pointsMm` (packed xyz arrays). */
  solve(
    source: Source,
    pointsMm: Float32Array[],
    options?: SolveOptions,
    onProgress?: (p: Progress) => void,
    signal?: AbortSignal,
  ): Promise<Solution>;
  /**
   * Several sources at once: the same fields to the bit as one after another, in less time where memory is what a solve waits for,
   * and with some 60 f32 a triangle more for each. Times of a report are the source's share.
   */
  solveAll(
    asked: readonly SolveRequest[],
    options?: SolveOptions,
    onProgress?: (p: Progress) => void,
    signal?: AbortSignal,
  ): Promise<Solution[]>;
  /** The primary field -dA/dt alone, V/m: no head, no charge. Good to 1e-6 for up to some thousand points, 2e-5 beyond. */
  primary(coil: Coil, pose: Pose, didtAPerS: number, pointsMm: Float32Array): Promise<Float32Array>;
}
