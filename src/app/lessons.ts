import type { ViewName } from '../scene/camera-moves';
import { MONTAGE_PRESETS } from './montage';
import { DEFAULT_PLAN, type Plan, type Scenario } from './plan';
import type { View } from './view';

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

const preset = (id: string): Partial<Scenario> => {
  const found = MONTAGE_PRESETS.find((p) => p.id === id);
  return { source: 'tdcs', ...(found && { montage: found.montage, padRadiusMm: found.padRadiusMm }) };
};
const coil = (coilId: string, change: Partial<Scenario> = {}): Partial<Scenario> => ({
  source: 'tms',
  coilId,
  ...change,
});
const turned = (angleDeg: number): Partial<Scenario> =>
  coil('figure8-70', { placement: { ...DEFAULT_PLAN.placement, angleDeg } });
const EIGHT = coil('figure8-70');
const times = (...bounds: [string, number][]): Question['options'] => bounds.map(([text, below]) => ({ text, below }));
const INF = Number.POSITIVE_INFINITY;

/** Guided lessons: each sets a scene, asks for a prediction, then computes the answer on the head. */
export const LESSONS: readonly Lesson[] = [
  {
    id: 'eight-or-circle',
    title: 'What a figure-eight does that a circle does not',
    lead: 'Two windings, one head, one threshold.',
    steps: [
      {
        title: 'A figure-eight over F3',
        text: [
          'The current runs round the two wings in opposite senses, so that under the middle both push charge the same way. The field is strongest there.',
          'A circular coil has one wing and no such place. It comes to the same site next.',
        ],
        scene: { task: 'plan', a: EIGHT, b: coil('circular-90'), fraction: 0.5 },
        ask: {
          text: 'How large will the circle’s area at f = 0.5 be, against the figure-eight’s?',
          measure: 'area-ratio',
          options: times(
            ['Smaller, or up to one and a half times', 1.5],
            ['One and a half to four times', 4],
            ['More than four times', INF],
          ),
        },
      },
      {
        title: 'Both, at the same f',
        text: [
          'The circle’s field runs round in a ring under its winding; the outlined region follows the ring across the gyri. The figure-eight adds two rings where they meet.',
          'Move the threshold under the heads: f is the same for both.',
        ],
        scene: { task: 'compare', a: EIGHT, b: coil('circular-90'), fraction: 0.5 },
        show: ['area-ratio', 'strength-ratio'],
      },
    ],
  },
  {
    id: 'charge-and-crowns',
    title: 'Where the secondary charge comes from',
    lead: 'Why the field follows the folds: switch the charge off and see.',
    steps: [
      {
        title: 'The field follows the folds',
        text: [
          'A coil alone would make a smooth field. In the head, current cannot leave through the skull and changes its way at every boundary of two tissues. Charge gathers there until the flow fits, and that charge makes a field of its own: the secondary field.',
          'On the crown of a gyrus that lies across the field, the narrow gyrus between two walls of well conducting fluid carries more of it.',
        ],
        scene: { task: 'plan', a: EIGHT, b: coil('figure8-70', { charge: false }), fraction: 0.7 },
        ask: {
          text: 'Without that charge, what is the strongest field on the cortex?',
          measure: 'strength-ratio',
          options: times(['Weaker', 0.95], ['About the same', 1.05], ['Stronger', INF]),
        },
      },
      {
        title: 'A with the charge, B without',
        text: [
          'B is the primary field: no tissue, no folds, only the distance to the winding. On the whole the charge works against the primary field, above all against its part across the skull.',
          'What the charge adds is the pattern.',
        ],
        scene: { task: 'compare', a: EIGHT, b: coil('figure8-70', { charge: false }), fraction: 0.7 },
        show: ['strength-ratio'],
        ask: {
          text: 'Into how many patches does the region above f = 0.7 fall without the charge, against with it?',
          measure: 'patch-ratio',
          options: times(['Fewer', 0.8], ['About as many', 1.25], ['More', INF]),
        },
      },
      {
        title: 'Patches are made by the charge',
        text: [
          'With the charge the strong places are crowns of the gyri that lie across the field, next to the skull; the valleys between them are left out. The area that counts is a set of patches, not a disc.',
        ],
        show: ['patch-ratio', 'crown-ratio'],
      },
    ],
  },
  {
    id: 'depth-or-focus',
    title: 'Depth against focality',
    lead: 'A coil that reaches deeper spreads wider.',
    steps: [
      {
        title: 'A small coil close by',
        text: [
          'A field that is made outside can never be strongest inside the brain. How fast it falls depends on the size of the winding: a large one falls more slowly.',
          'The double cone has two large, bent wings, and is used to reach deep targets.',
        ],
        scene: { task: 'plan', a: EIGHT, b: coil('double-cone-100'), fraction: 0.5 },
        ask: {
          text: 'How much deeper does the double cone have half of its largest field, on a sphere?',
          measure: 'depth-ratio',
          options: times(['Not deeper', 1.05], ['Up to twice as deep', 2], ['More than twice as deep', INF]),
        },
      },
      {
        title: 'Deeper',
        text: ['Half-depth d½ of both, computed on the sphere of the published list of coils (page Depth).'],
        scene: { task: 'compare', a: EIGHT, b: coil('double-cone-100'), fraction: 0.5 },
        show: ['depth-ratio'],
        ask: {
          text: 'And how large is its area at f = 0.5 on this cortex, against the figure-eight’s?',
          measure: 'area-ratio',
          options: times(['Smaller', 0.95], ['Up to twice as large', 2], ['More than twice as large', INF]),
        },
      },
      {
        title: 'And wider',
        text: [
          'Depth is paid for with spread: in the plot of the published coils (page Depth) none is both deep and narrow, and the coils here lie among them.',
        ],
        show: ['area-ratio'],
      },
    ],
  },
  {
    id: 'pads-or-ring',
    title: 'Pads against a ring of small electrodes',
    lead: 'How tDCS is made focal, and what it costs.',
    steps: [
      {
        title: 'A ring of four round one',
        text: [
          'HD 4×1: 2 mA enter at F3 and leave by four small electrodes round it. The current has a short way and most of it stays in the scalp.',
          'The usual montage has two pads of 25 cm², at F3 and over the other eye (Fp2), for the same 2 mA.',
        ],
        scene: { task: 'plan', a: preset('hd-f3'), b: preset('f3-fp2'), fraction: 0.5 },
        ask: {
          text: 'How large is the area of the pads at f = 0.5, against the ring’s?',
          measure: 'area-ratio',
          options: times(
            ['Up to one and a half times', 1.5],
            ['One and a half to six times', 6],
            ['More than six times', INF],
          ),
        },
      },
      {
        title: 'The pads spread',
        text: [
          'Between pads the current passes under both frontal lobes; it is strongest between them, not under a pad.',
        ],
        scene: { task: 'compare', a: preset('hd-f3'), b: preset('f3-fp2'), fraction: 0.5 },
        show: ['area-ratio'],
        ask: {
          text: 'Same current. How strong is the pads’ field, against the ring’s?',
          measure: 'strength-ratio',
          options: times(['Weaker', 0.9], ['About the same', 1.1], ['Stronger', INF]),
        },
      },
      {
        title: 'What focus costs',
        text: [
          'A short way through the scalp leaves less for the brain. Focus and strength are bought from one another.',
        ],
        show: ['strength-ratio', 'area-ratio'],
      },
    ],
  },
  {
    id: 'twenty-five-and-2500',
    title: 'What 25 and 2,500 mm² mean',
    lead: 'Two printed numbers, and one definition for both.',
    steps: [
      {
        title: 'Two numbers in a table',
        text: [
          'A review prints about 25 mm² for rTMS, “without direct precise measurements”, and about 2,500 mm² for tDCS: a hundred times more.',
          'Take the area where |E| is at least half of its 99.9th percentile, f = 0.5, for a figure-eight and for two pads on one head.',
        ],
        scene: { task: 'plan', a: EIGHT, b: preset('f3-fp2'), fraction: 0.5 },
        ask: {
          text: 'How many times larger is the area of tDCS, by the same definition?',
          measure: 'area-ratio',
          options: times(
            ['Up to one and a half times', 1.5],
            ['One and a half to ten times', 10],
            ['Ten to fifty times', 50],
            ['Fifty times or more', INF],
          ),
        },
      },
      {
        title: 'The same definition',
        text: [
          '2,500 mm² is the footprint of a pad of 5 × 5 cm, 25 mm² a square of 5 mm, a customary resolution of mapping: most likely that is where they come from; it is not confirmed. They are not two areas of a field.',
          'In the plot, see where each curve meets the two dashed lines: that takes another f for each.',
        ],
        scene: { task: 'compare', a: EIGHT, b: preset('f3-fp2'), fraction: 0.5 },
        show: ['area-ratio'],
        ask: {
          text: 'Now the strength, in V/m. How strong is B, against A?',
          measure: 'strength-ratio',
          options: times(
            ['A thousandth or less', 0.001],
            ['Between a thousandth and a fiftieth', 0.02],
            ['Between a fiftieth and a fifth', 0.2],
            ['More than a fifth', INF],
          ),
        },
      },
      {
        title: 'The larger difference',
        text: [
          'In strength they differ far more than in area. A coil’s field makes neurons fire at once, inside an area that grows with the output. That of tDCS only shifts how readily they fire.',
        ],
        show: ['strength-ratio', 'area-ratio'],
      },
    ],
  },
  {
    id: 'turning-the-coil',
    title: 'Turning the coil by 45 and 90 degrees',
    lead: 'The site is one half of a placement; the angle is the other.',
    steps: [
      {
        title: 'Handle back and to the side',
        text: [
          'A figure-eight over F3 whose field points 45° to the midline, across the frontal gyri. The coil’s own field has a direction, and gyri lie one way or another.',
        ],
        scene: { task: 'plan', a: turned(45), b: turned(0), fraction: 0.7 },
        ask: {
          text: 'Turned by 45° to straight ahead: how does the strongest field on the cortex change?',
          measure: 'strength-ratio',
          options: times(
            ['Falls by more than 10 %', 0.9],
            ['By less than 10 % either way', 1.1],
            ['Rises by more than 10 %', INF],
          ),
        },
      },
      {
        title: 'By 45°',
        text: ['Look at where the outlined patches have gone, rather than at how large they are.'],
        scene: { task: 'compare', a: turned(45), b: turned(0), fraction: 0.7 },
        show: ['strength-ratio', 'area-ratio'],
        ask: {
          text: 'And turned by 90°, along those gyri?',
          measure: 'strength-ratio',
          options: times(
            ['Falls by more than 10 %', 0.9],
            ['By less than 10 % either way', 1.1],
            ['Rises by more than 10 %', INF],
          ),
        },
      },
      {
        title: 'By 90°',
        text: [
          'At this site the largest field depends little on the angle: another gyrus, lying across the new direction, takes it over. What changes is which gyri get it, and in which direction through their walls: choose “Along normal” under Field on page A and B.',
        ],
        scene: { task: 'compare', a: turned(45), b: turned(-45), fraction: 0.7 },
        show: ['strength-ratio', 'area-ratio'],
      },
    ],
  },
  {
    id: 'what-a-sham-leaves',
    title: 'What a sham leaves',
    lead: 'A coil stood on its edge is not switched off.',
    steps: [
      {
        title: 'Active',
        text: [
          'For a sham treatment the coil is often stood on the edge of one wing over the same site, so that it still clicks.',
        ],
        scene: { task: 'plan', a: EIGHT, b: coil('figure8-70', { sham: true }), fraction: 0.5 },
        ask: {
          text: 'How much of the strongest field on the cortex is left?',
          measure: 'strength-ratio',
          options: times(['Less than a tenth', 0.1], ['A tenth to a third', 0.34], ['More than a third', INF]),
        },
      },
      {
        title: 'Active and sham',
        text: [
          'One wing now stands next to the head. What it leaves may be enough to be felt, and is not nothing to the brain. Sham tDCS is switched off after some seconds and leaves no field.',
        ],
        scene: { task: 'compare', a: EIGHT, b: coil('figure8-70', { sham: true }), fraction: 0.5 },
        show: ['strength-ratio', 'area-ratio'],
      },
    ],
  },
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
