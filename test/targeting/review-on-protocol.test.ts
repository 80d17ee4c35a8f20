import { describe, expect, it } from 'vitest';
import { protocolById } from '../../src/targeting/protocols';
import { reviewOnProtocol } from '../../src/targeting/review-on-protocol';

describe('what the review prints of a protocol', () => {
  it('names frequency, evidence and what goes with more effect, with the protocol’s own numbers', () => {
    expect(reviewOnProtocol(protocolById('hf-10hz'))).toEqual([
      '10 Hz is high frequency (above 5 Hz): excitatory. Level A in the European recommendation for the left DLPFC.',
      'More effect goes with more than 1000 pulses a session (3,000), above 100 % of motor threshold (120 %), more than 10 sessions (30).',
    ]);
    const [low, met, short] = reviewOnProtocol(protocolById('lf-1hz'));
    expect(low).toContain('effects like LTD. Low frequency on the right: Level B');
    expect(met).not.toContain('1000 pulses');
    expect(short).toBe('Short of what goes with more effect: more than 1000 pulses a session (900).');
  });

  it('keeps silent where the review does', () => {
    expect(reviewOnProtocol(protocolById('itbs')).join(' ')).not.toMatch(/frequency|Level/);
    expect(reviewOnProtocol(protocolById('ctbs'))[0]).toBe(
      'Continuous theta burst (50 Hz, 40 s) lowers motor excitability.',
    );
    expect(reviewOnProtocol(protocolById('bilateral'))).toHaveLength(3);
  });
});
