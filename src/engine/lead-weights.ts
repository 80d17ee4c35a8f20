import type { Lead } from '../formats/live-basis';

/** A disc of a montage by its 10-10 name. */
export interface NamedElectrode {
  at: string;
  currentMa: number;
}

/** Radii this much outside those solved for are still taken, as a factor. */
const MARGIN = 1.15;

/**
 * The current into each lead, mA, that stands for a montage of equal discs: at every position the solved radii share its current
 * by Lagrange's weights in the square of the radius, which a disc's far field is a power series in. Null where a position or
 * the radius is not covered.
 */
export function leadWeights(
  leads: readonly Lead[],
  montage: readonly NamedElectrode[],
  radiusMm: number,
): Float32Array | null {
  const out = new Float32Array(leads.length);
  for (const { at, currentMa } of montage) {
    const own = leads.flatMap((lead, i) => (lead.at === at ? [{ i, square: lead.radiusMm ** 2 }] : []));
    const radii = own.map(({ i }) => leads[i].radiusMm);
    if (own.length === 0 || radiusMm > MARGIN * Math.max(...radii) || radiusMm * MARGIN < Math.min(...radii))
      return null;
    for (const { i, square } of own) {
      const share = own.reduce((w, o) => (o.i === i ? w : (w * (radiusMm ** 2 - o.square)) / (square - o.square)), 1);
      out[i] += currentMa * share;
    }
  }
  return out;
}
