import type { Side } from '../app/plan';
import type { View } from '../app/view';

/** A part of the canvas, CSS pixels from its top left. */
export interface Viewport {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where one side is drawn, and the part of it that is kept. */
export interface SideViewport {
  side: Side;
  view: Viewport;
  clip: Viewport;
}

/** Room for the header above two heads and for their common controls under them, CSS pixels; a narrow stage has two rows. */
const HEADER_PX = 44;
const FOOT_PX = 66;
const NARROW_FOOT_PX = 116;
const NARROW_STAGE_PX = 800;

/**
 * How the sides share the canvas: each on a half of it, beside each other or, on a stage that is taller than wide, one above
 * the other; or both on the whole of it with a cut between them. The parts are equally large, so that one camera serves both.
 */
export function viewportsOf(
  sides: readonly Side[],
  { layout, wipe }: View['compare'],
  width: number,
  height: number,
): SideViewport[] {
  if (sides.length < 2) {
    const all = { x: 0, y: 0, width, height };
    return sides.map((side) => ({ side, view: all, clip: all }));
  }
  const foot = width > NARROW_STAGE_PX ? FOOT_PX : NARROW_FOOT_PX;
  const room = Math.max(2, height - HEADER_PX - foot);
  if (layout === 'wipe') {
    const view = { x: 0, y: HEADER_PX, width, height: room };
    const cut = Math.round(wipe * width);
    return sides.map((side, k) => ({
      side,
      view,
      clip: { ...view, x: k === 0 ? 0 : cut, width: k === 0 ? cut : width - cut },
    }));
  }
  const beside = width >= room;
  return sides.map((side, k) => {
    const view = beside
      ? { x: (k * width) / 2, y: HEADER_PX, width: width / 2, height: room }
      : { x: 0, y: HEADER_PX + (k * room) / 2, width, height: room / 2 };
    return { side, view, clip: view };
  });
}

export const contains = ({ x, y, width, height }: Viewport, px: number, py: number): boolean =>
  px >= x && px < x + width && py >= y && py < y + height;
