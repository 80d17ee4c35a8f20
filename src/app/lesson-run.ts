import { at } from '../model/vec3';
import { scalpIndex } from '../targeting/scalp-index';
import { wishView } from './camera-wish';
import { coilOrDefault } from './coil-library';
import { depthStore } from './depth-solve';
import { type FieldState, fieldStore } from './field-store';
import { areaRatio, type Focality, fieldSurface } from './focality-measure';
import { formatArea, strengthOf } from './focality-text';
import { focalityStore } from './focality-view';
import { LESSONS, lessonOf, sceneAt, withLesson } from './lessons';
import type { MeasureId } from './lessons/lesson';
import { SIDES, scenarioOf } from './sides';
import { appStore, setSession } from './store';

/** Shows a step of a lesson: its scene comes on the stage. */
export function goToStep(lessonId: string, step: number): void {
  const { plan, view } = appStore.getState();
  const before = lessonOf(view.lesson);
  const lesson = lessonOf(lessonId);
  if (!lesson) return;
  const now = { ...view, lesson: lessonId, step };
  const same = before === lesson && sceneAt(lesson, view.step) === sceneAt(lesson, step);
  appStore.setState(same ? { view: now } : withLesson(plan, now));
  const look = sceneAt(lesson, step)?.look;
  if (look) wishView(look);
}

export function openLesson(id: string): void {
  setSession({ dialog: 'none', predictions: {} });
  goToStep(id, 0);
}

/** Leaves the lesson; what it has put on the stage stays. */
export const closeLesson = (): void => appStore.setState((s) => ({ view: { ...s.view, lesson: '', step: 0 } }));

/** Keeps what the reader expects, by the step that asks. */
export const predict = (step: number, option: number): void =>
  setSession({ predictions: { ...appStore.getState().session.predictions, [step]: option } });

/** A number and what it says, in words. */
export interface Measured {
  value: number;
  text: string;
}

/** The number now, or null while the fields it needs are not solved. */
export function measureNow(id: MeasureId): Measured | null {
  const { plan, view } = appStore.getState();
  const field = fieldStore.getState();
  if (id === 'depth-ratio') return depthRatio();
  const { sides, readings } = focalityStore.getState();
  const { a, b } = sides;
  if (!settled(field) || !a || !b || !readings.a || !readings.b) return null;
  // The figures follow the frames a moment later.
  const own = plan.side === 'a' ? a : b;
  const other = plan.side === 'a' ? b : a;
  if (own.frame !== field.frame || other.frame !== field.other.frame) return null;
  const f = view.focality.fraction.toFixed(2);
  switch (id) {
    case 'area-ratio': {
      const ratio = areaRatio(readings.b.areaMm2.cortex, readings.a.areaMm2.cortex);
      if (ratio === null) return null;
      const areas = `${formatArea(readings.b.areaMm2.cortex)} and ${formatArea(readings.a.areaMm2.cortex)} mm²`;
      return { value: ratio, text: `At f = ${f}, B has ${ratio.toFixed(2)} times the area of A: ${areas}.` };
    }
    case 'strength-ratio': {
      const value = (b.frame.surfaces.cortex.peak * b.scale) / (a.frame.surfaces.cortex.peak * a.scale);
      const times = value < 0.1 ? `a ${(1 / value).toFixed(0)}th` : `${value.toFixed(2)} times`;
      return {
        value,
        text: `B is ${times} as strong as A: ${strengthOf(b, 'cortex')} and ${strengthOf(a, 'cortex')} (99.9th percentile).`.replace(
          'th as strong as A',
          'th of the strength of A',
        ),
      };
    }
    case 'crown-ratio': {
      const [inA, inB] = [a, b].map((of) => regionDepthMm(of, view.focality.fraction));
      if (inA === null || inB === null) return null;
      return {
        value: inB / inA,
        text: `The region above f = ${f} lies ${inA.toFixed(1)} mm below the inner skull for A, ${inB.toFixed(1)} mm for B (mean of the pial surface).`,
      };
    }
    case 'patch-ratio':
      return {
        value: readings.b.patches / Math.max(1, readings.a.patches),
        text: `At f = ${f}, B falls into ${readings.b.patches} and A into ${readings.a.patches} patches.`,
      };
  }
}

const depths = new WeakMap<Focality, { fraction: number; mm: number | null }>();

/** Mean distance from the inner skull of the pial vertices at or above f, mm: small on crowns. Null without a fluid layer. */
function regionDepthMm(focality: Focality, fraction: number): number | null {
  const known = depths.get(focality);
  if (known?.fraction === fraction) return known.mm;
  const { head, frame, surfaces } = focality;
  const fluid = head.layers.find((l) => l.name === 'csf');
  const level = fraction * surfaces.cortex.reference;
  const { positionsMm } = fieldSurface(head, 'cortex').surface;
  let sum = 0;
  let count = 0;
  frame.surfaces.cortex.magnitude.forEach((value, vertex) => {
    if (!fluid || value < level) return;
    sum += scalpIndex(fluid.surface).closest(at(positionsMm, vertex)).distanceMm;
    count++;
  });
  const mm = count > 0 ? sum / count : null;
  depths.set(focality, { fraction, mm });
  return mm;
}

function depthRatio(): Measured | null {
  const { plan } = appStore.getState();
  const { coils } = depthStore.getState();
  const [a, b] = SIDES.map((side) => coils.get(coilOrDefault(scenarioOf(plan, side).coilId).id)?.halfDepthMm);
  if (a === undefined || b === undefined) return null;
  return { value: b / a, text: `Half-depth on the sphere: B ${b.toFixed(1)} mm, A ${a.toFixed(1)} mm.` };
}

/** Whether both sides show what was asked for. */
function settled({ phase, other }: FieldState): boolean {
  const done = (kind: string): boolean => kind === 'solved' || kind === 'uncharged';
  return done(phase.kind) && done(other.phase.kind);
}

/** The lesson after this one. */
export const nextLesson = (id: string) => LESSONS[(LESSONS.findIndex((l) => l.id === id) + 1) % LESSONS.length];
