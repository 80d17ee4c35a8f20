import { type LivePlacement, livePlacement } from './live-placement';

/** Between two turns while the coil moves. */
const MOVING_MS = 200;

const due = new Set<() => void>();
let turn: ReturnType<typeof setTimeout> | undefined;
let lastTurn = Number.NEGATIVE_INFINITY;

/**
 * Has numbers and curves that follow the field written after the picture: soon while the coil rests, five times a second while it moves, and
 * all in one turn. A text that changes has its panel laid out again, which costs more than the frame's own field, and nobody reads
 * faster. Asked for twice, `write` is called once, and finds what holds then.
 */
export function writeSoon(write: () => void): void {
  due.add(write);
  if (turn !== undefined) return;
  const { moving } = livePlacement.getState();
  turn = setTimeout(takeTurn, moving ? Math.max(0, lastTurn + MOVING_MS - performance.now()) : 0);
}

/** Takes back what `writeSoon` was asked for. */
export function dropWrite(write: () => void): void {
  due.delete(write);
  if (due.size > 0) return;
  clearTimeout(turn);
  turn = undefined;
}

function takeTurn(): void {
  turn = undefined;
  lastTurn = performance.now();
  const writers = [...due];
  due.clear();
  for (const write of writers) write();
}

/** Calls `write` now, and soon after each call that one of `watches` makes. Returns its end. */
export function writeOn(write: () => void, ...watches: ((onChange: () => void) => () => void)[]): () => void {
  write();
  const later = (): void => writeSoon(write);
  const stops = watches.map((watch) => watch(later));
  return () => {
    for (const stop of stops) stop();
    dropWrite(write);
  };
}

/** Shows where the coil lies now, and in the figures' turns when that has changed. Returns its end. */
export const watchCoil = (show: (now: LivePlacement) => void): (() => void) =>
  writeOn(() => show(livePlacement.getState()), livePlacement.subscribe);
