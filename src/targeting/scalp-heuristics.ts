import type { ScalpMarks } from './beam-f3';
import { type HeadMeasures, requireMeasures } from './head-measures';

export type HeuristicSite = 'left-anterior' | 'right-anterior' | 'left-posterior' | 'right-posterior';

/** X over the circumference and Y over the mean of the two arcs (Mir-Moghtadaei et al. 2022, abstract). */
const FACTORS: Readonly<Record<HeuristicSite, { x: number; y: number }>> = {
  'left-anterior': { x: 0.1359, y: 0.3167 },
  'right-anterior': { x: 0.1352, y: 0.2884 },
  'left-posterior': { x: 0.1847, y: 0.248 },
  'right-posterior': { x: 0.1968, y: 0.2316 },
};

/**
 * Marks for anterior or posterior DLPFC by the scalp heuristics of Mir-Moghtadaei et al. 2022, laid as those of Beam F3.
 * Left and right differ. Throws a RangeError for a measure that is not a positive number.
 */
export function scalpHeuristic(site: HeuristicSite, measures: HeadMeasures): ScalpMarks {
  requireMeasures(measures);
  const { x, y } = FACTORS[site];
  const meanArcCm = (measures.nasionInionCm + measures.tragusTragusCm) / 2;
  return { xCm: x * measures.circumferenceCm, yCm: y * meanArcCm };
}
