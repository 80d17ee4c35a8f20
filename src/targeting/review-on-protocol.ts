import { courseFigures, durationS } from './protocol-arithmetic';
import type { Protocol, ProtocolBlock } from './protocols';

/** What the review prints that applies to a protocol, a sentence each, with the protocol's own numbers. */
export function reviewOnProtocol(protocol: Protocol): string[] {
  const { pulsesPerSession, sessions } = courseFigures(protocol);
  const percents = protocol.blocks.map((b) => b.percentMt);
  const dose: [string, boolean, string][] = [
    ['more than 1000 pulses a session', pulsesPerSession > 1000, pulsesPerSession.toLocaleString('en')],
    ['above 100 % of motor threshold', percents.every((p) => p > 100), `${percents.join(' and ')} %`],
    ['more than 10 sessions', sessions > 10, String(sessions)],
  ];
  const named = (met: boolean): string =>
    dose
      .filter(([, holds]) => holds === met)
      .map(([what, , here]) => `${what} (${here})`)
      .join(', ');
  const [goes, not] = [named(true), named(false)];
  return [
    ...new Set(protocol.blocks.flatMap(onBlock)),
    ...(goes ? [`More effect goes with ${goes}.`] : []),
    ...(not ? [`Short of what goes with more effect: ${not}.`] : []),
  ];
}

function onBlock({ site, pattern }: ProtocolBlock): string[] {
  if (pattern.kind === 'theta-burst') {
    const continuous = pattern.trains === 1 && pattern.burstHz === 50 && pattern.onS >= 20 && pattern.onS <= 40;
    return continuous ? [`Continuous theta burst (50 Hz, ${pattern.onS} s) lowers motor excitability.`] : [];
  }
  const { hz } = pattern;
  if (hz > 5) {
    const level = site === 'left DLPFC' ? ' Level A in the European recommendation for the left DLPFC.' : '';
    return [`${hz} Hz is high frequency (above 5 Hz): excitatory.${level}`];
  }
  const level =
    site === 'right DLPFC' && hz <= 1 ? ' Low frequency on the right: Level B in the European recommendation.' : '';
  if (hz < 1) return [`${hz} Hz is low frequency (below 1 Hz): inhibitory.${level}`];
  if (hz === 1 && durationS(pattern) > 600) return [`1 Hz for more than 10 minutes has effects like LTD.${level}`];
  return hz === 5 ? ['5 Hz has effects like LTP.'] : [];
}
