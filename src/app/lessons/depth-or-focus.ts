import type { Lesson } from './lesson';
import { coil, EIGHT, INF, upTo } from './scenes';

export const depthOrFocus: Lesson = {
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
        options: upTo(['Not deeper', 1.05], ['Up to twice as deep', 2], ['More than twice as deep', INF]),
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
        options: upTo(['Smaller', 0.95], ['Up to twice as large', 2], ['More than twice as large', INF]),
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
};
