import type { Source } from '../engine/protocol';
import { overlappingPads } from '../engine/tdcs';
import type { Surface } from '../model/surface';
import { scalpGap, windingGapMm } from '../targeting/scalp-gap';

/** What a summary says of the source. */
export type SourceSummary =
  | {
      kind: 'tms';
      coil: string;
      title: string;
      pose: readonly number[];
      didt_a_per_s: number;
      /** From the winding's nearest point to the scalp; negative inside the head, null where only the coil's field is known. */
      winding_to_scalp_mm: number | null;
    }
  | { kind: 'primary'; uniform_v_per_m: readonly number[] }
  | { kind: 'tdcs'; electrodes: ElectrodeSummary[] };

interface ElectrodeSummary {
  at_mm: readonly number[];
  /** From there to the scalp that it is laid on; negative inside the head. */
  to_scalp_mm: number;
  /** Numbers, from 1, of the electrodes whose contacts share scalp with this one's. */
  overlaps: number[];
  current_mA: number;
  shape: unknown;
}

export function describeSource(source: Source, scalp: Surface): SourceSummary {
  if (source.kind === 'tms') {
    const { coil, pose, didtAPerS } = source;
    return {
      kind: 'tms',
      coil: coil.id,
      title: coil.title,
      pose,
      didt_a_per_s: didtAPerS,
      winding_to_scalp_mm: windingGapMm(coil, pose, scalp),
    };
  }
  if (source.kind === 'uniform') return { kind: 'primary', uniform_v_per_m: source.eVPerM };
  const gapMm = scalpGap(scalp);
  const pairs = overlappingPads(scalp, source.electrodes);
  return {
    kind: 'tdcs',
    electrodes: source.electrodes.map(({ atMm, currentMa, shape }, i) => ({
      at_mm: atMm,
      to_scalp_mm: gapMm(atMm),
      overlaps: pairs.flatMap(([a, b]) => (a === i ? [b + 1] : b === i ? [a + 1] : [])),
      current_mA: currentMa,
      shape,
    })),
  };
}
