import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { surfaceField } from '../../src/app/field-frame';
import { type FieldFrame, fieldStore } from '../../src/app/field-store';
import {
  areaRatio,
  type Focality,
  FRACTIONS,
  focalityCsv,
  focalityInWords,
  focalityStore,
  followField,
  formatArea,
  formatCrossing,
  formatRatio,
  measureFocality,
  planTitle,
  readingAt,
  setFraction,
  stateInWords,
} from '../../src/app/focality-view';
import { DEFAULT_PLAN } from '../../src/app/plan';
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

function focalityOf(head: Head, frame: FieldFrame): Focality {
  const focality = measureFocality(head, frame, 'a test');
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
      const { reference, totalMm2, curveMm2, crossings } = focality.surfaces[id];
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
      const summary = summarise(scalarMesh(s.surface), frame.surfaces[s.id].magnitude);
      const { reference, tableMm2, curveMm2, totalMm2 } = surfaces[s.id];
      expect(reference).toBe(summary.p999);
      expect(tableMm2).toEqual([summary.areaHalfMm2, summary.area75Mm2, summary.area90Mm2]);
      [20, 45, 60].forEach((k, n) => {
        expect(curveMm2[k]).toBeCloseTo(tableMm2[n], 3);
      });
      expect(totalMm2).toBe(summary.totalMm2);
      expect(curveMm2.every((a, k) => k === 0 || a <= curveMm2[k - 1])).toBe(true);
    }
  });

  test('is not measured on an approximate frame or on no field, and once on a solved one', () => {
    const frame = frameOf(head, 'tms', cap);
    expect(measureFocality(head, { ...frame, kind: 'primary' }, '')).toBeNull();
    expect(
      measureFocality(
        head,
        frameOf(head, 'tdcs', () => 0),
        '',
      ),
    ).toBeNull();
    expect(measureFocality(head, frame, '')).toBe(measureFocality(head, frame, ''));
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

describe('following the field', () => {
  let stop = (): void => undefined;
  beforeEach(() => {
    vi.useFakeTimers();
    fieldStore.setState({ head, frame: null });
    focalityStore.setState({ kept: {}, readings: {}, fraction: 0.5 });
    stop = followField();
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });
  const show = (frame: FieldFrame | null): void => {
    fieldStore.setState({ frame });
    vi.runAllTimers();
  };
  const tms = frameOf(head, 'tms', (p) => cap(p) ** 4);
  const tdcs = frameOf(head, 'tdcs', cap);

  test('keeps the last solved field of each source and gives their ratio at one f', () => {
    show(tms);
    show(null);
    show({ ...tms, kind: 'primary' });
    show(tdcs);
    const { kept } = focalityStore.getState();
    expect([kept.tms?.frame, kept.tdcs?.frame]).toEqual([tms, tdcs]);
    setFraction(0.75);
    const { readings, fraction } = focalityStore.getState();
    expect(fraction).toBe(0.75);
    expect(readings.tms?.areaMm2.cortex).toBeCloseTo(kept.tms?.surfaces.cortex.tableMm2[1] ?? Number.NaN, 6);
    const ratio = areaRatio(readings.tdcs?.areaMm2.cortex, readings.tms?.areaMm2.cortex);
    // Caps again: (1 - 0.75 r) to (1 - (0.75 r^4)^(1/4)) with r = 0.999.
    expect(ratio).toBeCloseTo((1 - 0.75 * 0.999) / (1 - 0.75 ** 0.25 * 0.999), 1);
  });

  test('does not measure a frame replaced before its turn', () => {
    fieldStore.setState({ frame: tms });
    show(tdcs);
    expect(Object.keys(focalityStore.getState().kept)).toEqual(['tdcs']);
  });

  test('takes the frame that is there when it starts, and stops when told', () => {
    stop();
    fieldStore.setState({ frame: tms });
    stop = followField();
    vi.runAllTimers();
    expect(focalityStore.getState().kept.tms?.frame).toBe(tms);
    stop();
    show(tdcs);
    expect(focalityStore.getState().kept.tdcs).toBeUndefined();
  });

  test('forgets the fields of another head', () => {
    show(tms);
    fieldStore.setState({ head: ballHead('b'), frame: null });
    expect(focalityStore.getState()).toMatchObject({ kept: {}, readings: {} });
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

  test('say what the figures belong to', () => {
    const frame = frameOf(head, 'tms', cap);
    expect(stateInWords(frame, { tms: 1 })).toMatch(/^The solved TMS field\. Solve tDCS/);
    expect(stateInWords(frame, { tms: 1, tdcs: 1 })).toMatch(/^The solved TMS field, and the last solved tDCS field/);
    expect(stateInWords({ ...frame, kind: 'primary' }, { tms: 1 })).toMatch(/approximate and is not measured/);
    expect(stateInWords(null, { tms: 1 })).toMatch(/^No solved field/);
  });

  test('name coil, site and montage', () => {
    expect(planTitle(DEFAULT_PLAN)).toMatch(/^Figure-eight .* at F3, 45°, gap 4.0 mm$/);
    expect(planTitle({ ...DEFAULT_PLAN, siteName: '' })).toContain('at −51, 54, 43 mm');
    expect(planTitle({ ...DEFAULT_PLAN, source: 'tdcs' })).toBe('F3 +2.0 mA, Fp2 −2.0 mA; discs of 28.0 mm radius');
  });

  test('as CSV hold every point of every curve, with definitions', () => {
    const tms = focalityOf(head, frameOf(head, 'tms', cap));
    const tdcs = { ...focalityOf(head, frameOf(head, 'tdcs', bumps)), title: 'F3 +2.0 mA, Fp2 "−2.0" mA' };
    const lines = focalityCsv({ tms, tdcs }, 50).trimEnd().split('\n');
    const table = lines.filter((l) => !l.startsWith('#'));
    expect(table[0]).toBe('source,surface,f,area_mm2,reference_v_per_m,total_mm2,description');
    const rows = table.slice(1).map((l) => l.split(','));
    expect(rows).toHaveLength(4 * FRACTIONS.length);
    rows.slice(0, FRACTIONS.length).forEach((row, k) => {
      expect(row.slice(0, 3)).toEqual(['tms', 'cortex', String(FRACTIONS[k])]);
      expect(Number(row[3])).toBeCloseTo(tms.surfaces.cortex.curveMm2[k], 2);
      // Kept per A/us.
      expect(Number(row[4])).toBeCloseTo(50 * tms.surfaces.cortex.reference, 4);
    });
    const last = table.at(-1) ?? '';
    expect(last.startsWith('tdcs,white,1.05,')).toBe(true);
    expect(Number(last.split(',')[4])).toBeCloseTo(tdcs.surfaces.white.reference, 6);
    expect(last.endsWith(',"F3 +2.0 mA, Fp2 ""−2.0"" mA"')).toBe(true);
    expect(lines.join('\n')).toMatch(/# tms cortex: A\(f\) = 25 mm2 at f = 1\.\d{4}\n/);
    expect(lines[0].startsWith('# ')).toBe(true);
  });

  test('in words hold the areas and crossings of what is drawn', () => {
    const tms = focalityOf(head, frameOf(head, 'tms', cap));
    const words = focalityInWords({ tms });
    expect(words).toContain(`TMS, cortex: ${formatArea(tms.surfaces.cortex.tableMm2[0])} mm² at f 0.5`);
    expect(words).toMatch(/2,500 mm² at f 0\.9\d\./);
    expect(words).not.toContain('tDCS');
  });
});
