import { chargeAndCrowns } from './lessons/charge-and-crowns';
import { depthOrFocus } from './lessons/depth-or-focus';
import { eightOrCircle } from './lessons/eight-or-circle';
import type { Lesson, Question, Scene } from './lessons/lesson';
import { padsOrRing } from './lessons/pads-or-ring';
import { turningTheCoil } from './lessons/turning-the-coil';
import { twentyFiveAnd2500 } from './lessons/twenty-five-and-2500';
import { whatAShamLeaves } from './lessons/what-a-sham-leaves';
import { DEFAULT_PLAN, type Plan } from './plan';
import type { View } from './view';

/** Guided lessons: each sets a scene, asks for a prediction, then computes the answer on the head. */
export const LESSONS: readonly Lesson[] = [
  eightOrCircle,
  chargeAndCrowns,
  depthOrFocus,
  padsOrRing,
  twentyFiveAnd2500,
  turningTheCoil,
  whatAShamLeaves,
];

export const lessonOf = (id: string): Lesson | undefined => LESSONS.find((l) => l.id === id);

/** What a link to a lesson holds. */
export const lessonHash = (id: string): string => `#v.lesson=${encodeURIComponent(JSON.stringify(id))}`;

/** The right option of a question, given the number. */
export const rightOption = ({ options }: Question, value: number): number => options.findIndex((o) => value < o.below);

/** The scene a step shows: its own, or the last one before it. */
export function sceneAt(lesson: Lesson, step: number): Scene | undefined {
  return lesson.steps.slice(0, step + 1).findLast((s) => s.scene)?.scene;
}

/** Plan and view with the scene of the lesson's step on the stage; unchanged when there is no such lesson. */
export function withLesson(plan: Plan, view: View): { plan: Plan; view: View } {
  const lesson = lessonOf(view.lesson);
  if (!lesson) return { plan, view: view.lesson ? { ...view, lesson: '', step: 0 } : view };
  const step = Math.min(view.step, lesson.steps.length - 1);
  const scene = sceneAt(lesson, step);
  if (!scene) return { plan, view: { ...view, step } };
  const { other, ...own } = DEFAULT_PLAN;
  return {
    plan: {
      ...own,
      detail: plan.detail,
      targeting: plan.targeting,
      ...scene.a,
      other: { ...other, ...(scene.b ?? {}) },
    },
    view: {
      ...view,
      step,
      task: scene.task,
      focality: { ...view.focality, reference: 'p999', fraction: scene.fraction ?? view.focality.fraction },
    },
  };
}
