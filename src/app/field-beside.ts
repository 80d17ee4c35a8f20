import type { FieldEngine, Progress } from '../engine/protocol';
import type { Head } from '../model/head';
import { cutPoints, joinFloats } from '../model/point-blocks';
import type { FieldFrame } from './field-store';
import type { Scenario, Side } from './plan';
import { poseOfSide } from './sides';
import { sourceOf } from './solve-source';
import { SOLVE_TOLERANCE } from './solve-tolerance';

/** Points evaluated at a time, so that no plan of the engine grows large. */
const BLOCK = 20_000;

/** Whether a frame is what stays: the full solution, or the primary field where the tissues' charge is switched off. */
export const isFinal = (frame: FieldFrame, scenario: Scenario): boolean =>
  frame.kind === (scenario.charge || scenario.source === 'tdcs' ? 'solved' : 'primary');

/** E of a side's source at further points (mm, packed), of the kind its frame is of and in the frame's unit. */
export async function fieldBeside(
  engine: Pick<FieldEngine, 'solve' | 'primary'>,
  { head, side, scenario, kind }: { head: Head; side: Side; scenario: Scenario; kind: FieldFrame['kind'] },
  pointsMm: Float32Array,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Float32Array> {
  const source = sourceOf(scenario, poseOfSide(side), head);
  if (typeof source === 'string') throw new Error(source);
  if (kind === 'primary' && source.kind === 'tms') {
    return engine.primary(source.coil, source.pose, source.didtAPerS, pointsMm);
  }
  const blocks = cutPoints(pointsMm, BLOCK);
  const { eVPerM } = await engine.solve(source, blocks, { tolerance: SOLVE_TOLERANCE }, onProgress, signal);
  return joinFloats(eVPerM);
}
