/** What a job can ask for beside E, point by point. */

import { coilElements, fluxDensity } from '../engine/coil-potential';
import type { Source } from '../engine/protocol';
import type { MapArray } from '../formats/field-map';
import type { Layer } from '../model/head';
import { SurfaceProbe } from '../model/mesh/surface-probe';
import { at } from '../model/vec3';
import { InputError } from './input-error';

export const QUANTITIES = ['J', 'B'] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** Throws InputError where a source has no such quantity. */
export function checkQuantities(wanted: readonly Quantity[], source: Source): void {
  if (!wanted.includes('B')) return;
  if (source.kind !== 'tms') throw new InputError('quantities: "B" is the field of a coil; the job has none');
  if (source.coil.aField)
    throw new InputError(`quantities: "B" needs wires or dipoles; ${source.coil.title} is an A-field grid`);
}

/** The quantities at packed points, mm, where the field is E. */
export function quantitiesAt(
  wanted: readonly Quantity[],
  { layers, source }: { layers: readonly Layer[]; source: Source },
  pointsMm: Float64Array | Float32Array,
  eVPerM: Float32Array,
): MapArray[] {
  return wanted.map((name): MapArray => {
    if (name === 'J') return { name, unit: 'A/m2', components: 3, values: currentDensity(layers, pointsMm, eVPerM) };
    return { name, unit: 'T/A', components: 3, values: coilFluxDensity(source, pointsMm) };
  });
}

/** J = sigma E, with the conductivity of the innermost layer that holds the point; none outside the head. */
function currentDensity(
  layers: readonly Layer[],
  pointsMm: Float64Array | Float32Array,
  eVPerM: Float32Array,
): Float32Array {
  const inward = [...layers]
    .reverse()
    .map(({ surface, insideSPerM }) => ({ probe: new SurfaceProbe(surface), insideSPerM }));
  const out = new Float32Array(eVPerM.length);
  for (let i = 0; i < out.length / 3; i++) {
    const p = at(pointsMm, i);
    const sPerM = inward.find(({ probe }) => probe.contains(p))?.insideSPerM ?? 0;
    for (let d = 0; d < 3; d++) out[3 * i + d] = sPerM * eVPerM[3 * i + d];
  }
  return out;
}

/** B of the coil for 1 A in its winding, summed in double precision; the head does not change it. */
function coilFluxDensity(source: Source, pointsMm: Float64Array | Float32Array): Float32Array {
  if (source.kind !== 'tms') throw new Error('B without a coil');
  return Float32Array.from(fluxDensity(coilElements(source.coil, source.pose), pointsMm));
}
