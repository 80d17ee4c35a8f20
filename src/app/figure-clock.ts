import { type LivePlacement, livePlacement, onCoilFrame } from './live-placement';

/** Between two turns while the coil moves. */
const MOVING_MS = 200;
/** A turn waits so long for a picture that it would hold up. */
const PICTURE_MS = 40;

const due = new Set<() => void>();
/** Takes back the turn that is to come. */
let takeBack: (() => void) | null = null;
let lastTurn = Number.NEGATIVE_INFINITY;

/**
 * Has numbers and curves that follow the field written after the picture: soon while the coil rests, five times a second while it moves, and
 * all in one turn. A text that changes has its panel laid out again, which costs more than the frame's own field, and nobody reads
 * faster. Asked for twice, `write` is called once, and finds what holds then.
 */
export function writeSoon(write: () => void): void {
  due.add(write);
  if (takeBack) return;
  if (!livePlacement.getState().moving) takeBack = after(0, takeTurn);
  else {
    takeBack = after(Math.max(0, lastTurn + MOVING_MS - performance.now()), () => {
      takeBack = afterPicture(takeTurn);
    });
  }
}

/** Takes back what `writeSoon` was asked for. */
export function dropWrite(write: () => void): void {
  due.delete(write);
  if (due.size > 0) return;
  takeBack?.();
  takeBack = null;
}

function takeTurn(): void {
  takeBack = null;
  lastTurn = performance.now();
  const writers = [...due];
  due.clear();
  for (const write of writers) write();
}

function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** Acts when the next picture of the moving coil is drawn: the field of the one after that is computed meanwhile. */
function afterPicture(act: () => void): () => void {
  let frame = 0;
  let stopTimer = after(PICTURE_MS, () => {
    stopWatch();
    act();
  });
  const stopWatch = onCoilFrame(() => {
    stopWatch();
    stopTimer();
    frame = requestAnimationFrame(() => {
      stopTimer = after(0, act);
    });
  });
  return () => {
    stopWatch();
    stopTimer();
    if (frame) cancelAnimationFrame(frame);
  };
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
