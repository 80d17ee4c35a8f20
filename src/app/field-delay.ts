/** So many of the fields shown last are remembered. */
const REMEMBERED = 256;
const delaysMs = new Float32Array(REMEMBERED);
let shown = 0;

/** When the pointer made the move whose field is asked for, is on its way, is drawn next; NaN for none. As `Event.timeStamp`. */
let movedAt = Number.NaN;
let askedAt = Number.NaN;
let cameAt = Number.NaN;

/**
 * How long after the pointer's event the live field of a moved coil is in the picture, on whatever machine this is. The four calls follow
 * one move through the page; a move passed over by a later one is not counted.
 */
export const fieldDelay = {
  moved(timeStamp: number): void {
    movedAt = timeStamp;
  },
  asked(): void {
    askedAt = movedAt;
    movedAt = Number.NaN;
  },
  came(): void {
    cameAt = askedAt;
    askedAt = Number.NaN;
  },
  /** To be called in the frame, when its drawing has been told to the graphics card. */
  drawn(): void {
    if (Number.isNaN(cameAt)) return;
    delaysMs[shown++ % REMEMBERED] = performance.now() - cameAt;
    cameAt = Number.NaN;
  },
};

/** The delays remembered: how many, their median and what 95 % of them stay within, ms. Null before the first. */
export function measuredDelay(): { fields: number; medianMs: number; p95Ms: number } | null {
  if (shown === 0) return null;
  const sorted = delaysMs.slice(0, shown).sort();
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1];
  return { fields: sorted.length, medianMs: at(0.5), p95Ms: at(0.95) };
}
