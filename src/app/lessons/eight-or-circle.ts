import type { Lesson } from './lesson';
import { coil, EIGHT, INF, upTo } from './scenes';

export const eightOrCircle: Lesson = {
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
        options: upTo(
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
};
