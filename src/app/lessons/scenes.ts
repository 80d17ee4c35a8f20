import { MONTAGE_PRESETS } from '../montage';
import { DEFAULT_PLAN, type Scenario } from '../plan';
import type { Question } from './lesson';

/** A montage of the page's presets. */
export const preset = (id: string): Partial<Scenario> => {
  const found = MONTAGE_PRESETS.find((p) => p.id === id);
  return { source: 'tdcs', ...(found && { montage: found.montage, padRadiusMm: found.padRadiusMm }) };
};
/** A built-in coil over F3, changed by `change`. */
export const coil = (coilId: string, change: Partial<Scenario> = {}): Partial<Scenario> => ({
  source: 'tms',
  coilId,
  ...change,
});
/** The figure-eight turned to an angle to the midline, degrees. */
export const turned = (angleDeg: number): Partial<Scenario> =>
  coil('figure8-70', { placement: { ...DEFAULT_PLAN.placement, angleDeg } });
export const EIGHT = coil('figure8-70');
/** Options in rising order, each up to the number it is given with. */
export const upTo = (...bounds: [string, number][]): Question['options'] =>
  bounds.map(([text, below]) => ({ text, below }));
export const INF = Number.POSITIVE_INFINITY;
