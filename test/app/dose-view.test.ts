import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { coilOrDefault } from '../../src/app/coil-library';
import { blockHere, doseView } from '../../src/app/dose-view';
import { surfaceField } from '../../src/app/field-frame';
import { type FieldFrame, fieldStore, type SolvePhase } from '../../src/app/field-store';
import { DEFAULT_PLAN, type Plan } from '../../src/app/plan';
import { sheetData } from '../../src/app/sheet-data';
import { motorJob, SHAMS, shamJob } from '../../src/app/side-poses';
import { serveSideJobs, sideStore, solveSideJobs } from '../../src/app/side-solve';
import { findPlanSite } from '../../src/app/site-finder';
import { courseOf, NO_READINGS } from '../../src/app/targeting-plan';
import type { Solution } from '../../src/engine/protocol';
import type { Head } from '../../src/model/head';
import { poseFault } from '../../src/model/pose';
import { bundledHead } from './bundled';

let head: Head;
beforeAll(async () => {
  head = await bundledHead('light');
});

const withThreshold = (msoPercent: number, more: Partial<Plan> = {}): Plan => ({
  ...DEFAULT_PLAN,
  ...more,
  targeting: {
    ...DEFAULT_PLAN.targeting,
    patient: { ...NO_READINGS, threshold: { msoPercent, method: 'emg' } },
  },
});

/** A frame with the same field everywhere, V/m for 1 A/us. */
function uniformFrame(eVPerM: number, kind: FieldFrame['kind'] = 'solved'): FieldFrame {
  const entries = head.fieldSurfaces.map((s) => {
    const e = new Float32Array(s.pointsMm.length);
    for (let i = 0; i < e.length; i += 3) e[i] = eVPerM;
    return [s.id, surfaceField(s, e)] as const;
  });
  return { kind, source: 'tms', surfaces: Object.fromEntries(entries) as FieldFrame['surfaces'] };
}

const motorField = (plan: Plan, eVPerM: number) => {
  const job = motorJob(plan, head);
  if (!job) throw new Error('no hotspot');
  return new Map([[job.key, { head, e: uniformFrame(eVPerM).surfaces.cortex.e }]]);
};

describe('the dose of a plan', () => {
  test('stands three ways side by side, each with its own number and output', () => {
    const plan = withThreshold(50);
    const { lines, depths } = doseView(plan, head, uniformFrame(1), motorField(plan, 1.25));
    expect(lines.map((l) => l.id)).toEqual(['percent-mt', 'distance', 'e-field']);
    const [percent, distance, field] = lines.map((l) => l.estimate?.msoPercent ?? Number.NaN);
    expect(percent).toBeCloseTo(60, 9);
    if (!depths) throw new Error('no depths');
    expect(distance).toBeCloseTo((50 + 2.8 * (depths.siteMm - depths.motorMm)) * 1.2, 9);
    // The site needs 1.25 times the output for the hotspot's field.
    expect(field).toBeCloseTo(75, 4);
    const full = (coilOrDefault(plan.coilId).maxDidtAPerS ?? 0) / 1e6;
    expect(lines[0].estimate && lines[0].didtAPerUs).toBeCloseTo(0.6 * full, 9);
    for (const line of lines) {
      expect(line.estimate?.formula).toContain('=');
      expect(line.estimate?.caveat).not.toBe('');
    }
  });

  test('says what it waits for instead of guessing', () => {
    const missing = (plan: Plan, frame: FieldFrame | null, fields = new Map()) =>
      doseView(plan, head, frame, fields).lines.map((l) => (l.estimate ? 'has' : l.missing));
    expect(missing(DEFAULT_PLAN, null)).toEqual(['threshold', 'threshold', 'threshold']);
    const plan = withThreshold(50);
    expect(missing(plan, null)).toEqual(['has', 'has', 'site field']);
    expect(missing(plan, uniformFrame(1, 'primary'))).toEqual(['has', 'has', 'site field']);
    expect(missing(plan, uniformFrame(1))).toEqual(['has', 'has', 'motor field']);
    expect(missing(withThreshold(50, { sham: true }), uniformFrame(1), motorField(plan, 1))[2]).toBe('site field');
  });

  test('is called more than the stimulator can give beyond 100 %', () => {
    const { lines } = doseView(withThreshold(90), head, null, new Map());
    expect(lines[0].estimate?.overMaximum).toBe(true);
  });

  test('takes the intensity of the block that is given on the coil’s side', () => {
    const targeting = { ...DEFAULT_PLAN.targeting, course: courseOf('bilateral') };
    expect(blockHere({ ...DEFAULT_PLAN, targeting })).toMatchObject({ index: 1, block: { percentMt: 120 } });
    const placement = { ...DEFAULT_PLAN.placement, siteMm: [50, 54, 43] as const };
    expect(blockHere({ ...DEFAULT_PLAN, targeting, placement }).index).toBe(0);
  });
});

