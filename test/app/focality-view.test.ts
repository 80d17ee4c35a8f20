import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { surfaceField } from '../../src/app/field-frame';
import { type FieldFrame, fieldStore, onSurface } from '../../src/app/field-store';
import {
  areaRatio,
  type Focality,
  FRACTIONS,
  measureFocality,
  type Reference,
  readingAt,
  referenceVPerM,
  regionsAt,
} from '../../src/app/focality-measure';
import {
  focalityCsv,
  focalityInWords,
  formatArea,
  formatCrossing,
  formatRatio,
  referenceTitle,
} from '../../src/app/focality-text';
import { focalityStore, followSides, setFocality, setFraction } from '../../src/app/focality-view';
import { DEFAULT_PLAN, type Scenario } from '../../src/app/plan';
import { scenarioName, scenarioTitle } from '../../src/app/scenario-title';
import { selectSide } from '../../src/app/sides';
import { appStore, setPlan, setView } from '../../src/app/store';
import { DEFAULT_VIEW } from '../../src/app/view';
import { scalarMesh } from '../../src/measures/scalar-mesh';
import { summarise } from '../../src/measures/summary';
import type { FieldSurface, Head } from '../../src/model/head';
import { vertexNormals } from '../../src/model/surface';
import { at, type Vec3 } from '../../src/model/vec3';
import { sphere } from '../helpers/shapes';
import { bundledHead } from './bundled';

const R = { cortex: 70, white: 60 };

/** A head of two spheres. Region 1 is its left half (x < 0), region 2 its right. */
const ballHead = (id: string): Head => {
  const fieldSurface = (id: 'cortex' | 'white'): FieldSurface => {
    const surface = sphere(R[id], 5);
    const aal = Uint8Array.from({ length: surface.positionsMm.length / 3 }, (_, v) =>
      surface.positionsMm[3 * v] < 0 ? 1 : 2,
    );
    return { id, surface, pointsMm: surface.positionsMm, normals: vertexNormals(surface), aal };
  };
  return {
    id,
    title: 'Two spheres',
    layers: [],
    fieldSurfaces: [fieldSurface('cortex'), fieldSurface('white')],
    aalNames: { 1: 'Left_half', 2: 'Right_half' },
  };
};

/** The frame in which |E| is `f` at each point. */
function frameOf(head: Head, source: FieldFrame['source'], f: (p: Vec3) => number): FieldFrame {
  const surfaces = Object.fromEntries(
    head.fieldSurfaces.map((s) => {
      const e = new Float32Array(s.pointsMm.length);
      for (let v = 0; v < e.length / 3; v++) e[3 * v] = f(at(s.pointsMm, v));
      return [s.id, surfaceField(s, e)];
    }),
  );
  return { kind: 'solved', source, surfaces: surfaces as FieldFrame['surfaces'] };
}

const P999: Reference = { reference: 'p999', voltsPerM: 50 };
/** A coil driven at 1 A/us, so that its numbers read V/m. */
const COIL: Scenario = { ...DEFAULT_PLAN, didtAPerUs: 1 };
const PADS: Scenario = { ...DEFAULT_PLAN, source: 'tdcs' };

function focalityOf(head: Head, frame: FieldFrame, scenario = COIL, reference = P999): Focality {
  const focality = measureFocality(head, frame, scenario, reference);
  if (!focality) throw new Error('nothing was measured');
  return focality;
}

const head = ballHead('a');
/** Falls from 2 at the top in proportion to the height: the area above a level is a cap, 2 pi R h. */
const cap = ([x, y, z]: Vec3): number => 1 + z / Math.hypot(x, y, z);
/** Two bumps, the one on the right 2 % lower and twice as wide. */
const bumps = (p: Vec3): number => {
  const r = Math.hypot(...p);
  const away = (x: number): number => Math.acos(Math.min(1, (x * p[0] + 0.6 * p[2]) / r));
  return Math.exp(-((away(-0.8) / 0.15) ** 2)) + 0.98 * Math.exp(-((away(0.8) / 0.3) ** 2));
};

