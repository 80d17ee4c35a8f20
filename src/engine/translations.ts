/**
 * The dense matrices that carry expansions between boxes, from the addition theorems of assembly/harmonics.ts, in box
 * units: M2M from a child (octant 0-7) to its parent, M2L for each of the 316 offsets, L2L from a parent to a child.
 */

import type { Pointer } from './arena';
import type { Core } from './core';
import { M2L_OFFSETS } from './octree';

/** A family of matrices in the core's memory, with the column range that each block of eight rows of each of them needs. */
export interface Translations {
  matrices: Pointer;
  bounds: Pointer;
}

export interface TranslationSet {
  /** Expansion degree p. */
  degree: number;
  /** f32 to an expansion: (p+1)^2 rounded up to a multiple of eight. */
  coefficients: number;
  m2m: Translations;
  m2l: Translations;
  l2l: Translations;
}

interface Complex {
  re: number;
  im: number;
}

/** A harmonics table read with any order m; X_n^{-m} = (-1)^m conj(X_n^m). */
function reader(table: Float64Array): (n: number, m: number) => Complex {
  return (n, m) => {
    const a = Math.abs(m);
    if (n < 0 || a > n) return { re: 0, im: 0 };
    if (a === 0) return { re: table[n * n], im: 0 };
    const re = table[n * n + 2 * a - 1];
    const im = table[n * n + 2 * a];
    if (m > 0) return { re, im };
    return a % 2 === 0 ? { re, im: -im } : { re: -re, im };
  };
}

/** Degree, order and part of each coefficient of a packed expansion. */
function layout(degree: number): { n: number; m: number; imaginary: boolean }[] {
  const out: { n: number; m: number; imaginary: boolean }[] = [];
  for (let n = 0; n <= degree; n++) {
    out.push({ n, m: 0, imaginary: false });
    for (let m = 1; m <= n; m++) out.push({ n, m, imaginary: false }, { n, m, imaginary: true });
  }
  return out;
}

/**
 * The real matrix of a map that takes the complex input X_k^l to sum of f(n, m, k, l) X_k^l, or of its conjugate.
 * Column-major, padded to `size`.
 */
function realMatrix(
  degree: number,
  size: number,
  conjugate: boolean,
  factor: (n: number, m: number, k: number, l: number) => Complex,
): Float32Array {
  const out = new Float32Array(size * size);
  const coefficients = layout(degree);
  coefficients.forEach((column, c) => {
    const orders = column.m === 0 ? [0] : [column.m, -column.m];
    for (const l of orders) {
      // the input is 1 or i at order m, and what symmetry makes of it at -m
      const sign = l < 0 && column.m % 2 === 1 ? -1 : 1;
      const xr = column.imaginary ? 0 : sign;
      let xi = column.imaginary ? (l < 0 ? -sign : sign) : 0;
      if (conjugate) xi = -xi;
      coefficients.forEach((row, r) => {
        const f = factor(row.n, row.m, column.n, l);
        out[c * size + r] += row.imaginary ? f.re * xi + f.im * xr : f.re * xr - f.im * xi;
      });
    }
  });
  return out;
}

/** f32 to an expansion of degree p: (p+1)^2 rounded up to a multiple of eight. */
export const coefficientCount = (degree: number): number => Math.ceil((degree + 1) ** 2 / 8) * 8;
/** Matrices in a set: M2M and L2L by octant, M2L by offset. */
export const MATRIX_COUNT = 8 + 8 + M2L_OFFSETS.length;

/**
 * How far from its centre a box's charges act as if they sat, in box widths; up to this value the measured error of a product
 * stays that of the full degree for all pairs, at 0.56 of the work.
 */
const TYPICAL_RADIUS = 0.3;

/**
 * Terms of total order n + k up to this are carried between boxes `distance` box widths apart: what is left out is no more than
 * what degree p leaves out between the nearest, two widths apart.
 */
