import type { Electrode } from '../model/electrode';
import type { Head } from '../model/head';
import { netCurrentMa, type Plan, type Scenario } from './plan';
import { sitePosition } from './sites';

/** The electrodes of a scenario's montage on this head, or one line on what is wrong with it. */
export function montageElectrodes(plan: Scenario, head: Head): Electrode[] | string {
  if (plan.montage.length < 2) return 'A montage needs at least two electrodes.';
  const net = netCurrentMa(plan.montage);
  if (Math.abs(net) > 1e-6)
    return `The currents add up to ${net > 0 ? '+' : ''}${net.toFixed(2)} mA; they must add up to zero.`;
  const electrodes: Electrode[] = [];
  for (const { at, currentMa } of plan.montage) {
    const atMm = sitePosition(head, at);
    if (!atMm) return `There is no 10-10 position "${at}" on this head.`;
    electrodes.push({ atMm, currentMa, shape: { kind: 'disc', radiusMm: plan.padRadiusMm } });
  }
  return electrodes;
}

/** Pads of 25 cm2 as discs; ring electrodes of 1 cm2. */
const PAD_RADIUS_MM = 28;
const HD_RADIUS_MM = 6;

interface Preset {
  id: string;
  title: string;
  montage: Plan['montage'];
  padRadiusMm: number;
}

export const MONTAGE_PRESETS: readonly Preset[] = [
  { id: 'f3-fp2', title: 'F3 – Fp2', montage: pair('F3', 'Fp2'), padRadiusMm: PAD_RADIUS_MM },
  { id: 'f3-f4', title: 'F3 – F4', montage: pair('F3', 'F4'), padRadiusMm: PAD_RADIUS_MM },
  { id: 'c3-fp2', title: 'C3 – Fp2', montage: pair('C3', 'Fp2'), padRadiusMm: PAD_RADIUS_MM },
  {
    id: 'hd-f3',
    title: 'HD 4×1 at F3',
    montage: [{ at: 'F3', currentMa: 2 }, ...['AF3', 'F1', 'FC3', 'F5'].map((at) => ({ at, currentMa: -0.5 }))],
    padRadiusMm: HD_RADIUS_MM,
  },
];

function pair(anode: string, cathode: string): Plan['montage'] {
  return [
    { at: anode, currentMa: 2 },
    { at: cathode, currentMa: -2 },
  ];
}
