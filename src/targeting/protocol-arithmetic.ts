import type { Protocol, PulsePattern } from './protocols';

/** What is wrong with a pattern that a user edited, in words, or null. */
export function patternFault(pattern: PulsePattern): string | null {
  const checks: [string, number][] =
    pattern.kind === 'trains'
      ? [['frequency', pattern.hz]]
      : [
          ['pulses a burst', pattern.burstPulses],
          ['burst frequency', pattern.burstHz],
          ['bursts a second', pattern.burstsPerS],
        ];
  checks.push(['train duration', pattern.onS], ['number of trains', pattern.trains]);
  for (const [what, value] of checks) {
    if (!(Number.isFinite(value) && value > 0)) return `${what} is ${value}; it must be positive`;
  }
  if (!Number.isInteger(pattern.trains)) return `number of trains is ${pattern.trains}; it must be whole`;
  if (!(Number.isFinite(pattern.offS) && pattern.offS >= 0))
    return `pause is ${pattern.offS} s; it must not be negative`;
  if (pattern.kind === 'theta-burst' && pattern.burstPulses / pattern.burstHz > 1 / pattern.burstsPerS) {
    return `a burst of ${pattern.burstPulses} pulses at ${pattern.burstHz} Hz is longer than the time between bursts`;
  }
  return null;
}

/** Pulses in one train, to the nearest whole one. */
export function pulsesPerTrain(pattern: PulsePattern): number {
  return pattern.kind === 'trains'
    ? Math.round(pattern.hz * pattern.onS)
    : pattern.burstPulses * Math.round(pattern.burstsPerS * pattern.onS);
}

export const pulses = (pattern: PulsePattern): number => pulsesPerTrain(pattern) * pattern.trains;

/** From the first train's start to the last train's end, s: the pause after the last train is not counted. */
export const durationS = (pattern: PulsePattern): number =>
  pattern.trains * (pattern.onS + pattern.offS) - pattern.offS;

export interface CourseFigures {
  pulsesPerSession: number;
  trainsPerSession: number;
  /** One block after the other without a break between. */
  sessionS: number;
  sessions: number;
  pulsesInAll: number;
  /** From the first pulse of a day to the last, s. */
  dayS: number;
}

export function courseFigures(protocol: Protocol): CourseFigures {
  const sum = (f: (p: PulsePattern) => number): number => protocol.blocks.reduce((s, b) => s + f(b.pattern), 0);
  const pulsesPerSession = sum(pulses);
  const sessionS = sum(durationS);
  const sessions = protocol.sessionsPerDay * protocol.daysPerWeek * protocol.weeks;
  return {
    pulsesPerSession,
    trainsPerSession: sum((p) => p.trains),
    sessionS,
    sessions,
    pulsesInAll: sessions * pulsesPerSession,
    dayS: protocol.sessionsPerDay * sessionS + (protocol.sessionsPerDay - 1) * 60 * protocol.gapMin,
  };
}

/** A stretch of stimulation on the session's time line, s from its start. */
export interface TimelineTrain {
  block: number;
  startS: number;
  endS: number;
}

/** Every train of a session, in order. */
export function sessionTimeline(protocol: Protocol): TimelineTrain[] {
  let start = 0;
  return protocol.blocks.flatMap(({ pattern }, block) => {
    const from = start;
    start += durationS(pattern);
    return Array.from({ length: pattern.trains }, (_, k) => {
      const startS = from + k * (pattern.onS + pattern.offS);
      return { block, startS, endS: startS + pattern.onS };
    });
  });
}

/** Minutes and seconds, as printed on stimulators: 37:04. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
