import { describe, expect, it } from 'vitest';
import { distance } from '../../src/model/vec3';
import {
  didtAtOutput,
  doseByDistance,
  doseByField,
  dosePercentOfThreshold,
  outputAtDidt,
  thresholdNote,
} from '../../src/targeting/dose';
import {
  clock,
  courseFigures,
  durationS,
  patternFault,
  pulses,
  sessionTimeline,
} from '../../src/targeting/protocol-arithmetic';
import { PROTOCOLS, protocolById } from '../../src/targeting/protocols';
import { EFFECT_TABLE, MODALITY_TABLE } from '../../src/targeting/review-facts';
import { checkBlock, trainLimit } from '../../src/targeting/safety-table';
import { mirrored, REFERENCE_TARGET_ID, TARGETS, targetById } from '../../src/targeting/targets';

const mt = { msoPercent: 50, method: 'emg' } as const;

describe('dose', () => {
  it('is a percentage of the motor threshold', () => {
    const dose = dosePercentOfThreshold(mt, 120);
    expect(dose.msoPercent).toBeCloseTo(60, 10);
    expect(dose.formula).toBe('50 % × 120 % = 60 % of output');
    expect(dose.overMaximum).toBe(false);
  });

  it('follows the distance: 50 % and 3 mm more give 58.4 to 59 %, and 70 to 71 % at 120 %', () => {
    expect(doseByDistance(mt, 100, 18, 15).msoPercent).toBeCloseTo(58.4, 10);
    expect(doseByDistance(mt, 100, 18, 15, 3).msoPercent).toBeCloseTo(59, 10);
    expect(doseByDistance(mt, 120, 18, 15).msoPercent).toBeCloseTo(70.08, 10);
    expect(doseByDistance(mt, 100, 13, 15).formula).toBe('(50 % − 2.8 %/mm × 2 mm) × 100 % = 44.4 % of output');
    expect(() => doseByDistance(mt, 120, 1, 30)).toThrow('the distance-adjusted threshold');
  });

  it('matches the field, and says when no stimulator gives it', () => {
    expect(doseByField(mt, 100, 80, 80).msoPercent).toBeCloseTo(50, 10);
    expect(doseByField(mt, 120, 100, 75).msoPercent).toBeCloseTo(80, 10);
    expect(doseByField({ msoPercent: 80, method: 'emg' }, 120, 100, 75).overMaximum).toBe(true);
    expect(() => doseByField(mt, 120, 100, 0)).toThrow('the field at the site is 0');
  });

  it('turns output into dI/dt and remarks on thresholds read by eye', () => {
    expect(didtAtOutput(60, 146.52e6)).toBeCloseTo(87.912, 9);
    expect(outputAtDidt(87.912, 146.52e6)).toBeCloseTo(60, 9);
    expect(thresholdNote(mt)).toBeNull();
    expect(thresholdNote({ msoPercent: 50, method: 'visual' })).toContain('11.3 %');
  });
});

describe('protocols', () => {
  it.each([
    ['hf-10hz', 3000, '37:04'],
    ['hf-10hz-19min', 3000, '18:34'],
    ['itbs', 600, '3:12'],
    ['lf-1hz', 900, '15:00'],
    ['ctbs', 600, '0:40'],
    ['snt', 1800, '9:52'],
    ['bilateral', 3900, '52:04'],
  ])('%s has %d pulses in %s', (id, count, time) => {
    const figures = courseFigures(protocolById(id));
    expect(figures.pulsesPerSession).toBe(count);
    expect(clock(figures.sessionS)).toBe(time);
  });

  it('adds up the SNT course: 50 sessions, 90,000 pulses', () => {
    const figures = courseFigures(protocolById('snt'));
    expect(figures.sessions).toBe(50);
    expect(figures.pulsesInAll).toBe(90_000);
    expect(figures.dayS).toBe(10 * 592 + 9 * 3000);
  });

  it('lays every train on the time line without overlap', () => {
    for (const protocol of PROTOCOLS) {
      const line = sessionTimeline(protocol);
      expect(line.length).toBe(courseFigures(protocol).trainsPerSession);
      line.slice(1).forEach((train, i) => {
        expect(train.startS).toBeGreaterThanOrEqual(line[i].endS);
      });
      expect(line[line.length - 1].endS).toBeCloseTo(courseFigures(protocol).sessionS, 9);
    }
  });

  it('says what is wrong with an edited pattern', () => {
    const pattern = { kind: 'trains', hz: 10, onS: 4, offS: 26, trains: 75 } as const;
    expect(patternFault(pattern)).toBeNull();
    expect(patternFault({ ...pattern, hz: 0 })).toBe('frequency is 0; it must be positive');
    expect(patternFault({ ...pattern, trains: 2.5 })).toBe('number of trains is 2.5; it must be whole');
    const burst = {
      kind: 'theta-burst',
      burstPulses: 30,
      burstHz: 50,
      burstsPerS: 5,
      onS: 2,
      offS: 8,
      trains: 20,
    } as const;
    expect(patternFault(burst)).toContain('longer than the time between bursts');
    for (const p of PROTOCOLS) for (const b of p.blocks) expect(patternFault(b.pattern)).toBeNull();
    expect(pulses(pattern)).toBe(3000);
    expect(durationS(pattern)).toBe(2224);
  });
});