describe('the focality of a solved field', () => {
  const focality = focalityOf(head, frameOf(head, 'tms', cap));

  test('is the area of a cap, by its own definition of the reference', () => {
    for (const id of ['cortex', 'white'] as const) {
      const { reference, totalMm2, curveMm2, crossings } = onSurface(focality.surfaces, id);
      // |E| >= L on the share (2 - L) / 2 of a sphere, so a thousandth of it lies above 1.998.
      expect(reference).toBeCloseTo(1.998, 3);
      FRACTIONS.forEach((f, k) => {
        const share = Math.max(0, (2 - f * 1.998) / 2);
        expect(Math.abs(curveMm2[k] / totalMm2 - share)).toBeLessThan(2e-4);
      });
      expect(curveMm2[70] / totalMm2).toBeCloseTo(0.001, 6);
      expect(crossings[1]).toBeCloseTo((2 - (2 * 2500) / totalMm2) / 1.998, 3);
    }
  });

  test('crosses 25 mm² above the 99.9th percentile, and says so', () => {
    const { crossings, totalMm2 } = focality.surfaces.cortex;
    expect(0.001 * totalMm2).toBeGreaterThan(25);
    expect(crossings[0]).toBeGreaterThan(1);
  });

  test('agrees with the summary of the same field on the bundled head', async () => {
    const bundled = await bundledHead();
    const frame = frameOf(bundled, 'tms', (p) => 1e4 / (1 + Math.hypot(p[0] + 51, p[1] - 54, p[2] - 60)) ** 2);
    const { surfaces } = focalityOf(bundled, frame);
    for (const s of bundled.fieldSurfaces) {
      const summary = summarise(scalarMesh(s.surface), onSurface(frame.surfaces, s.id).magnitude);
      const { reference, tableMm2, curveMm2, totalMm2 } = onSurface(surfaces, s.id);
      expect(reference).toBe(summary.p999);
      [summary.areaHalfMm2, summary.area75Mm2, summary.area90Mm2].forEach((area, n) => {
        expect(tableMm2[n]).toBeCloseTo(area, 6);
        expect(curveMm2[[20, 45, 60][n]]).toBeCloseTo(area, 6);
      });
      expect(totalMm2).toBe(summary.totalMm2);
      expect(curveMm2.every((a, k) => k === 0 || a <= curveMm2[k - 1])).toBe(true);
    }
  });

  test('of a field that vanishes is not measured; that of a primary field is marked unless it was asked for', () => {
    const frame = frameOf(head, 'tms', cap);
    const nothing = frameOf(head, 'tdcs', () => 0);
    expect(measureFocality(head, nothing, PADS, P999)).toBeNull();
    const primary: FieldFrame = { ...frame, kind: 'primary' };
    expect(focalityOf(head, primary).approximate).toBe(true);
    expect(focalityOf(head, primary, { ...COIL, charge: false }).approximate).toBe(false);
    expect(focalityOf(head, frame).approximate).toBe(false);
  });

  test('takes the largest value or a set field as its reference', () => {
    const frame = frameOf(head, 'tms', cap);
    const peak = focalityOf(head, frame, COIL, { ...P999, reference: 'peak' });
    expect(peak.surfaces.cortex.reference).toBeCloseTo(2, 5);
    // |E| >= f x 2 on the share 1 - f of the sphere.
    expect(peak.surfaces.cortex.areaMm2(0.8) / peak.surfaces.cortex.totalMm2).toBeCloseTo(0.2, 3);
    // At 50 A/us the field runs to 100 V/m: 60 V/m is reached on 40 % of the sphere, by the coil and by no montage.
    const volts: Reference = { reference: 'volts', voltsPerM: 60 };
    const set = focalityOf(head, frame, { ...COIL, didtAPerUs: 50 }, volts);
    expect(referenceVPerM(set, 'cortex')).toBeCloseTo(60, 9);
    expect(set.surfaces.cortex.areaMm2(1) / set.surfaces.cortex.totalMm2).toBeCloseTo(0.4, 3);
    const montage = focalityOf(head, frameOf(head, 'tdcs', cap), PADS, volts);
    expect(montage.surfaces.cortex.areaMm2(0.3)).toBe(0);
    expect([P999, volts, peak.reference].map(referenceTitle)).toEqual([
      'the 99.9th percentile of |E|',
      '60 V/m',
      'the largest |E|',
    ]);
  });

  test('is split by region without losing any area', () => {
    const two = focalityOf(head, frameOf(head, 'tms', bumps));
    const regions = regionsAt(two, 0.5);
    expect(regions.map((r) => r.region)).toEqual(['Right half', 'Left half']);
    expect(regions.reduce((sum, r) => sum + r.areaMm2, 0)).toBeCloseTo(two.surfaces.cortex.areaMm2(0.5), 2);
  });

  test('counts patches and names the region of the largest, not of the strongest', () => {
    const two = focalityOf(head, frameOf(head, 'tms', bumps));
    const reading = readingAt(two, 0.5);
    expect(reading.patches).toBe(2);
    expect(reading.largest?.region).toBe('Right half');
    expect(reading.areaMm2.cortex).toBeCloseTo(two.surfaces.cortex.tableMm2[0], 3);
    expect(reading.largest?.areaMm2).toBeLessThan(reading.areaMm2.cortex);
    expect(readingAt(two, 9)).toEqual({ areaMm2: { cortex: 0, white: 0 }, patches: 0, largest: null });
  });
});