function orderAt(degree: number, distance: number): number {
  const decay = (d: number): number => Math.log((d - TYPICAL_RADIUS) / TYPICAL_RADIUS);
  return Math.min(degree, Math.ceil(((degree + 1) * decay(2)) / decay(distance)) - 1);
}

/** Matrices made between two chances to stop. */
const MATRICES_A_STEP = 64;

/** Builds all matrices for expansions of degree p. */
export function* buildTranslations(core: Core, degree: number): Generator<undefined, TranslationSet> {
  const { arena } = core;
  const coefficients = coefficientCount(degree);
  const harmonics = (kind: 'regular' | 'irregular', top: number, x: number, y: number, z: number) => {
    const mark = arena.mark();
    const at = arena.alloc(8 * (top + 1) ** 2);
    core.exports[kind](at, top, x, y, z);
    const table = arena.f64(at, (top + 1) ** 2).slice();
    arena.release(mark);
    return reader(table);
  };
  const octants = Array.from({ length: 8 }, (_, o) => [(o & 1) - 0.5, ((o >> 1) & 1) - 0.5, ((o >> 2) & 1) - 0.5]);

  const m2m = octants.map(([x, y, z]) => {
    const regular = harmonics('regular', degree, x, y, z);
    return realMatrix(degree, coefficients, false, (n, m, k, l) => {
      // children work in half units, and expansions carry 1 / h
      const f = 0.5 ** (k + 1);
      const r = regular(n - k, m - l);
      return { re: f * r.re, im: f * r.im };
    });
  });
  const m2l: Float32Array[] = [];
  for (const [x, y, z] of M2L_OFFSETS) {
    if (m2l.length % MATRICES_A_STEP === 0) yield;
    const irregular = harmonics('irregular', 2 * degree, 2 * x, 2 * y, 2 * z);
    const matrix = realMatrix(degree, coefficients, true, (n, m, k, l) => {
      const f = n % 2 === 0 ? 1 : -1;
      const i = irregular(n + k, m + l);
      return { re: f * i.re, im: f * i.im };
    });
    m2l.push(matrix);
  }
  const l2l = octants.map(([x, y, z]) => {
    const regular = harmonics('regular', degree, x, y, z);
    return realMatrix(degree, coefficients, false, (n, m, k, l) => {
      const f = 0.5 ** n;
      const r = regular(k - n, l - m);
      return { re: f * r.re, im: -f * r.im };
    });
  });

  const store = (list: Float32Array[]): Pointer => {
    const at = arena.alloc(4 * list.length * coefficients * coefficients);
    list.forEach((matrix, k) => {
      arena.f32(at + 4 * k * coefficients * coefficients, coefficients * coefficients).set(matrix);
    });
    return at;
  };
  /** Column range for each block of eight rows of each matrix, from the degrees its rows span. */
  const bounds = (count: number, range: (low: number, high: number, matrix: number) => [number, number]): Pointer => {
    const list = new Int32Array((count * coefficients) / 4);
    for (let i = 0; i < list.length / 2; i++) {
      const block = i % (coefficients / 8);
      const low = Math.min(degree, Math.floor(Math.sqrt(8 * block)));
      const high = Math.min(degree, Math.floor(Math.sqrt(8 * block + 7)));
      list.set(range(low, high, Math.floor((8 * i) / coefficients)), 2 * i);
    }
    return arena.put(list);
  };
  const orders = M2L_OFFSETS.map((offset) => orderAt(degree, Math.hypot(...offset)));
  const all = (degree + 1) ** 2;
  return {
    degree,
    coefficients,
    m2m: { matrices: store(m2m), bounds: bounds(8, (_, high) => [0, (high + 1) ** 2]) },
    m2l: {
      matrices: store(m2l),
      bounds: bounds(m2l.length, (low, _, offset) => [0, Math.max(0, orders[offset] - low + 1) ** 2]),
    },
    l2l: { matrices: store(l2l), bounds: bounds(8, (low) => [low ** 2, all]) },
  };
}
