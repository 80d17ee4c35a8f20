import type { Pointer } from './arena';
import type { Core } from './core';

export interface GmresStep {
  iteration: number;
  /** Relative to the right-hand side. */
  residual: number;
}

/** What GMRES waits for: y = A x over f32 vectors of the core's memory. */
export interface WantedProduct extends GmresStep {
  x: Pointer;
  y: Pointer;
}

/**
 * GMRES (Saad & Schultz 1986) without restart: solves A x = b from x = 0. It asks for each product by a `yield` and goes on when it
 * is there, so that several solves can have theirs at once. Vectors are f32, sums f64. Basis vectors are taken from the arena as needed; release them by a mark around the call.
 *
 * @param length a multiple of four
 * @returns the last step; the solution is in `x`
 */
export function* gmres(
  { exports, arena }: Core,
  b: Pointer,
  x: Pointer,
  length: number,
  tolerance: number,
  maxIterations: number,
): Generator<WantedProduct, GmresStep> {
  const { dot, axpy, scaleTo } = exports;
  arena.f32(x, length).fill(0);
  const norm = Math.sqrt(dot(b, b, length));
  if (norm === 0) return { iteration: 0, residual: 0 };
  const basis: Pointer[] = [arena.alloc(4 * length)];
  scaleTo(basis[0], 1 / norm, b, length);
  // the Hessenberg matrix by columns, made triangular by Givens rotations as it grows
  const columns: number[][] = [];
  const cosines: number[] = [];
  const sines: number[] = [];
  const rhs = [norm];
  let step: GmresStep = { iteration: 0, residual: 1 };
  while (step.iteration < maxIterations && step.residual > tolerance) {
    const k = step.iteration;
    const w = arena.alloc(4 * length);
    yield { ...step, x: basis[k], y: w };
    const h: number[] = [];
    for (let j = 0; j <= k; j++) {
      h[j] = dot(basis[j], w, length);
      axpy(w, -h[j], basis[j], length);
    }
    const rest = Math.sqrt(dot(w, w, length));
    for (let j = 0; j < k; j++) {
      const t = cosines[j] * h[j] + sines[j] * h[j + 1];
      h[j + 1] = -sines[j] * h[j] + cosines[j] * h[j + 1];
      h[j] = t;
    }
    const r = Math.hypot(h[k], rest);
    cosines[k] = h[k] / r;
    sines[k] = rest / r;
    h[k] = r;
    columns.push(h);
    rhs[k + 1] = -sines[k] * rhs[k];
    rhs[k] *= cosines[k];
    step = { iteration: k + 1, residual: Math.abs(rhs[k + 1]) / norm };
    if (rest === 0) break;
    scaleTo(w, 1 / rest, w, length);
    basis.push(w);
  }
  const y = new Array<number>(columns.length).fill(0);
  for (let i = columns.length - 1; i >= 0; i--) {
    let s = rhs[i];
    for (let j = i + 1; j < columns.length; j++) s -= columns[j][i] * y[j];
    y[i] = s / columns[i][i];
  }
  y.forEach((f, j) => {
    axpy(x, f, basis[j], length);
  });
  return step;
}
