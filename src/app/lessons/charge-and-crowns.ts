import type { Lesson } from './lesson';
import { coil, EIGHT, INF, upTo } from './scenes';

export const chargeAndCrowns: Lesson = {
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
        options: upTo(['Weaker', 0.95], ['About the same', 1.05], ['Stronger', INF]),
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
        options: upTo(['Fewer', 0.8], ['About as many', 1.25], ['More', INF]),
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
};
