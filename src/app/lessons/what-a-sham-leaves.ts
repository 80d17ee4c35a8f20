import type { Lesson } from './lesson';
import { coil, EIGHT, INF, upTo } from './scenes';

export const whatAShamLeaves: Lesson = {
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
        options: upTo(['Less than a tenth', 0.1], ['A tenth to a third', 0.34], ['More than a third', INF]),
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
};
