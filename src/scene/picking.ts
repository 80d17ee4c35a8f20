import type { Ray } from 'three';
import { createStore } from 'zustand/vanilla';
import { fieldStore, type SurfaceId } from '../app/field-store';
import { appStore } from '../app/store';
import type { FieldSurface } from '../model/head';
import { at, type Vec3 } from '../model/vec3';
import { scalpIndex as surfaceIndex } from '../targeting/scalp-index';

/** A place on a field surface: a triangle and where in it. */
export interface Pick {
  surface: SurfaceId;
  positionMm: Vec3;
  vertices: [number, number, number];
  weights: [number, number, number];
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

/** The first field surface the ray meets among those shown: a cortex faded below half is looked through. */
export function pickAlong(ray: Ray): Pick | null {
  const { layers } = appStore.getState().view;
  const { head } = fieldStore.getState();
  for (const id of ['cortex', 'white'] as const) {
    const layer = layers[id];
    const solid = layer.shown && (layer.opacity >= 0.5 || id === 'white' || !layers.white.shown);
    const target = head?.fieldSurfaces.find((s) => s.id === id);
    if (!solid || !target) continue;
    const { origin, direction } = ray;
    const hit = surfaceIndex(target.surface).firstHit(
      [origin.x, origin.y, origin.z],
      [direction.x, direction.y, direction.z],
    );
    if (hit) return pickAt(target, hit.triangle, hit.point);
  }
  return null;
}

/** The pick at a vertex: how the strongest point is shown. */
export function pickVertex(surface: FieldSurface, vertex: number): Pick {
  return {
    surface: surface.id,
    positionMm: at(surface.surface.positionsMm, vertex),
    vertices: [vertex, vertex, vertex],
    weights: [1, 0, 0],
  };
}

function pickAt(surface: FieldSurface, triangle: number, p: Vec3): Pick {
  const t = surface.surface.triangles;
  const vertices: Pick['vertices'] = [t[3 * triangle], t[3 * triangle + 1], t[3 * triangle + 2]];
  const [a, b, c] = vertices.map((v) => at(surface.surface.positionsMm, v));
  const area = (u: Vec3, v: Vec3, w: Vec3): number =>
    Math.hypot(
      (v[1] - u[1]) * (w[2] - u[2]) - (v[2] - u[2]) * (w[1] - u[1]),
      (v[2] - u[2]) * (w[0] - u[0]) - (v[0] - u[0]) * (w[2] - u[2]),
      (v[0] - u[0]) * (w[1] - u[1]) - (v[1] - u[1]) * (w[0] - u[0]),
    );
  const parts = [area(p, b, c), area(a, p, c), area(a, b, p)];
  const whole = parts[0] + parts[1] + parts[2] || 1;
  return {
    surface: surface.id,
    positionMm: p,
    vertices,
    weights: [parts[0] / whole, parts[1] / whole, parts[2] / whole],
  };
}

/** A vertex quantity at the pick, interpolated as the picture is. */
export const valueAt = (pick: Pick, values: Float32Array): number =>
  pick.weights.reduce((sum, w, k) => sum + w * values[pick.vertices[k]], 0);

/** The vertex of the pick's triangle nearest to it: whose region it lies in. */
export const nearestVertex = (pick: Pick): number => pick.vertices[pick.weights.indexOf(Math.max(...pick.weights))];
