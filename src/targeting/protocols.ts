/** How pulses follow each other within one block of a session. */
export type PulsePattern =
  /** Trains of single pulses; one train without a pause when `trains` is 1. */
  | { kind: 'trains'; hz: number; onS: number; offS: number; trains: number }
  /** Theta bursts: `burstPulses` at `burstHz`, `burstsPerS` times a second, in trains. */
  | {
      kind: 'theta-burst';
      burstPulses: number;
      burstHz: number;
      burstsPerS: number;
      onS: number;
      offS: number;
      trains: number;
    };

export const TREATMENT_SITES = ['left DLPFC', 'right DLPFC', 'motor cortex', 'DMPFC'] as const;
export type TreatmentSite = (typeof TREATMENT_SITES)[number];

export interface ProtocolBlock {
  site: TreatmentSite;
  /** % of resting motor threshold. */
  percentMt: number;
  pattern: PulsePattern;
}

/** A course as published or customary; every number is a default to change. */
export interface Protocol {
  id: string;
  title: string;
  /** Given one after the other in one session. */
  blocks: readonly ProtocolBlock[];
  sessionsPerDay: number;
  /** Between sessions of one day. */
  gapMin: number;
  daysPerWeek: number;
  weeks: number;
  source: string;
  /** Which of the numbers are general knowledge, not checked against a source; empty when none. */
  unconfirmed: readonly string[];
  note?: string;
}

const TEN_HZ: ProtocolBlock = {
  site: 'left DLPFC',
  percentMt: 120,
  pattern: { kind: 'trains', hz: 10, onS: 4, offS: 26, trains: 75 },
};

const ONE_HZ: ProtocolBlock = {
  site: 'right DLPFC',
  percentMt: 110,
  pattern: { kind: 'trains', hz: 1, onS: 900, offS: 0, trains: 1 },
};

const intermittent = (percentMt: number, trains: number): ProtocolBlock => ({
  site: 'left DLPFC',
  percentMt,
  pattern: { kind: 'theta-burst', burstPulses: 3, burstHz: 50, burstsPerS: 5, onS: 2, offS: 8, trains },
});

const DAILY = { sessionsPerDay: 1, gapMin: 0, daysPerWeek: 5, weeks: 6 } as const;

export const PROTOCOLS: readonly Protocol[] = [
  {
    id: 'hf-10hz',
    title: '10 Hz, left DLPFC',
    blocks: [TEN_HZ],
    ...DAILY,
    source: 'as printed by a vendor (brainultimate.com): 37.5 min, 5 days a week, 6 weeks',
    unconfirmed: [],
    note: 'The printed 37.5 min counts the pause after the last train.',
  },
  {
    id: 'hf-10hz-19min',
    title: '10 Hz in 19 minutes, left DLPFC',
    blocks: [{ ...TEN_HZ, pattern: { kind: 'trains', hz: 10, onS: 4, offS: 11, trains: 75 } }],
    ...DAILY,
    source: 'as printed by a vendor (brainultimate.com)',
    unconfirmed: ['days and weeks'],
    note: 'The vendor prints 18:26; 75 trains of 15 s less the last pause are 18:34.',
  },
  {
    id: 'itbs',
    title: 'Intermittent theta burst, left DLPFC',
    blocks: [intermittent(120, 20)],
    ...DAILY,
    source: 'THREE-D (600 pulses)',
    unconfirmed: ['train timing', 'intensity', 'days and weeks'],
  },
  {
    id: 'lf-1hz',
    title: '1 Hz, right DLPFC',
    blocks: [ONE_HZ],
    ...DAILY,
    source: 'general knowledge: 110 to 120 %, 900 to 1800 pulses, 15 to 30 min; 360 pulses are published too',
    unconfirmed: ['all'],
  },
  {
    id: 'bilateral',
    title: 'Bilateral: 1 Hz right, then 10 Hz left',
    blocks: [ONE_HZ, TEN_HZ],
    ...DAILY,
    source: 'general knowledge for the order; the left part as printed by a vendor (brainultimate.com)',
    unconfirmed: ['right part', 'order', 'days and weeks'],
  },
  {
    id: 'ctbs',
    title: 'Continuous theta burst, right DLPFC',
    blocks: [
      {
        site: 'right DLPFC',
        percentMt: 80,
        pattern: { kind: 'theta-burst', burstPulses: 3, burstHz: 50, burstsPerS: 5, onS: 40, offS: 0, trains: 1 },
      },
    ],
    ...DAILY,
    source: 'the review for 50 Hz and 20 to 40 s; the rest is general knowledge',
    unconfirmed: ['intensity', 'site', 'days and weeks'],
    note: 'Its intensity is customarily a percentage of the active, not the resting, motor threshold.',
  },
  {
    id: 'snt',
    title: 'SNT-like: ten sessions of theta burst a day',
    blocks: [intermittent(90, 60)],
    sessionsPerDay: 10,
    gapMin: 50,
    daysPerWeek: 5,
    weeks: 1,
    source: 'American Journal of Psychiatry 2020: 1800 pulses a session, 50 min apart, 5 days, 90 % adjusted for depth',
    unconfirmed: ['train timing'],
    note: 'The published protocol chooses its site from the patient’s own functional MRI.',
  },
];

/** The protocol of that id; RangeError when there is none. */
export function protocolById(id: string): Protocol {
  const protocol = PROTOCOLS.find((p) => p.id === id);
  if (!protocol) throw new RangeError(`no protocol "${id}"; there are ${PROTOCOLS.map((p) => p.id).join(', ')}`);
  return protocol;
}