describe('the train-duration table', () => {
  it('answers with the next higher frequency and intensity, never between', () => {
    expect(trainLimit(10, 120)).toMatchObject({ covered: true, hz: 10, percentMt: 120, limitS: 4.2, open: false });
    expect(trainLimit(15, 115)).toMatchObject({ hz: 20, percentMt: 120, limitS: 1.0 });
    expect(trainLimit(1, 80)).toMatchObject({ hz: 1, percentMt: 90, limitS: 1800, open: true });
    expect(trainLimit(50, 100)).toMatchObject({ covered: false });
    expect(trainLimit(10, 140)).toMatchObject({ covered: false });
  });

  it('is never less careful at a higher frequency or intensity', () => {
    const hz = [1, 5, 10, 20, 25];
    const percents = [90, 100, 110, 120, 130];
    const limit = (f: number, p: number): number => {
      const answer = trainLimit(f, p);
      if (!answer.covered) throw new Error('in the table');
      return answer.limitS;
    };
    for (const f of hz)
      for (let i = 1; i < 5; i++) expect(limit(f, percents[i])).toBeLessThanOrEqual(limit(f, percents[i - 1]));
    for (const p of percents)
      for (let i = 1; i < 5; i++) expect(limit(hz[i], p)).toBeLessThanOrEqual(limit(hz[i - 1], p));
  });

  it('does not speak of theta burst', () => {
    expect(checkBlock(protocolById('itbs').blocks[0])).toEqual([
      { level: 'not covered', text: 'theta burst is not covered by the train-duration table' },
    ]);
  });

  it('judges trains and pauses', () => {
    const [block] = protocolById('hf-10hz').blocks;
    expect(checkBlock(block)[0].level).toBe('within');
    expect(checkBlock({ ...block, percentMt: 130 })[0].level).toBe('beyond');
    expect(
      checkBlock({ ...block, pattern: { kind: 'trains', hz: 10, onS: 4, offS: 0.5, trains: 75 } }).map((f) => f.level),
    ).toEqual(['within', 'beyond']);
    // 900 s at 110 % lie within what was tested; at 120 % they lie beyond it.
    const [slow] = protocolById('lf-1hz').blocks;
    expect(checkBlock(slow)[0].level).toBe('within');
    expect(checkBlock({ ...slow, percentMt: 120 })[0].level).toBe('not covered');
  });
});

describe('published lists', () => {
  it('gives target distances as tabulated', () => {
    const reference = targetById(REFERENCE_TARGET_ID).mniMm;
    const off = (id: string) => distance(targetById(id).mniMm, reference);
    expect(off('dlpfc-mir-moghtadaei')).toBeCloseTo(5.7, 1);
    expect(off('ba9')).toBeCloseTo(15.2, 1);
    expect(off('ba46')).toBeCloseTo(4.6, 1);
    expect(off('ba46-9-fitzgerald')).toBeCloseTo(9.0, 1);
    expect(off('f3-cortex')).toBeCloseTo(8.8, 1);
    expect(mirrored([-42, 44, 30])).toEqual([42, 44, 30]);
    expect(() => targetById('nowhere')).toThrow('no target "nowhere"');
  });

  it('has distinct ids', () => {
    expect(new Set(TARGETS.map((t) => t.id)).size).toBe(TARGETS.length);
    expect(new Set(PROTOCOLS.map((p) => p.id)).size).toBe(PROTOCOLS.length);
  });

  it('has all seven rows of the review’s Table 1 and twelve of its Table 2', () => {
    expect(MODALITY_TABLE.map((r) => r.topic)).toEqual([
      'technology',
      'cost',
      'sham',
      'focality',
      'specificity',
      'intensity',
      'safety',
    ]);
    expect(EFFECT_TABLE.length).toBe(12);
    expect(EFFECT_TABLE.filter((r) => r.site === 'left DLPFC').every((r) => r.position === 'F3')).toBe(true);
  });
});
