import type { Ray } from 'three';
import { fieldStore } from '../app/field-store';
import { liveCut } from '../app/live-cut';
import type { Pick } from '../app/pick';
import { appStore } from '../app/store';
import { type FieldSurface, type Head, NO_CORTEX } from '../model/head';
import type { Surface } from '../model/surface';
import { add, at, dot, scale, type Vec3 } from '../model/vec3';
import { faceNormal, scalpIndex as surfaceIndex } from '../targeting/scalp-index';
import { entryInto, keptHalf, liesIn } from './cut-plane';
import { type InflatedShape, inflatedShape } from './inflated-shape';

/** The first field surface the ray meets among those shown and not cut away: a cortex faded below half is looked through. */
export function pickAlong(ray: Ray): Pick | null {
  const { layers, inflated } = appStore.getState().view;
  const { head } = fieldStore.getState();
  const along: Vec3 = [ray.direction.x, ray.direction.y, ray.direction.z];
  const eye: Vec3 = [ray.origin.x, ray.origin.y, ray.origin.z];
  const opened = inflated && head ? inflatedShape(head) : null;
  if (head && opened) return pickOpened(head, opened, eye, along);
  const cut = liveCut.getState();
  const kept = cut.kind === 'none' ? null : keptHalf(cut);
  const from = kept ? entryInto(kept, eye, along) : eye;
  if (!from) return null;
  for (const id of ['cortex', 'white'] as const) {
    const layer = layers[id];
    const solid = layer.shown && (layer.opacity >= 0.5 || id === 'white' || !layers.white.shown);
    const target = head?.fieldSurfaces.find((s) => s.id === id);
    if (!solid || !target) continue;
    const hit = surfaceIndex(target.surface).firstHit(from, along);
    if (!hit || (kept && !liesIn(kept, hit.point, 1e-3))) continue;
    // From within: the ray came in through the cut face, which is not a place on this surface.
    if (from !== eye && dot(faceNormal(target.surface, hit.triangle), along) > 0) return null;
    return pickAt(target, hit.triangle, hit.point);
  }
  return null;
}

/** The cortex under the ray while its folds are opened. */
function pickOpened(head: Head, opened: InflatedShape, eye: Vec3, along: Vec3): Pick | null {
  const cortex = head.fieldSurfaces.find((s) => s.id === 'cortex');
  const hit = surfaceIndex(opened.surface).firstHit(eye, along);
  if (!cortex || !hit) return null;
  const { vertices, weights } = placeIn(opened.surface, hit.triangle, hit.point);
  const own = vertices.map((v) => opened.cortexVertex[v]);
  const covered = own.find((v) => v !== NO_CORTEX);
  if (covered === undefined) return null;
  const [a, b, c] = own.map((v) => (v === NO_CORTEX ? covered : v));
  let positionMm: Vec3 = [0, 0, 0];
  [a, b, c].forEach((v, k) => {
    positionMm = add(positionMm, scale(at(cortex.surface.positionsMm, v), weights[k]));
  });
  return { surface: 'cortex', positionMm, vertices: [a, b, c], weights, openedMm: hit.point };
}

/** Where a pick is drawn now: on the opened cortex, while that is shown, next to where the fold lay. */
export function drawnAt(pick: Pick): Vec3 {
  const { head } = fieldStore.getState();
  const opened = appStore.getState().view.inflated && head ? inflatedShape(head) : null;
  if (!opened) return pick.positionMm;
  if (pick.openedMm) return pick.openedMm;
  const { triangle } = surfaceIndex(opened.folded).closest(pick.positionMm);
  return at(opened.surface.positionsMm, opened.surface.triangles[3 * triangle]);
}

/** The pick on the nearest field surface, when one is within reach. */
export function pickNear(p: Vec3, reachMm: number): Pick | null {
  let best: Pick | null = null;
  let reach = reachMm;
  for (const surface of fieldStore.getState().head?.fieldSurfaces ?? []) {
    const { point, distanceMm, triangle } = surfaceIndex(surface.surface).closest(p);
    if (distanceMm > reach) continue;
    reach = distanceMm;
    best = pickAt(surface, triangle, point);
  }
  return best;
}

const pickAt = (surface: FieldSurface, triangle: number, p: Vec3): Pick => ({
  surface: surface.id,
  positionMm: p,
  ...placeIn(surface.surface, triangle, p),
});

/** The corners of a triangle and the shares of each at a point in it. */
function placeIn(
  { triangles: t, positionsMm }: Surface,
  triangle: number,
  p: Vec3,
): Omit<Pick, 'surface' | 'positionMm' | 'openedMm'> {
  const vertices: Pick['vertices'] = [t[3 * triangle], t[3 * triangle + 1], t[3 * triangle + 2]];
  const [a, b, c] = vertices.map((v) => at(positionsMm, v));
  const area = (u: Vec3, v: Vec3, w: Vec3): number =>
    Math.hypot(
      (v[1] - u[1]) * (w[2] - u[2]) - (v[2] - u[2]) * (w[1] - u[1]),
      (v[2] - u[2]) * (w[0] - u[0]) - (v[0] - u[0]) * (w[2] - u[2]),
      (v[0] - u[0]) * (w[1] - u[1]) - (v[1] - u[1]) * (w[0] - u[0]),
    );
  const parts = [area(p, b, c), area(a, p, c), area(a, b, p)];
  const whole = parts[0] + parts[1] + parts[2] || 1;
  return {
    vertices,
    weights: [parts[0] / whole, parts[1] / whole, parts[2] / whole],
  };
}