describe('side jobs', () => {
  const asked: string[] = [];
  const answer = (): Solution => {
    const cortex = head.fieldSurfaces[0];
    return {
      eVPerM: [new Float32Array(cortex.pointsMm.length).fill(0.4)],
      report: {
        iterations: 3,
        residual: 1e-5,
        seconds: { primary: 0, solve: 0, evaluate: 0 },
        bytes: 0,
        netCharge: [],
      },
    };
  };
  const solvedPhase: SolvePhase = {
    kind: 'solved',
    report: { iterations: 1, residual: 0, seconds: { primary: 0, solve: 0, evaluate: 0 }, bytes: 0, netCharge: [] },
    seconds: 1,
    remembered: false,
    differs: null,
  };

  beforeEach(() => {
    asked.length = 0;
    sideStore.setState({ fields: new Map(), running: null, fault: '' });
    fieldStore.setState({ head, phase: solvedPhase });
  });

  test('are solved once, one after the other, at poses of their own', async () => {
    const end = serveSideJobs({
      solve: (source) => {
        if (source.kind === 'tms') asked.push(source.coil.id);
        return Promise.resolve(answer());
      },
    });
    const jobs = SHAMS.flatMap(({ id }) => shamJob(DEFAULT_PLAN, head, id) ?? []);
    expect(jobs).toHaveLength(3);
    expect(new Set(jobs.map((j) => j.key)).size).toBe(3);
    for (const { pose } of jobs) expect(poseFault(pose)).toBeNull();
    await solveSideJobs(jobs);
    expect(asked).toEqual(['figure8-70', 'figure8-70', 'figure8-70-opposed']);
    expect(sideStore.getState().fields.size).toBe(3);
    await solveSideJobs(jobs);
    expect(asked).toHaveLength(3);
    end();
  });

  test('end when the plan itself is solved again, and say what went wrong', async () => {
    let abort: AbortSignal | undefined;
    const end = serveSideJobs({
      solve: (_source, _points, _options, _progress, signal) => {
        abort = signal;
        return new Promise((_, fail) => signal?.addEventListener('abort', () => fail(signal.reason)));
      },
    });
    const job = motorJob(DEFAULT_PLAN, head);
    if (!job) throw new Error('no hotspot');
    const running = solveSideJobs([job]);
    await vi.waitFor(() => expect(sideStore.getState().running?.title).toBe('motor hotspot'));
    fieldStore.setState({ phase: { kind: 'solving', progress: null } });
    await running;
    expect(abort?.aborted).toBe(true);
    expect(sideStore.getState()).toMatchObject({ running: null, fault: '' });
    await solveSideJobs([job]);
    expect(sideStore.getState().running).toBeNull();
    end();
    fieldStore.setState({ phase: solvedPhase });
    const stop = serveSideJobs({ solve: () => Promise.reject(new Error('the engine is out of memory')) });
    await solveSideJobs([job]);
    expect(sideStore.getState().fault).toBe('the engine is out of memory');
    stop();
  });
});

describe('the placement sheet', () => {
  test('gives each figure once, from the same state, and none that is not solved', () => {
    const plan: Plan = {
      ...withThreshold(50),
      targeting: {
        ...withThreshold(50).targeting,
        methodId: 'beam-f3',
        patient: {
          ...NO_READINGS,
          unit: 'in',
          tapes: { nasionInionCm: [14, 14.2], tragusTragusCm: [14], circumferenceCm: [22] },
        },
      },
    };
    const site = findPlanSite(plan, head);
    const bare = sheetData(plan, head, site, null, null, new Map());
    expect(bare.field).toBeNull();
    expect(bare.measures[0]).toMatchObject({ readings: '14.00, 14.20', mean: '14.10 in', spread: '0.20 in' });
    expect(bare.measured).toBe(true);
    const full = sheetData(plan, head, site, uniformFrame(1), null, new Map());
    expect(full.field?.map(([, value]) => value).slice(0, 3)).toEqual(['70.0 V/m', '70.0 V/m', '70.0 V/m']);
    expect(full.coil.at(-1)?.[1]).toMatch(/^70\.0 A\/µs = 61\.0 % MSO/);
  });
});
