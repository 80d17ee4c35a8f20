import { describe, expect, it } from 'vitest';
import { beamF3 } from '../../src/targeting/beam-f3';
import {
  asTapeReads,
  averageReadings,
  fromCm,
  type HeadMeasures,
  measureWarnings,
  readLength,
  toCm,
} from '../../src/targeting/head-measures';
import { type HeuristicSite, scalpHeuristic } from '../../src/targeting/scalp-heuristics';

const measures = (tragusTragusCm: number, nasionInionCm: number, circumferenceCm: number): HeadMeasures => ({
  tragusTragusCm,
  nasionInionCm,
  circumferenceCm,
});

describe('Beam F3', () => {
  // TT, NI, CF -> X, Y to the digits of the project's table; 6.95 in the first row was printed by the web program.
  it.each([
    [36, 38, 60, 6.955, 9.791],
    [36, 36, 56, 6.469, 9.5],
    [38, 36, 57, 6.563, 9.721],
    [35, 35, 55, 6.354, 9.237],
    [34, 34, 54, 6.238, 8.973],
    [40, 40, 60, 6.932, 10.556],
    [34, 38, 57, 6.631, 9.536],
    [38, 34, 57, 6.539, 9.396],
  ])('%d %d %d gives X %d, Y %d', (tt, ni, cf, x, y) => {
    const marks = beamF3(measures(tt, ni, cf));
    expect(marks.xCm).toBeCloseTo(x, 3);
    expect(marks.yCm).toBeCloseTo(y, 3);
  });

  it('is X = 0.1155 CF and Y = 0.2639 NI on a head with equal arcs', () => {
    const marks = beamF3(measures(37, 37, 58));
    expect(marks.xCm / 58).toBeCloseTo(0.1155, 4);
    expect(marks.yCm / 37).toBeCloseTo(0.2639, 4);
  });

  it('scales with the head', () => {
    const one = beamF3(measures(36, 38, 57));
    const two = beamF3(measures(72, 76, 114));
    expect(two.xCm).toBeCloseTo(2 * one.xCm, 10);
    expect(two.yCm).toBeCloseTo(2 * one.yCm, 10);
  });

  it('names a measure that is no length', () => {
    expect(() => beamF3(measures(36, Number.NaN, 56))).toThrow('nasion to inion is NaN');
    expect(() => beamF3(measures(0, 36, 56))).toThrow('tragus to tragus is 0');
  });
});

describe('scalp heuristics 2022', () => {
  it.each<[HeuristicSite, number, number]>([
    ['left-anterior', 7.61, 11.4],
    ['right-anterior', 7.57, 10.38],
    ['left-posterior', 10.34, 8.93],
    ['right-posterior', 11.02, 8.34],
  ])('%s at 36/36/56', (site, x, y) => {
    const marks = scalpHeuristic(site, measures(36, 36, 56));
    expect(marks.xCm).toBeCloseTo(x, 2);
    expect(marks.yCm).toBeCloseTo(y, 2);
  });
});

describe('readings', () => {
  it('are averaged with their spread', () => {
    expect(averageReadings([36, 36.4, 35.9], 'cm')).toEqual({
      meanCm: expect.closeTo(36.1, 10),
      spreadCm: expect.closeTo(0.5, 10),
      count: 3,
    });
    expect(averageReadings([14, 15], 'in').meanCm).toBeCloseTo(36.83, 10);
    expect(() => averageReadings([36, -1], 'cm')).toThrow('reading 2 is -1');
    expect(() => averageReadings([], 'cm')).toThrow(RangeError);
  });

  it('convert both ways', () => {
    expect(toCm(22, 'in')).toBeCloseTo(55.88, 10);
    expect(fromCm(toCm(14.2, 'in'), 'in')).toBeCloseTo(14.2, 12);
  });

  it('are read with their unit or without, and not in another', () => {
    expect(['36', '36,5', ' 36 cm', '36.'].map((text) => readLength(text, 'cm'))).toEqual([36, 36.5, 36, 36]);
    expect(['', '-36', '14 in', '3600', '0', '36 cm 2'].map((text) => readLength(text, 'cm'))).toEqual(
      Array(6).fill(null),
    );
    expect(readLength('14.25 in', 'in')).toBe(14.25);
  });

  it('come back from inches as they were read in cm', () => {
    for (let mm = 300; mm <= 650; mm++) {
      expect(asTapeReads(asTapeReads(mm / 10, 'cm', 'in'), 'in', 'cm')).toBe(mm / 10);
    }
  });

  it('raise warnings where they are unlikely', () => {
    expect(measureWarnings(measures(36, 36, 56))).toEqual([]);
    expect(measureWarnings(measures(36, 43, 56))).toEqual([
      'nasion to inion 43.0 cm is outside 30 to 42 cm; measure again',
    ]);
    expect(measureWarnings(measures(14, 14.2, 22))[0]).toContain('inches');
    expect(measureWarnings(measures(30, 40, 56)).join()).toContain('1.33 times tragus to tragus');
    expect(measureWarnings(measures(41, 41, 51)).join()).toContain('1.24 times the mean');
    expect(measureWarnings(measures(36, 36, 56), { circumferenceCm: 0.8 })).toEqual([
      'readings of circumference differ by 0.8 cm; take another',
    ]);
  });
});
