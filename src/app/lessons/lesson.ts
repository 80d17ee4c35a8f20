import type { ViewName } from '../camera-wish';
import type { Scenario } from '../plan';
import type { View } from '../view';

/** A number that is computed from what is on the stage, and that a question is about. */
export type MeasureId = 'area-ratio' | 'strength-ratio' | 'patch-ratio' | 'depth-ratio' | 'crown-ratio';

/** A question before something is shown. Which option is right is decided by the computed number, not by this text. */
export interface Question {
  text: string;
  measure: MeasureId;
  /** In rising order: right is the first option that the number is below. */
  options: readonly { text: string; below: number }[];
}

/** What a step puts on the stage; left out, what is there stays. */
export interface Scene {
  task: View['task'];
  a: Partial<Scenario>;
  b?: Partial<Scenario>;
  fraction?: number;
  look?: ViewName;
}

export interface LessonStep {
  title: string;
  text: readonly string[];
  scene?: Scene;
  /** Asked at the end of this step, answered by the next. */
  ask?: Question;
  /** Numbers shown with this step. */
  show?: readonly MeasureId[];
}

export interface Lesson {
  id: string;
  title: string;
  lead: string;
  steps: readonly LessonStep[];
}
