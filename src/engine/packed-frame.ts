import type { FieldSurface } from '../model/head';
import type { Pointer } from './arena';
import type { Core } from './core';

type FramedSurface = Pick<FieldSurface, 'pointsMm' | 'normals'>;

/** The parts of a packed frame that belong to one surface. */
export interface FrameParts {
  /** Packed xyz. */
  e: Float32Array;
  magnitude: Float32Array;
  /** E's component along the normals. */
  normal: Float32Array;
}

const pointsOf = ({ pointsMm }: FramedSurface): number => pointsMm.length / 3;

/** f32 that a frame of these surfaces takes: E, |E| and the normal component of one after the other. */
export const frameLength = (surfaces: readonly FramedSurface[]): number =>
  surfaces.reduce((sum, surface) => sum + 5 * pointsOf(surface), 0);

const known = new WeakMap<Float32Array, FrameParts[]>();

/** Each surface's parts of packed data: views of it, made once for each array, which serves many frames of the same surfaces. */
export function frameParts(data: Float32Array, surfaces: readonly FramedSurface[]): FrameParts[] {
  let parts = known.get(data);
  if (!parts) {
    parts = splitFrame(data, surfaces);
    known.set(data, parts);
  }
  return parts;
}

function splitFrame(data: Float32Array, surfaces: readonly FramedSurface[]): FrameParts[] {
  let at = 0;
  const take = (length: number): Float32Array => {
    at += length;
    return data.subarray(at - length, at);
  };
  return surfaces.map((surface) => {
    const n = pointsOf(surface);
    return { e: take(3 * n), magnitude: take(n), normal: take(n) };
  });
}

/** Packs fields for the stage, in the core's memory. */
export class PackedFrame {
  private readonly normals: Pointer[];
  private readonly data: Pointer;
  private readonly packed: () => Float32Array;

  constructor(
    private readonly core: Core,
    private readonly surfaces: readonly FramedSurface[],
  ) {
    const { arena } = core;
    this.normals = surfaces.map(({ normals }) => arena.put(normals));
    const length = frameLength(surfaces);
    this.data = arena.zeros(length);
    this.packed = arena.kept(this.data, length);
  }

  /** The frame of E at the points of all surfaces (packed xyz f32 at `field`), times `scale`. A view that the next call overwrites. */
  pack(field: Pointer, scale: number): Float32Array {
    let e = this.data;
    for (let s = 0; s < this.surfaces.length; s++) {
      const n = pointsOf(this.surfaces[s]);
      const magnitude = e + 12 * n;
      this.core.exports.frameField(field, this.normals[s], n, scale, e, magnitude, magnitude + 4 * n);
      field += 12 * n;
      e += 20 * n;
    }
    return this.packed();
  }
}
