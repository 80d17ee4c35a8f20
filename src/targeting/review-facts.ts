/**
 * Facts of the review by Peng et al. (gpsych.bmj.com/content/30/2/84) on mechanisms of rTMS in depression, as it prints
 * them: to be read beside what is computed, not used in any computation.
 */
export const REVIEW_SOURCE = 'Peng et al., gpsych.bmj.com/content/30/2/84';

/** One row of its Table 1, which cites an earlier review. */
export interface ModalityRow {
  topic: 'technology' | 'cost' | 'sham' | 'focality' | 'specificity' | 'intensity' | 'safety';
  title: string;
  rtms: string;
  tdcs: string;
  /** Ours, on what is printed. */
  remark?: string;
  /** What this program can show of the row: a computed quantity, or words alone. */
  shownBy: 'words' | 'sham' | 'focality' | 'amplitude';
}

export const MODALITY_TABLE: readonly ModalityRow[] = [
  {
    topic: 'technology',
    title: 'Technology',
    rtms: 'several kilograms, large',
    tdcs: 'about 1 kg, smaller than a shoe box',
    shownBy: 'words',
  },
  {
    topic: 'cost',
    title: 'Cost',
    rtms: '20,000 to 100,000 US dollars',
    tdcs: '20,000 to 100,000 US dollars',
    remark: 'The same range is printed for both; for tDCS it looks like a misprint.',
    shownBy: 'words',
  },
  {
    topic: 'sham',
    title: 'Sham',
    rtms: 'an inactive site, or a sham coil that clicks but does not stimulate',
    tdcs: 'real and sham cannot be told apart by the subject',
    shownBy: 'sham',
  },
  {
    topic: 'focality',
    title: 'Focality',
    rtms: 'about 25 mm², “without direct precise measurements”',
    tdcs: 'two electrodes at two sites, about 2500 mm²',
    remark:
      'The origin of both figures is not confirmed. 2500 mm² is the footprint of a 5 x 5 cm pad; 25 mm² is a square of 5 mm, a customary mapping resolution. They are not two values of one measure.',
    shownBy: 'focality',
  },
  {
    topic: 'specificity',
    title: 'Neurophysiologic specificity',
    rtms: 'axonal excitability; excitability of GABA-A and GABA-B synapses',
    tdcs: 'unknown',
    shownBy: 'words',
  },
  {
    topic: 'intensity',
    title: 'Intensity',
    rtms: 'graded by a biologic marker, the motor threshold',
    tdcs: 'cannot be set across individuals by biologic effectiveness',
    shownBy: 'amplitude',
  },
  {
    topic: 'safety',
    title: 'Safety',
    rtms: 'adverse effect: seizures',
    tdcs: 'few published studies',
    shownBy: 'words',
  },
];

/** One row of its Table 2: what a study stimulated and what it found. */
export interface EffectRow {
  study: string;
  site: 'left DLPFC' | 'bilateral DLPFC' | 'motor cortex' | 'DMPFC' | 'not on a head';
  /** 10-10 position to load, where the site has one; of a bilateral site the left. */
  position: string | null;
  /** Hz; null where only "high frequency" is printed. */
  hz: readonly number[] | null;
  subjects: number | null;
  population: string;
  effect: string;
}

export const EFFECT_TABLE: readonly EffectRow[] = [
  row('Luborzewski 2007', 'left DLPFC', [20], 17, 'major depression', 'glutamate up'),
  row('Baeken 2011', 'left DLPFC', [10], 21, 'unipolar depression', '5-HT2A binding up'),
  row('Pogarell 2006, 2007', 'left DLPFC', [10], 5, 'major depression', 'dopamine up'),
  row('Cho 2009', 'bilateral DLPFC', [10], 7, 'healthy, right-handed', 'left dopamine up'),
  row('Daskalakis 2006', 'motor cortex', [1, 6, 10], 12, 'healthy', 'cortical inhibition up'),
  row('Zheng 2015', 'left DLPFC', [15], 32, 'treatment-resistant depression', 'N-acetylaspartate up'),
  row('Kang 2016', 'left DLPFC', [10], null, 'not given', 'DLPFC-left caudate connectivity down'),
  row(
    'Richieri 2017',
    'left DLPFC',
    null,
    58,
    'treatment-resistant depression',
    'DLPFC-medial temporal limbic connectivity up',
  ),
  row('Downar 2014', 'DMPFC', [10], 47, 'major depression', 'dorsomedial-dorsolateral connectivity up'),
  row('Taylor 2017', 'left DLPFC', [10], 62, 'depressive episodes', 'depressive phenotype down'),
  row('Lenz 2014', 'not on a head', [10], null, 'mouse slices, hippocampal CA1', 'excitatory postsynaptic currents up'),
  row('Trippe 2009', 'not on a head', [1], 24, 'rats', 'GAD67 down, GAD65 up, GAT-1 up'),
];

function row(
  study: string,
  site: EffectRow['site'],
  hz: readonly number[] | null,
  subjects: number | null,
  population: string,
  effect: string,
): EffectRow {
  const positions = {
    'left DLPFC': 'F3',
    'bilateral DLPFC': 'F3',
    'motor cortex': 'C3',
    DMPFC: null,
    'not on a head': null,
  };
  return { study, site, position: positions[site], hz, subjects, population, effect };
}

/** What its text says, a sentence each. */
export const REVIEW_STATEMENTS: readonly {
  topic: 'frequency' | 'evidence' | 'response' | 'dose' | 'field';
  text: string;
}[] = [
  { topic: 'frequency', text: 'High frequency (above 5 Hz) is excitatory, low frequency (below 1 Hz) inhibitory.' },
  { topic: 'frequency', text: '1 Hz for more than 10 minutes has effects like LTD, 5 Hz like LTP.' },
  { topic: 'frequency', text: 'Continuous theta burst (50 Hz, 20 to 40 s) lowers motor excitability.' },
  { topic: 'evidence', text: 'US approval for medication-resistant major depression in 2008.' },
  {
    topic: 'evidence',
    text: 'European recommendation: Level A for high frequency on the left DLPFC, Level B for low frequency on the right.',
  },
  {
    topic: 'response',
    text: '29 trials: 29.3 % responders and 18.6 % remitters, against 10.4 % and 5 % with sham.',
  },
  {
    topic: 'dose',
    text: 'More effect goes with more than 1000 pulses a session, above 100 % of motor threshold, more than 10 sessions.',
  },
  { topic: 'dose', text: 'The best site, intensity, frequency and duration for one patient remain unclear.' },
  { topic: 'field', text: 'The induced field acts on white matter too, not only on cortex.' },
];

/** The review names the sides of its protocols once the wrong way round; the app follows the rest of its text. */
export const REVIEW_SIDES_REMARK =
  'The review prints the protocols once with left and right exchanged and then discusses high frequency left and low frequency right; the latter is used here.';