describe('following the sides', () => {
  let stop = (): void => undefined;
  const tms = frameOf(head, 'tms', (p) => cap(p) ** 4);
  const tdcs = frameOf(head, 'tdcs', cap);
  const starting = { kind: 'starting', progress: null } as const;
  beforeEach(() => {
    vi.useFakeTimers();
    appStore.setState({ plan: DEFAULT_PLAN, view: DEFAULT_VIEW });
    fieldStore.setState({ head, frame: null, other: { frame: null, phase: starting } });
    focalityStore.setState({ sides: {}, readings: {} });
    stop = followSides();
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });
  const compare = (): void => {
    setView({ task: 'compare' });
    fieldStore.setState({ frame: tms, other: { frame: tdcs, phase: starting } });
    vi.runAllTimers();
  };
  const frames = () => {
    const { sides } = focalityStore.getState();
    return [sides.a?.frame, sides.b?.frame];
  };

  test('measures the one head of a plan, both of a comparison', () => {
    fieldStore.setState({ frame: tms, other: { frame: tdcs, phase: starting } });
    vi.runAllTimers();
    expect(frames()).toEqual([tms, undefined]);
    compare();
    expect(frames()).toEqual([tms, tdcs]);
  });

  test('moves one threshold for both, and gives their ratio at it', () => {
    compare();
    setFraction(0.75);
    vi.runAllTimers();
    const { sides, readings } = focalityStore.getState();
    expect(readings.a?.areaMm2.cortex).toBeCloseTo(sides.a?.surfaces.cortex.tableMm2[1] ?? Number.NaN, 6);
    const ratio = areaRatio(readings.b?.areaMm2.cortex, readings.a?.areaMm2.cortex);
    // Caps again: (1 - 0.75 r) to (1 - (0.75 r^4)^(1/4)) with r = 0.999.
    expect(ratio).toBeCloseTo((1 - 0.75 * 0.999) / (1 - 0.75 ** 0.25 * 0.999), 1);
  });

  test('follows a field, a strength and a reference that change', () => {
    compare();
    const before = focalityStore.getState().sides;
    fieldStore.setState({ frame: tdcs });
    vi.runAllTimers();
    expect(frames()).toEqual([tdcs, tdcs]);
    expect(focalityStore.getState().sides.b).toBe(before.b);
    setFocality({ reference: 'volts', voltsPerM: 1 });
    vi.runAllTimers();
    const area = focalityStore.getState().readings.a?.areaMm2.cortex;
    setPlan({ didtAPerUs: 140 });
    setFocality({ voltsPerM: 2 });
    vi.runAllTimers();
    expect(focalityStore.getState().sides.a?.surfaces.cortex.reference).toBe(2);
    expect(focalityStore.getState().readings.a?.areaMm2.cortex).toBeLessThan(area ?? 0);
  });

  test('keeps each side’s figures when the other side is edited', () => {
    compare();
    selectSide('b');
    vi.runAllTimers();
    expect(appStore.getState().plan).toMatchObject({ side: 'b', source: 'tdcs', other: { source: 'tms' } });
    expect(frames()).toEqual([tms, tdcs]);
    selectSide('a');
    expect(appStore.getState().plan).toEqual(DEFAULT_PLAN);
  });

  test('measures only the latest of several frames, and nothing once it has ended', () => {
    fieldStore.setState({ frame: tms });
    fieldStore.setState({ frame: tdcs });
    vi.runAllTimers();
    expect(frames()[0]).toBe(tdcs);
    stop();
    fieldStore.setState({ frame: tms });
    vi.runAllTimers();
    expect(frames()[0]).toBe(tdcs);
  });
});

