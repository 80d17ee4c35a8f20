/** A published figure beside one of ours. */
export interface Published {
  quantity: string;
  value: string;
  source: string;
}

/** What other heads measure. These are not bounds: one head, enlarged by MNI space, need not lie in them. */
export const PUBLISHED: readonly Published[] = [
  {
    quantity: 'cortical thickness',
    value: '1 to 4.5 mm, about 2.5 mm on average',
    source: 'B. Fischl and A. M. Dale, Proc. Natl. Acad. Sci. USA 97 (2000) 11050-11055',
  },
  {
    quantity: 'skull thickness (frontal, parietal, occipital; 281 dry skulls)',
    value: '6.3 mm on average, 5.3 to 7.5 mm by place',
    source:
      'A. Moreira-Gonzalez, F. E. Papay and J. E. Zins, Plast. Reconstr. Surg. 117 (2006), doi 10.1097/01.prs.0000209933.78532.a7',
  },
  {
    quantity: 'intracranial volume, men (of 49 volunteers)',
    value: '1469 (SD 102) ml',
    source: 'M. Matsumae et al., J. Neurosurg. 84 (1996) 982-991',
  },
  {
    quantity: 'brain volume, men; its share of the intracranial volume',
    value: '1302 (SD 112) ml; 0.886',
    source: 'M. Matsumae et al., J. Neurosurg. 84 (1996) 982-991',
  },
];
