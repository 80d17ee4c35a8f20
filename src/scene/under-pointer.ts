import { type Group, type Object3D, Raycaster, Vector2 } from 'three';
import { fieldStore } from '../app/field-store';
import type { Pick } from '../app/pick';
import { appStore } from '../app/store';
import type { Vec3 } from '../model/vec3';
import { headSites } from '../targeting/cap-sites';
import { scalpIndex } from '../targeting/scalp-index';
import { pickAlong } from './picking';
import type { Point } from './pointer-drag';
import { stage } from './stage-link';

/** What lies under a point of a view, CSS pixels from its corner. */

const MARK_REACH_PX = 12;

let coilTarget: Object3D | null = null;
export const setCoilTarget = (target: Group | null): void => {
  coilTarget = target;
};

const raycaster = new Raycaster();
const ndc = new Vector2();

/** Lays the ray through a point; false where there is no picture yet. */
function aim({ x, y }: Point): boolean {
  const { camera } = stage;
  const { width, height } = stage.size();
  if (!camera || width === 0 || height === 0) return false;
  ndc.set((2 * x) / width - 1, 1 - (2 * y) / height);
  raycaster.setFromCamera(ndc, camera);
  return true;
}

/** The part of the coil that is edited, where it is shown. */
export function coilUnder(p: Point): 'casing' | 'grip' | null {
  const { plan, view } = appStore.getState();
  if (!coilTarget || plan.source !== 'tms' || !plan.coilId || !view.layers.coil.shown || !aim(p)) return null;
  const hit = raycaster.intersectObject(coilTarget, true)[0];
  if (!hit) return null;
  return hit.object.userData.part === 'grip' ? 'grip' : 'casing';
}

/** The scalp; where the ray passes the head by, the scalp point nearest to where it passes `hold`. */
export function scalpUnder(p: Point, hold: Vec3): Vec3 | null {
  const { head } = fieldStore.getState();
  if (!head || !aim(p)) return null;
  const { origin, direction } = raycaster.ray;
  const index = scalpIndex(head.layers[0].surface);
  const hit = index.firstHit([origin.x, origin.y, origin.z], [direction.x, direction.y, direction.z]);
  if (hit) return hit.point;
  const along =
    (hold[0] - origin.x) * direction.x + (hold[1] - origin.y) * direction.y + (hold[2] - origin.z) * direction.z;
  return index.closest([origin.x + along * direction.x, origin.y + along * direction.y, origin.z + along * direction.z])
    .point;
}

/** The field surface. */
export const fieldUnder = (p: Point): Pick | null => (aim(p) ? pickAlong(raycaster.ray) : null);

/** The 10-10 mark, when marks are shown. */
export function markUnder({ x, y }: Point): string | null {
  const { head } = fieldStore.getState();
  if (!head || !stage.camera || !appStore.getState().view.marks) return null;
  const eye = stage.camera.position;
  let best: string | null = null;
  let reach = MARK_REACH_PX;
  for (const [name, p] of headSites(head)) {
    // Marks on the far side are hidden by the head.
    if ((eye.x - p[0]) * p[0] + (eye.y - p[1]) * (p[1] + 14) + (eye.z - p[2]) * p[2] < 0) continue;
    const s = stage.project(p);
    const d = s ? Math.hypot(s.x - x, s.y - y) : reach;
    if (d < reach) {
      reach = d;
      best = name;
    }
  }
  return best;
}