describe('the figures as text', () => {
  test('give the ratio only where there is one', () => {
    expect(areaRatio(undefined, 5)).toBeNull();
    expect(areaRatio(5, 0)).toBeNull();
    expect(areaRatio(0, 5)).toBe(0);
    expect([formatRatio(null), formatRatio(3.4567), formatCrossing(null), formatCrossing(1.0749)]).toEqual([
      '–',
      '3.46',
      '–',
      '1.07',
    ]);
    expect([0.4, 999.6, 12345.6, 1234567].map(formatArea)).toEqual(['0', '1,000', '12,346', '1,234,567']);
  });

  test('name coil, site and montage', () => {
    expect(scenarioTitle(DEFAULT_PLAN)).toMatch(/^Figure-eight .* at F3, 45°, gap 4.0 mm$/);
    expect(scenarioTitle({ ...DEFAULT_PLAN, siteName: '', sham: true })).toMatch(
      /at −51, 54, 43 mm.*, on edge \(sham\)$/,
    );
    expect(scenarioTitle(PADS)).toBe('F3 +2.0 mA, Fp2 −2.0 mA; discs of 28.0 mm radius');
    expect(scenarioName(DEFAULT_PLAN)).toBe('Figure-eight 70 mm at F3');
    expect(scenarioName({ ...DEFAULT_PLAN, charge: false })).toBe('Figure-eight 70 mm at F3, charge off');
    expect(scenarioName(PADS)).toBe('F3 to Fp2');
    const ring = ['AF3', 'F1', 'FC3', 'F5'].map((at) => ({ at, currentMa: -0.5 }));
    expect(scenarioName({ ...PADS, montage: [{ at: 'F3', currentMa: 2 }, ...ring] })).toBe('HD 4×1 at F3');
  });

  test('as CSV hold every point of every curve, with definitions', () => {
    const a = focalityOf(head, frameOf(head, 'tms', cap), { ...COIL, didtAPerUs: 50 });
    const b = { ...focalityOf(head, frameOf(head, 'tdcs', bumps), PADS), title: 'F3 +2.0 mA, Fp2 "−2.0" mA' };
    const lines = focalityCsv({ a, b }, 0.5).trimEnd().split('\n');
    const table = lines.filter((l) => !l.startsWith('#'));
    expect(table[0]).toBe('side,source,surface,f,area_mm2,reference_v_per_m,total_mm2,description');
    const rows = table.slice(1).map((l) => l.split(','));
    expect(rows).toHaveLength(4 * FRACTIONS.length);
    rows.slice(0, FRACTIONS.length).forEach((row, k) => {
      expect(row.slice(0, 4)).toEqual(['A', 'tms', 'cortex', String(FRACTIONS[k])]);
      expect(Number(row[4])).toBeCloseTo(a.surfaces.cortex.curveMm2[k], 2);
      // Kept per A/us.
      expect(Number(row[5])).toBeCloseTo(50 * a.surfaces.cortex.reference, 4);
    });
    const last = table.at(-1) ?? '';
    expect(last.startsWith('B,tdcs,white,1.05,')).toBe(true);
    expect(Number(last.split(',')[5])).toBeCloseTo(onSurface(b.surfaces, 'white').reference, 6);
    expect(last.endsWith(',"F3 +2.0 mA, Fp2 ""−2.0"" mA"')).toBe(true);
    expect(lines.join('\n')).toMatch(/# A cortex: A\(f\) = 25 mm2 at f = 1\.\d{4}\n/);
    expect(lines.join('\n')).toContain('# B cortex, Right half: ');
    expect(lines[0].startsWith('# ')).toBe(true);
  });

  test('in words hold the areas and crossings of what is drawn', () => {
    const a = focalityOf(head, frameOf(head, 'tms', cap));
    const words = focalityInWords({ a });
    expect(words).toContain(`A, cortex: ${formatArea(a.surfaces.cortex.tableMm2[0])} mm² at f 0.5`);
    expect(words).toMatch(/2,500 mm² at f 0\.9\d\./);
    expect(words).not.toContain('B, cortex');
  });
});
