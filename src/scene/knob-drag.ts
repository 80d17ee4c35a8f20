import { coilControl } from '../app/coil-control';
import { livePlacement } from '../app/live-placement';
import type { LIMITS, Placement } from '../app/plan';
import type { Pose } from '../model/pose';
import { transformPoint } from '../model/pose';
import type { Vec3 } from '../model/vec3';
import type { Point } from './pointer-drag';
import { stage } from './stage-link';

export type KnobKind = 'turn' | 'pitch' | 'roll' | 'gap';

const KEY: Record<KnobKind, keyof typeof LIMITS & keyof Placement> = {
  turn: 'angleDeg',
  pitch: 'pitchDeg',
  roll: 'rollDeg',
  gap: 'gapMm',
};

/** A step at least this many pixels per degree or millimetre, so that a knob seen end-on does not race. */
const LEAST_PX_PER_UNIT = 0.8;

/** Where a knob sits, coil frame mm, given the casing's reach. */
export function knobAnchorMm(kind: KnobKind, reach: { frontMm: number; sideMm: number; gripMm: number }): Vec3 {
  switch (kind) {
    case 'turn':
      return [0, -reach.gripMm, -16];
    case 'pitch':
      return [0, reach.frontMm + 16, -8];
    case 'roll':
      return [reach.sideMm + 16, 0, -8];
    case 'gap':
      return [0, 0, -62];
  }
}

/** How the anchor moves on the screen per unit of its quantity, by rotating about the coil's own axes in the current pose. */
export function screenRate(kind: KnobKind, anchor: Vec3, pose: Pose): Point {
  const step = 0.5;
  const t = kind === 'gap' ? 0 : (step * Math.PI) / 180;
  const [x, y, z] = anchor;
  const moved: Vec3 =
    kind === 'turn'
      ? // The angle grows to the head's right, where the coil's -x lies.
        [x * Math.cos(t) - y * Math.sin(t), x * Math.sin(t) + y * Math.cos(t), z]
      : kind === 'pitch'
        ? [x, y * Math.cos(t), z - y * Math.sin(t)]
        : kind === 'roll'
          ? [x * Math.cos(t), y, z - x * Math.sin(t)]
          : [x, y, z - step];
  const a = stage.project(transformPoint(pose, anchor));
  const b = stage.project(transformPoint(pose, moved));
  if (!a || !b) return { x: 0, y: 0 };
  return { x: (b.x - a.x) / step, y: (b.y - a.y) / step };
}

/** Follows the pointer with one quantity: the pointer's way along the knob's own path on the screen. Returns the step function. */
export function knobDrag(kind: KnobKind, anchor: Vec3, from: Point): (to: Point) => void {
  const key = KEY[kind];
  let at = from;
  let value = livePlacement.getState().placement[key];
  return (to) => {
    const { pose } = livePlacement.getState();
    if (!pose) return;
    const rate = screenRate(kind, anchor, pose);
    const size = Math.max(Math.hypot(rate.x, rate.y), LEAST_PX_PER_UNIT);
    const along = ((to.x - at.x) * rate.x + (to.y - at.y) * rate.y) / (size * size);
    at = to;
    value += along;
    coilControl.preview({ [key]: value });
    if (key !== 'angleDeg') value = livePlacement.getState().placement[key];
  };
}
