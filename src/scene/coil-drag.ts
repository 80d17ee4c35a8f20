import { coilControl } from '../app/coil-control';
import { fieldDelay } from '../app/field-delay';
import { livePlacement } from '../app/live-placement';
import type { Point } from './pointer-drag';
import { stage } from './stage-link';
import { coilUnder, scalpUnder } from './under-pointer';

/**
 * Least time between two places of a coil that is dragged: two or three a frame, so that a field for the latest is there when the
 * next frame begins.
 */
const PLACE_EVERY_MS = 6;

/** The casing is slid once the pointer has gone farther than this, CSS pixels: a press that does not is no move. */
const SLIDE_SLOP_PX = 5;

/** The coil in the pointer's hand, until it is let go. Points are those of the view it was taken in, CSS pixels from its corner. */
export class CoilDrag {
  private at: Point;
  private begun = false;
  private placedAt = 0;
  private frame = 0;

  /** @param place lays the coil as the pointer has it */
  constructor(
    private readonly from: Point,
    private readonly slopPx: number,
    private readonly place: (at: Point) => void,
  ) {
    this.at = from;
  }

  /** @param timeStamp of the pointer's event */
  move(to: Point, timeStamp: number): void {
    this.at = to;
    this.begun ||= Math.hypot(to.x - this.from.x, to.y - this.from.y) > this.slopPx;
    if (!this.begun) return;
    fieldDelay.moved(timeStamp);
    if (performance.now() - this.placedAt >= PLACE_EVERY_MS) this.placeNow();
    else this.frame ||= requestAnimationFrame(this.placeNow);
  }

  private readonly placeNow = (): void => {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.placedAt = performance.now();
    this.place(this.at);
  };

  /** The coil stays where it was let go, or goes back where it was. */
  end(keep: boolean): void {
    if (this.frame && keep) this.placeNow();
    cancelAnimationFrame(this.frame);
    if (keep) coilControl.commit();
    else coilControl.revert();
  }
}

/** Takes the coil where the pointer is on it: its casing slides over the scalp, its grip turns it. */
export function takeCoil(from: Point): CoilDrag | null {
  const part = coilUnder(from);
  if (!part) return null;
  return part === 'grip' ? new CoilDrag(from, 0, turning(from)) : new CoilDrag(from, SLIDE_SLOP_PX, sliding(from));
}

/** Slides the coil's site over the scalp, as far from the pointer as it was taken. */
function sliding(from: Point): (at: Point) => void {
  let hold = livePlacement.getState().placement.siteMm;
  const seen = stage.project(hold) ?? from;
  const dx = seen.x - from.x;
  const dy = seen.y - from.y;
  return ({ x, y }) => {
    const siteMm = scalpUnder({ x: x + dx, y: y + dy }, hold);
    if (!siteMm) return;
    hold = siteMm;
    coilControl.preview({ siteMm });
  };
}

/** Turns the coil about its centre on the screen. */
function turning(from: Point): (at: Point) => void {
  const { pose, placement } = livePlacement.getState();
  const centre = pose && stage.project([pose[3], pose[7], pose[11]]);
  if (!pose || !centre || !stage.camera) return () => {};
  const eye = stage.camera.position;
  // Seen from the head's side the turn is mirrored.
  const outward = -((eye.x - pose[3]) * pose[2] + (eye.y - pose[7]) * pose[6] + (eye.z - pose[11]) * pose[10]);
  const sense = outward > 0 ? 1 : -1;
  let before = Math.atan2(from.y - centre.y, from.x - centre.x);
  let angleDeg = placement.angleDeg;
  return ({ x, y }) => {
    const now = Math.atan2(y - centre.y, x - centre.x);
    let turned = now - before;
    if (turned > Math.PI) turned -= 2 * Math.PI;
    if (turned < -Math.PI) turned += 2 * Math.PI;
    before = now;
    angleDeg += (sense * turned * 180) / Math.PI;
    coilControl.preview({ angleDeg });
  };
}
