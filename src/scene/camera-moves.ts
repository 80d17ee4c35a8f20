import { Spherical, Vector3 } from 'three';
import type { ViewName } from '../app/camera-wish';
import { fieldStore } from '../app/field-store';
import { headMiddleMm } from '../model/head';
import { sub, type Vec3 } from '../model/vec3';
import { stage } from './stage-link';

/** What the camera turns about: the middle of the head on the stage, RAS mm. */
export const headCentreMm = (): Vec3 => headMiddleMm(fieldStore.getState().head ?? {});

/** Vertical field of view, degrees: long enough a lens that proportions read true. */
export const FIELD_OF_VIEW_DEG = 26;

/** Half the height and width that must fit, coil and handle included, mm. */
const FIT_HALF_HEIGHT_MM = 162;
const FIT_HALF_WIDTH_MM = 178;
/** On a narrow stage the grip may leave the picture, mm. */
const NARROW_HALF_WIDTH_MM = 130;

export const VIEWS = {
  home: { title: 'The view at the start', from: [-0.95, 0.38, 0.12] },
  left: { title: 'From the left', from: [-1, 0, 0] },
  right: { title: 'From the right', from: [1, 0, 0] },
  front: { title: 'From the front', from: [0, 1, 0] },
  back: { title: 'From the back', from: [0, -1, 0] },
  top: { title: 'From above', from: [0, -0.001, 1] },
  bottom: { title: 'From below', from: [0, 0.001, -1] },
} as const satisfies Record<ViewName, { title: string; from: Vec3 }>;

/** Distance at which the head with its coil fills the stage without touching its edges, mm. */
export function fitDistanceMm(aspect: number): number {
  const half = Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360);
  const halfWidthMm = aspect < 1 ? NARROW_HALF_WIDTH_MM : FIT_HALF_WIDTH_MM;
  return Math.max(FIT_HALF_HEIGHT_MM / half, halfWidthMm / (half * aspect));
}

let animation = 0;

/** Flies to a named view, or jumps when asked or when motion is to be reduced. */
export function moveCamera(name: ViewName, atOnce = false): void {
  lookFrom(VIEWS[name].from, atOnce);
}

/** A site is in sight while it is turned to the camera by more than this, cosine. */
const IN_SIGHT = 0.15;

/** Flies round the head when a site is out of sight; leaves a camera that sees it alone. */
export function showSite(siteMm: Vec3, atOnce = false): void {
  const { camera, controls } = stage;
  if (!camera || !controls) return;
  const [x, y, z] = sub(siteMm, headCentreMm());
  const eye = camera.position.clone().sub(controls.target).normalize();
  const facing = (eye.x * x + eye.y * y + eye.z * z) / Math.hypot(x, y, z);
  if (facing > IN_SIGHT) return;
  // From the side rather than squarely, so that the coil does not hide what is under it.
  lookFrom([x === 0 ? -0.3 : x, 0.4 * y, Math.max(14, 0.2 * z)], atOnce);
}

/** Looks at the head from a direction (head frame), at the distance that shows all of it. */
export function lookFrom(from: Vec3, atOnce = false): void {
  const { camera, controls } = stage;
  if (!camera || !controls) return;
  cancelAnimationFrame(animation);
  const { width, height } = stage.size();
  const distance = fitDistanceMm(Math.max(0.2, width / Math.max(1, height)));
  const target = new Vector3(...headCentreMm());
  const start = spherical(camera.position.clone().sub(controls.target));
  const end = spherical(new Vector3(...from).setLength(distance));
  const startTarget = controls.target.clone();
  let turn = end.theta - start.theta;
  turn -= 2 * Math.PI * Math.round(turn / (2 * Math.PI));
  const place = (t: number): void => {
    const eased = t * t * (3 - 2 * t);
    const now = new Spherical(
      start.radius + (end.radius - start.radius) * eased,
      start.phi + (end.phi - start.phi) * eased,
      start.theta + turn * eased,
    );
    controls.target.lerpVectors(startTarget, target, eased);
    camera.position.copy(controls.target).add(cartesian(now));
    controls.update();
    stage.invalidate();
  };
  if (atOnce || matchMedia('(prefers-reduced-motion: reduce)').matches) {
    place(1);
    return;
  }
  const began = performance.now();
  const frame = (): void => {
    const t = Math.min(1, (performance.now() - began) / 420);
    place(t);
    if (t < 1) animation = requestAnimationFrame(frame);
  };
  frame();
}

/** Keeps the direction of view and stands at the distance that shows all of the head. */
export function fitView(): void {
  const { camera, controls } = stage;
  if (!camera || !controls) return;
  const { x, y, z } = camera.position.clone().sub(controls.target);
  lookFrom([x, y, z], true);
}

/** Turns the camera about the head by screen angles, and moves it in (factor below 1) or out. */
export function orbitBy(rightDeg: number, upDeg: number, zoom = 1): void {
  const { camera, controls } = stage;
  if (!camera || !controls) return;
  const s = spherical(camera.position.clone().sub(controls.target));
  s.theta += (rightDeg * Math.PI) / 180;
  s.phi = Math.min(Math.PI - 1e-3, Math.max(1e-3, s.phi - (upDeg * Math.PI) / 180));
  s.radius = Math.min(controls.maxDistance, Math.max(controls.minDistance, s.radius * zoom));
  camera.position.copy(controls.target).add(cartesian(s));
  controls.update();
  stage.invalidate();
}

// Three's spherical coordinates have y up; the head has z up.
const spherical = (v: Vector3): Spherical => new Spherical().setFromCartesianCoords(v.y, v.z, v.x);
const cartesian = (s: Spherical): Vector3 => {
  const v = new Vector3().setFromSpherical(s);
  return new Vector3(v.z, v.x, v.y);
};
