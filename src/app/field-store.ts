import { createStore, useStore } from 'zustand';
import type { Progress, SolveReport } from '../engine/protocol';
import type { FieldSurface, Head } from '../model/head';

export type SurfaceId = FieldSurface['id'];

/** E on one field surface: per A/us for a coil, in V/m for a montage. */
export interface SurfaceField {
  /** Packed xyz. */
  e: Float32Array;
  magnitude: Float32Array;
  /** Component along the outward normal. */
  normal: Float32Array;
  /** 99.9th percentile of the magnitude by area. */
  peak: number;
  /** The same of the normal component's absolute value, computed when first asked for. */
  normalPeak: () => number;
  /** Where the magnitude is largest among the vertices. */
  peakVertex: number;
}

/** A value for the cortex and, where the head has white matter, for that. */
export type OnSurfaces<T> = { cortex: T; white?: T };

/** The values of a head's field surfaces, which are in their order. */
export function onSurfaces<T>({ fieldSurfaces }: Head, values: readonly T[]): OnSurfaces<T> {
  const cortex = values[fieldSurfaces.findIndex(({ id }) => id === 'cortex')];
  const white = fieldSurfaces.findIndex(({ id }) => id === 'white');
  return white < 0 ? { cortex } : { cortex, white: values[white] };
}

/** The value on a surface that the head has. */
export function onSurface<T>(of: OnSurfaces<T>, id: SurfaceId): T {
  const value: T | undefined = of[id];
  if (value === undefined) throw new Error(`this head has no surface "${id}"`);
  return value;
}

/** The surfaces that there are values for, the cortex first. */
export const surfacesOf = (of: OnSurfaces<unknown>): SurfaceId[] =>
  of.white === undefined ? ['cortex'] : ['cortex', 'white'];

/** 'live' is the full field from the head's basis, which a solve confirms; 'primary' lacks the tissues' answer. */
export interface FieldFrame {
  kind: 'primary' | 'live' | 'solved';
  source: 'tms' | 'tdcs';
  surfaces: OnSurfaces<SurfaceField>;
}

/** 'uncharged': the primary field was asked for, and is shown. */
export type SolvePhase =
  | { kind: 'starting'; progress: Progress | null }
  | { kind: 'approximate' }
  | { kind: 'live' }
  | { kind: 'solving'; progress: Progress | null }
  /** `differs` is how far the live field of the same pose was off, as a share; null where there was none. */
  | { kind: 'solved'; report: SolveReport; seconds: number; remembered: boolean; differs: number | null }
  | { kind: 'uncharged' }
  | { kind: 'stopped' }
  | { kind: 'invalid'; message: string }
  | { kind: 'failed'; message: string; reason: 'died' | 'memory' | 'other' };

export interface FieldState {
  head: Head | null;
  headError: string | null;
  /** The plan's head is not in this browser. */
  headMissing: boolean;
  phase: SolvePhase;
  /** Replaced as a whole; arrays of a solved one are never changed after, those of a live one by the frame after the next. */
  frame: FieldFrame | null;
  /** The same of the side that is not being edited, while two are compared. */
  other: { frame: FieldFrame | null; phase: SolvePhase };
}

/** What the engine has answered. Written by the solve loop alone. */
export const fieldStore = createStore<FieldState>(() => ({
  head: null,
  headError: null,
  headMissing: false,
  phase: { kind: 'starting', progress: null },
  frame: null,
  other: { frame: null, phase: { kind: 'starting', progress: null } },
}));

export const useField = <T>(select: (state: FieldState) => T): T => useStore(fieldStore, select);

/** Whether the head has white matter to show the field on; true until there is a head. */
export const useHasWhite = (): boolean =>
  useField((s) => s.head?.fieldSurfaces.some(({ id }) => id === 'white') ?? true);

/** The surfaces of the head that carry the field, the cortex first. */
export const useSurfaces = (): SurfaceId[] => (useHasWhite() ? ['cortex', 'white'] : ['cortex']);

/** The frame once it is the full solution: unlike the frame itself it does not change while the coil moves. */
export const solvedFrame = ({ frame }: FieldState): FieldFrame | null => (frame?.kind === 'solved' ? frame : null);

/** What the stored numbers of a frame are multiplied by to read V/m. */
export const fieldScale = (frame: FieldFrame | null, didtAPerUs: number): number =>
  frame?.source === 'tdcs' ? 1 : didtAPerUs;
