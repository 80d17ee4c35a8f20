import type { Head } from '../model/head';
import type { Pose } from '../model/pose';
import { coilControl } from './coil-control';
import { type FieldFrame, type FieldState, fieldStore, type SolvePhase } from './field-store';
import { livePlacement } from './live-placement';
import type { Plan, Scenario, Side } from './plan';
import { appStore, setPlan } from './store';
import type { View } from './view';

/** Two fields on one head: side A on the left, side B on the right. One of them is being edited. */
export const SIDES: readonly Side[] = ['a', 'b'];
export const SIDE_TITLES: Record<Side, string> = { a: 'A', b: 'B' };

export const isTwin = (view: View): boolean => view.task === 'compare';

/** The sides that are on the stage. */
export const sidesShown = (plan: Plan, view: View): readonly Side[] => (isTwin(view) ? SIDES : [plan.side]);

export const scenarioOf = (plan: Plan, side: Side): Scenario => (side === plan.side ? plan : plan.other);

export const frameOfSide = (field: FieldState, plan: Pick<Plan, 'side'>, side: Side): FieldFrame | null =>
  side === plan.side ? field.frame : field.other.frame;

export const phaseOfSide = (field: FieldState, plan: Plan, side: Side): SolvePhase =>
  side === plan.side ? field.phase : field.other.phase;

/** Whether a frame is only a stand-in for the field that is being solved. */
export const isApproximate = (frame: FieldFrame, scenario: Scenario): boolean =>
  frame.kind === 'primary' && scenario.charge;

const poses = new WeakMap<Scenario, { head: Head; pose: Pose }>();

/** Where the coil of a side lies now, at pointer rate for the one that is edited. */
export function poseOfSide(side: Side): Pose | null {
  const { plan } = appStore.getState();
  if (side === plan.side) return livePlacement.getState().pose;
  const { head } = fieldStore.getState();
  const known = poses.get(plan.other);
  if (known && known.head === head) return known.pose;
  const pose = coilControl.poseOf(plan.other);
  if (pose && head) poses.set(plan.other, { head, pose });
  return pose;
}

/** The scenario alone, without what concerns both sides. */
export const scenarioAlone = ({
  side: _s,
  other: _o,
  head: _h,
  detail: _d,
  targeting: _t,
  ...scenario
}: Plan): Scenario => scenario;

/** Makes a side the one that is edited. What is shown stays; it is not a step of undo. */
export function selectSide(side: Side): void {
  const { plan } = appStore.getState();
  if (side === plan.side) return;
  coilControl.revert();
  const { frame, phase, other } = fieldStore.getState();
  const history = appStore.temporal.getState();
  history.pause();
  fieldStore.setState({ frame: other.frame, phase: other.phase, other: { frame, phase } });
  setPlan({ ...plan.other, other: scenarioAlone(plan), side });
  history.resume();
}

/** Calls back when anything a side's picture or figures depend on has changed. */
export function watchSides(onChange: () => void): () => void {
  const stops = [fieldStore.subscribe(onChange), appStore.subscribe(onChange)];
  return () => {
    for (const stop of stops) stop();
  };
}
