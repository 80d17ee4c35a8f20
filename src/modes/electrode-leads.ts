import type { Source } from '../engine/protocol';
import type { Head } from '../model/head';
import type { Vec3 } from '../model/vec3';
import { headSites } from '../targeting/cap-sites';
import { scalpPoint } from '../targeting/scalp-index';

/**
 * Radii of the discs solved for, mm: a ring electrode and a 25 cm2 pad. Between them the field is interpolated in the square of
 * the radius.
 */
const LEAD_RADII_MM = [6, 28] as const;

/** Mean edges that tDCS wants of the outer layers; see docs/physics.md. */
export const LEAD_MAX_EDGE_MM = 5;

export interface ElectrodeLead {
  at: string;
  radiusMm: number;
  atMm: Vec3;
}

/** A disc at every 10-10 position, in every radius. */
export const electrodeLeads = (head: Head): ElectrodeLead[] =>
  LEAD_RADII_MM.flatMap((radiusMm) => [...headSites(head)].map(([at, atMm]) => ({ at, radiusMm, atMm })));

/**
 * One milliampere into each disc and out at the inion. The return is common to all and drops out of every montage whose
 * currents sum to zero.
 */
export const leadSources = (head: Head, leads: ElectrodeLead[]): Source[] => {
  if (!head.landmarks) throw new Error(`${head.title} has no inion to return the current at`);
  const returnMm = scalpPoint(head.layers[0].surface, head.landmarks.inion);
  return leads.map(({ atMm, radiusMm }) => ({
    kind: 'tdcs',
    electrodes: [
      { atMm, currentMa: 1, shape: { kind: 'disc', radiusMm } },
      { atMm: returnMm, currentMa: -1, shape: { kind: 'disc', radiusMm: 18 } },
    ],
  }));
};
