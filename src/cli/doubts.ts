import type { SourceSummary } from './source-summary';

/** An electrode given farther from the scalp than this is more likely one of another frame or unit, mm. */
const FAR_ELECTRODE_MM = 20;

/** A distance from the scalp in words; negative inside the head, as scalpGap gives it. */
export const awayText = (gapMm: number): string =>
  `${Math.abs(gapMm).toFixed(1)} mm ${gapMm > 0 ? 'outside the head' : 'below the scalp'}`;

/** Of a summary, what may be doubted. */
interface Answer {
  source: SourceSummary;
  solver: { tolerance: number };
  residual: number;
}

/** What in an answer asks for a second look, in words. */
export function doubtsOf({ source, solver, residual }: Answer): string[] {
  const out: string[] = [];
  if (source.kind === 'tms' && source.winding_to_scalp_mm !== null && source.winding_to_scalp_mm < 0) {
    const depth = (-source.winding_to_scalp_mm).toFixed(1);
    out.push(`the coil's winding lies up to ${depth} mm inside the head; is its pose in mm, its +z into the head?`);
  }
  if (source.kind === 'tdcs') {
    source.electrodes.forEach(({ to_scalp_mm }, i) => {
      if (Math.abs(to_scalp_mm) <= FAR_ELECTRODE_MM) return;
      out.push(`electrode ${i + 1} was given ${awayText(to_scalp_mm)} and laid on it; is its place in the head's mm?`);
    });
  }
  if (residual > solver.tolerance) {
    out.push(`the solve ended at a residual of ${residual.toExponential(1)}, above the ${solver.tolerance} asked for`);
  }
  return out;
}

/** Says doubts on stderr, a line each. */
export function sayDoubts(doubts: readonly string[]): void {
  for (const doubt of doubts) process.stderr.write(`check: ${doubt}\n`);
}
