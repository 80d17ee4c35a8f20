import type { Viewport } from './viewports';

/** The parts of the stage that cards lie over; what is placed on the stage keeps clear of them. */
let covered: readonly Viewport[] = [];

/** Measures the cards of a stage now and whenever one changes its size. Returns the end of it. */
export function watchCovered(stage: HTMLElement, onChange: () => void): () => void {
  const cards = [...stage.querySelectorAll('[data-covers]')];
  const measure = (): void => {
    const { left, top } = stage.getBoundingClientRect();
    covered = cards.map((card) => {
      const box = card.getBoundingClientRect();
      return { x: box.left - left, y: box.top - top, width: box.width, height: box.height };
    });
    onChange();
  };
  const sizes = new ResizeObserver(measure);
  for (const card of [stage, ...cards]) sizes.observe(card);
  return () => {
    sizes.disconnect();
    covered = [];
  };
}

/** A point moved the shortest way out of whatever covers it, `marginPx` clear of the edge, within a stage of this size. */
export function clearOf(
  cards: readonly Viewport[],
  stage: { width: number; height: number },
  x: number,
  y: number,
  marginPx: number,
): [number, number] {
  for (const card of cards) {
    const left = card.x - marginPx;
    const top = card.y - marginPx;
    const right = card.x + card.width + marginPx;
    const bottom = card.y + card.height + marginPx;
    if (x <= left || x >= right || y <= top || y >= bottom) continue;
    const ways: [number, number][] = [
      [left, y],
      [right, y],
      [x, top],
      [x, bottom],
    ];
    const inside = ways.filter(
      ([a, b]) => a >= marginPx && b >= marginPx && a <= stage.width - marginPx && b <= stage.height - marginPx,
    );
    const length = ([a, b]: [number, number]): number => Math.hypot(a - x, b - y);
    const best = inside.sort((a, b) => length(a) - length(b))[0];
    if (best) [x, y] = best;
  }
  return [x, y];
}

/** The same for the cards that lie on the stage now. */
export const clearOfCards = (
  stage: { width: number; height: number },
  x: number,
  y: number,
  marginPx: number,
): [number, number] => clearOf(covered, stage, x, y, marginPx);
