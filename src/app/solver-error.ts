import type { Source } from '../engine/protocol';
import { areaPercentile } from '../measures/percentiles';
import { magnitudes, scalarMesh } from '../measures/scalar-mesh';
import type { Head } from '../model/head';

const NULL_FIELD_V_PER_M = [0.6, 0.48, 0.64] as const;

/** Shares of a uniform field left in the cortex, over its area; 0 in exact arithmetic. */
export interface SolverError {
  median: number;
  p95: number;
}

/** Solves `source` and gives E (V/m) at each set of points. */
export type Solve = (source: Source, points: Float32Array[], what: string) => Promise<Float32Array[]>;

/** The solver's error on this very head: what is left of a uniform primary field. Null for a head without a cortex. */
export async function solverError(head: Head, solve: Solve): Promise<SolverError | null> {
  const cortex = head.fieldSurfaces.find((s) => s.id === 'cortex');
  if (!cortex) return null;
  const uniform: Source = { kind: 'uniform', eVPerM: NULL_FIELD_V_PER_M };
  const [e] = await solve(uniform, [cortex.pointsMm], 'measuring the solver’s error');
  const left = magnitudes(e);
  const mesh = scalarMesh(cortex.surface);
  const of = (p: number): number => areaPercentile(mesh, left, p) / Math.hypot(...NULL_FIELD_V_PER_M);
  return { median: of(50), p95: of(95) };
}
