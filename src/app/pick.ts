import { createStore } from 'zustand/vanilla';
import type { FieldSurface } from '../model/head';
import { at, type Vec3 } from '../model/vec3';
import { fieldStore, type SurfaceId } from './field-store';

/** A place on a field surface: a triangle and where in it. */
export interface Pick {
  surface: SurfaceId;
  positionMm: Vec3;
  vertices: [number, number, number];
  weights: [number, number, number];
  /** Where it was met on the opened cortex, mm. */
  openedMm?: Vec3;
}

interface PickState {
  /** Under the pointer, at pointer rate. */
  hover: Pick | null;
  /** Clicked; stays until the next click or Escape. */
  pinned: Pick | null;
}

/** Written by the pointer, read by marker and readout outside React. */
export const pickStore = createStore<PickState>(() => ({ hover: null, pinned: null }));

// A place on another head's surface means nothing.
fieldStore.subscribe((now, before) => {
  if (now.head !== before.head) pickStore.setState({ hover: null, pinned: null });
});

/** The pick at a vertex: how the strongest point is shown. */
export function pickVertex(surface: FieldSurface, vertex: number): Pick {
  return {
    surface: surface.id,
    positionMm: at(surface.surface.positionsMm, vertex),
    vertices: [vertex, vertex, vertex],
    weights: [1, 0, 0],
  };
}

/** A vertex quantity at the pick, interpolated as the picture is. */
export const valueAt = (pick: Pick, values: Float32Array): number =>
  pick.weights.reduce((sum, w, k) => sum + w * values[pick.vertices[k]], 0);

/** The vertex of the pick's triangle nearest to it: whose region it lies in. */
export const nearestVertex = (pick: Pick): number => pick.vertices[pick.weights.indexOf(Math.max(...pick.weights))];
