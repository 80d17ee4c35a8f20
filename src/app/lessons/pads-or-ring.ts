import type { Lesson } from './lesson';
import { INF, preset, upTo } from './scenes';

export const padsOrRing: Lesson = {
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
        options: upTo(
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
        options: upTo(['Weaker', 0.9], ['About the same', 1.1], ['Stronger', INF]),
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
};
