import { MONTAGE_PRESETS } from './montage';
import type { Plan, Scenario } from './plan';
import { SIDES, scenarioAlone, scenarioOf } from './sides';
import { announce, appStore, setPlan } from './store';

/** Two fields often put beside each other; what a pair does not name is taken from the coil that is on the stage. */
export const PAIRS: readonly { id: string; title: string; a: Partial<Scenario>; b: Partial<Scenario> }[] = [
  { id: 'tms-tdcs', title: 'TMS – tDCS', a: { source: 'tms' }, b: montage('f3-fp2') },
  { id: 'coils', title: 'Figure-eight – circle', a: coil('figure8-70'), b: coil('circular-90') },
  { id: 'pads-hd', title: 'Pads – HD 4×1', a: montage('f3-fp2'), b: montage('hd-f3') },
  { id: 'sham', title: 'Active – sham', a: { source: 'tms' }, b: { source: 'tms', sham: true } },
];

function coil(coilId: string): Partial<Scenario> {
  return { source: 'tms', coilId };
}

function montage(id: string): Partial<Scenario> {
  const preset = MONTAGE_PRESETS.find((p) => p.id === id);
  return { source: 'tdcs', ...(preset && { montage: preset.montage, padRadiusMm: preset.padRadiusMm }) };
}

/** Puts a pair on the stage. */
export function putPair(a: Partial<Scenario>, b: Partial<Scenario>): void {
  const { plan } = appStore.getState();
  const base = baseOf(plan);
  const [onA, onB] = [a, b].map((change) => ({ ...base, sham: false, charge: true, ...change }));
  setPlan(plan.side === 'a' ? { ...onA, other: onB } : { ...onB, other: onA });
}

/** The coil on the stage, side A's first. */
function baseOf(plan: Plan): Scenario {
  const alone = scenarioAlone(plan);
  const side = SIDES.find((s) => scenarioOf(plan, s).source === 'tms') ?? plan.side;
  return side === plan.side ? alone : plan.other;
}

/** Exchanges A and B. */
export function swapSides(): void {
  setPlan({ side: appStore.getState().plan.side === 'a' ? 'b' : 'a' });
  announce('A and B exchanged');
}
