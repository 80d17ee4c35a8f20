import type { Lesson } from './lesson';
import { INF, turned, upTo } from './scenes';

export const turningTheCoil: Lesson = {
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
        options: upTo(
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
        options: upTo(
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
};
