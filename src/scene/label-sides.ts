/** A name beside a dot, in the stage's pixels. */
export interface DotLabel {
  x: number;
  y: number;
  /** From the dot to the end of the name. */
  widthPx: number;
}

/** Names closer than this above each other overlap. */
const LINE_PX = 12;
/** Half of a dot. */
const DOT_PX = 5;

/** Whether each name stands left of its dot: where on the right it would lie over another's dot, and has room on the left. */
export function labelsOnTheLeft(labels: readonly DotLabel[]): boolean[] {
  const covers = (label: DotLabel, from: number, to: number): boolean =>
    labels.some((l) => l !== label && Math.abs(l.y - label.y) < LINE_PX && l.x + DOT_PX > from && l.x - DOT_PX < to);
  return labels.map((l) => covers(l, l.x, l.x + l.widthPx) && l.x >= l.widthPx && !covers(l, l.x - l.widthPx, l.x));
}
