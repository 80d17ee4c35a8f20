import type { Source } from '../engine/protocol';
import type { Head } from '../model/head';
import type { Pose } from '../model/pose';
import { coilOrDefault } from './coil-library';
import { surfaceField } from './field-frame';
import { type FieldFrame, onSurfaces } from './field-store';
import { montageElectrodes } from './montage';
import type { Scenario } from './plan';
import { UNIT_DIDT_A_PER_S } from './unit-didt';

/** Everything the solution depends on, and nothing that only scales it. */
export function solveKey(scenario: Scenario): string {
  return scenario.source === 'tms'
    ? JSON.stringify([coilOrDefault(scenario.coilId).id, scenario.placement, scenario.sham, scenario.charge])
    : JSON.stringify([scenario.montage, scenario.padRadiusMm]);
}

/** The source to solve for, or why there is none. */
export function sourceOf(scenario: Scenario, pose: Pose | null, head: Head): Source | string {
  if (scenario.source === 'tdcs') {
    const electrodes = montageElectrodes(scenario, head);
    return typeof electrodes === 'string' ? electrodes : { kind: 'tdcs', electrodes };
  }
  if (!pose) return 'the coil is not on the head yet';
  return { kind: 'tms', coil: coilOrDefault(scenario.coilId), pose, didtAPerS: UNIT_DIDT_A_PER_S };
}

/** What the views need of the engine's answer. */
export function frameOf(
  head: Head,
  fields: Float32Array[],
  kind: FieldFrame['kind'],
  source: FieldFrame['source'],
): FieldFrame {
  const surfaces = onSurfaces(
    head,
    head.fieldSurfaces.map((s, i) => surfaceField(s, fields[i])),
  );
  return { kind, source, surfaces };
}
