import { shownLayers } from '../model/assemble-head';
import { tissueOfName } from '../model/tissue-names';
import type { SourceSummary } from './source-summary';

/** An electrode given farther from the scalp than this is more likely one of another frame or unit, mm. */
const FAR_ELECTRODE_MM = 20;

/** A distance from the scalp in words; negative inside the head, as scalpGap gives it. */
export const awayText = (gapMm: number): string =>
  `${Math.abs(gapMm).toFixed(1)} mm ${gapMm > 0 ? 'outside the head' : 'below the scalp'}`;

/** Of a summary, what may be doubted. */
interface Answer {
  head: { layers: readonly { name: string }[] };
  points: { from: string };
  source: SourceSummary;
  solver: { tolerance: number };
  residual: number;
}

/** What in an answer asks for a second look, in words. */
export function doubtsOf({ head, points, source, solver, residual }: Answer): string[] {
  const out: string[] = [];
  const { cortex } = shownLayers(head.layers);
  if (points.from === 'cortex' && cortex && tissueOfName(cortex.name) !== 'grey_matter') {
    out.push(`no layer is named grey_matter; the points lie just inside "${cortex.name}"`);
  }
  if (source.kind === 'tms' && source.winding_to_scalp_mm !== null && source.winding_to_scalp_mm < 0) {
    const depth = (-source.winding_to_scalp_mm).toFixed(1);
    out.push(`the coil's winding lies up to ${depth} mm inside the head; is its pose in mm, its +z into the head?`);
  }
  if (source.kind === 'tdcs') {
    source.electrodes.forEach(({ to_scalp_mm, overlaps }, i) => {
      if (Math.abs(to_scalp_mm) > FAR_ELECTRODE_MM) {
        out.push(
          `electrode ${i + 1} was given ${awayText(to_scalp_mm)} and laid on it; is its place in the head's mm?`,
        );
      }
      for (const other of overlaps.filter((number) => number > i + 1)) {
        out.push(
          `electrodes ${i + 1} and ${other} overlap, and their currents were added there; move one or shrink it`,
        );
      }
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
