import type { Lesson } from './lesson';
import { EIGHT, INF, preset, upTo } from './scenes';

export const twentyFiveAnd2500: Lesson = {
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
        options: upTo(
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
        options: upTo(
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
};
