/** What is customarily asked before TMS. General knowledge, not a validated questionnaire: `SCREENING_REMARK` goes with it. */
export const SCREENING_ITEMS: readonly string[] = [
  'Seizure or epilepsy, also in the family',
  'Metal in or near the head (not dental)',
  'Cochlear implant, pacemaker, stimulator, pump',
  'Stroke, tumour, head injury, neurosurgery',
  'Drugs that lower the seizure threshold',
  'Alcohol or drugs: recent change or withdrawal',
  'Too little sleep last night',
  'Hearing loss or tinnitus; earplugs in',
  'Pregnancy possible',
  'Earlier TMS or ECT: any adverse effect',
];

export const SCREENING_REMARK =
  'Customary questions, not a validated form; your own form and the guidelines come first.';
