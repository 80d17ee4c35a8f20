import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { coilControl } from '../../src/app/coil-control';
import { fieldStore } from '../../src/app/field-store';
import { livePlacement } from '../../src/app/live-placement';
import { DEFAULT_PLAN } from '../../src/app/plan';
import { selectSide } from '../../src/app/sides';
import { SolveLoop } from '../../src/app/solve-loop';
import { appStore, setPlan, setView } from '../../src/app/store';
import { undo } from '../../src/app/undo';
import { DEFAULT_VIEW } from '../../src/app/view';
import type { FieldEngine, Solution, Source } from '../../src/engine/protocol';
import type { Head } from '../../src/model/head';
import { bundledHead } from './bundled';

/** An engine whose answers the test gives by hand: the loop's order of calls is what is tested. */
class HandEngine implements FieldEngine {
  solves: { source: Source; answer: (s: Solution) => void; fail: (e: Error) => void; signal?: AbortSignal }[] = [];
  prepared = 0;
  primaries = 0;
  private points: Float32Array[] = [];

  async prepare() {
    this.prepared++;
    return { triangles: 0, seconds: 0, bytes: 0 };
  }
  async primary(_coil: unknown, _pose: unknown, _didt: number, pointsMm: Float32Array) {
    this.primaries++;
    return new Float32Array(pointsMm.length).fill(0.5);
  }
  solve: FieldEngine['solve'] = (source, pointsMm, _options, _onProgress, signal) => {
    this.points = pointsMm;
    return new Promise((answer, fail) => {
      signal?.addEventListener('abort', () => fail(signal.reason));
      this.solves.push({ source, answer, fail, signal });
    });
  };
  solveAll: FieldEngine['solveAll'] = () => Promise.reject(new Error('the loop solves one source at a time'));
  solution(value: number): Solution {
    return {
      eVPerM: this.points.map((p) => new Float32Array(p.length).fill(value)),
      report: {
        iterations: 7,
        residual: 1e-5,
        seconds: { primary: 0, solve: 0, evaluate: 0 },
        bytes: 0,
        netCharge: [],
      },
    };
  }
}

let head: Head;
beforeAll(async () => {
  head = await bundledHead();
});

let engine: HandEngine;
let loop: SolveLoop;
const phase = () => fieldStore.getState().phase;
const solved = () => vi.waitFor(() => expect(phase().kind).toBe('solved'));
const asked = (count: number) => vi.waitFor(() => expect(engine.solves.length).toBe(count));

beforeEach(async () => {
  loop?.dispose();
  appStore.setState({ plan: DEFAULT_PLAN, view: DEFAULT_VIEW });
  appStore.temporal.getState().clear();
  engine = new HandEngine();
  loop = new SolveLoop(engine, engine);
  fieldStore.setState({ head });
  coilControl.setHead(head);
  loop.setHead(head);
  await asked(1);
});

describe('the solve loop', () => {
  test('shows the primary field until the solution is there, and says which', async () => {
    await vi.waitFor(() => expect(fieldStore.getState().frame?.kind).toBe('primary'));
    expect(phase().kind).toBe('solving');
    engine.solves[0].answer(engine.solution(1));
    await solved();
    const { frame } = fieldStore.getState();
    expect(frame?.kind).toBe('solved');
    expect(frame?.surfaces.cortex.peak).toBeCloseTo(Math.sqrt(3), 4);
  });

  test('solves coils for 1 A/us and does not solve again for another dI/dt', async () => {
    expect(engine.solves[0].source).toMatchObject({ kind: 'tms', didtAPerS: 1e6 });
    engine.solves[0].answer(engine.solution(1));
    await solved();
    setPlan({ didtAPerUs: 120 });
    await new Promise((r) => setTimeout(r, 20));
    expect(engine.solves.length).toBe(1);
    expect(phase().kind).toBe('solved');
  });

  test('the latest pose wins: a move aborts the solve under way', async () => {
    coilControl.preview({ angleDeg: 20 });
    expect(engine.solves[0].signal?.aborted).toBe(true);
    await vi.waitFor(() => expect(phase().kind).toBe('approximate'));
    coilControl.commit();
    await asked(2);
    engine.solves[1].answer(engine.solution(2));
    await solved();
    expect(fieldStore.getState().frame?.surfaces.cortex.peak).toBeCloseTo(2 * Math.sqrt(3), 4);
  });

  test('prepares nothing for a coil’s own field, until the charge is switched on', async () => {
    loop.abandon();
    setPlan({ charge: false });
    const before = engine.prepared;
    loop.setHead(head);
    await vi.waitFor(() => expect(phase().kind).toBe('uncharged'));
    expect(engine.prepared).toBe(before);
    const solves = engine.solves.length;
    setPlan({ charge: true });
    await asked(solves + 1);
    expect(engine.prepared).toBe(before + 1);
  });

  test('remembers answers, so that undo shows the solution at once', async () => {
    engine.solves[0].answer(engine.solution(1));
    await solved();
    coilControl.preview({ angleDeg: 20 });
    coilControl.commit();
    await asked(2);
    undo();
    await vi.waitFor(() => expect(phase()).toMatchObject({ kind: 'solved', remembered: true }));
    expect(engine.solves.length).toBe(2);
  });

  test('starts a dead engine again unasked, once; then asks', async () => {
    const died = Object.assign(new Error('the field engine stopped'), { name: 'EngineDied' });
    engine.solves[0].fail(died);
    await asked(2);
    expect(engine.prepared).toBe(2);
    engine.solves[1].fail(died);
    await vi.waitFor(() => expect(phase()).toMatchObject({ kind: 'failed', reason: 'died' }));
    loop.retry();
    await asked(3);
    engine.solves[2].answer(engine.solution(1));
    await solved();
  });

  test('never shows the solution of another pose as this one’s', async () => {
    engine.solves[0].answer(engine.solution(1));
    await solved();
    setPlan({ placement: { ...DEFAULT_PLAN.placement, siteMm: [52, 54, 43] } });
    expect(fieldStore.getState().frame?.kind).not.toBe('solved');
    await vi.waitFor(() => expect(fieldStore.getState().frame?.kind).toBe('primary'));
    engine.solves[1].answer(engine.solution(3));
    await solved();
    expect(fieldStore.getState().frame?.surfaces.cortex.peak).toBeCloseTo(3 * Math.sqrt(3), 4);
  });

  test('stops when told and goes on when told', async () => {
    loop.stop();
    expect(phase().kind).toBe('stopped');
    expect(engine.solves[0].signal?.aborted).toBe(true);
    loop.retry();
    await asked(2);
  });

  test('says what is wrong with a montage instead of solving it', async () => {
    setPlan({
      source: 'tdcs',
      montage: [
        { at: 'F3', currentMa: 2 },
        { at: 'Fp2', currentMa: -1 },
      ],
    });
    await vi.waitFor(() => expect(phase().kind).toBe('invalid'));
    expect(phase()).toMatchObject({ message: 'The currents add up to +1.00 mA; they must add up to zero.' });
    setPlan({ montage: DEFAULT_PLAN.montage });
    await asked(2);
    expect(engine.solves[1].source).toMatchObject({ kind: 'tdcs', electrodes: [{ currentMa: 2 }, { currentMa: -2 }] });
  });

  test('with the charge switched off shows the primary field and asks for no solution', async () => {
    setPlan({ charge: false });
    await vi.waitFor(() => expect(phase().kind).toBe('uncharged'));
    await vi.waitFor(() => expect(fieldStore.getState().frame?.kind).toBe('primary'));
    expect(engine.solves.length).toBe(1);
    expect(engine.solves[0].signal?.aborted).toBe(true);
    setPlan({ charge: true });
    await asked(2);
  });
});

describe('two sides', () => {
  const other = () => fieldStore.getState().other;

  test('solves the other side after the one that is edited, and both once', async () => {
    setView({ task: 'compare' });
    await new Promise((r) => setTimeout(r, 20));
    expect(engine.solves.length).toBe(1);
    engine.solves[0].answer(engine.solution(1));
    await solved();
    await asked(2);
    expect(engine.solves[1].source.kind).toBe('tdcs');
    engine.solves[1].answer(engine.solution(5));
    await vi.waitFor(() => expect(other().phase.kind).toBe('solved'));
    expect(other().frame?.source).toBe('tdcs');
    selectSide('b');
    await vi.waitFor(() => expect(phase()).toMatchObject({ kind: 'solved', remembered: true }));
    expect(fieldStore.getState().frame?.source).toBe('tdcs');
    expect(other().frame?.source).toBe('tms');
    expect(engine.solves.length).toBe(2);
  });

  test('gives way to a move of the edited side, and comes after it again', async () => {
    setView({ task: 'compare' });
    engine.solves[0].answer(engine.solution(1));
    await asked(2);
    coilControl.preview({ angleDeg: 20 });
    expect(engine.solves[1].signal?.aborted).toBe(true);
    coilControl.commit();
    await asked(3);
    expect(engine.solves[2].source.kind).toBe('tms');
    engine.solves[2].answer(engine.solution(1));
    await asked(4);
    expect(engine.solves[3].source.kind).toBe('tdcs');
  });

  test('solves the other side again when it changes there, by undo for one', async () => {
    setView({ task: 'compare' });
    engine.solves[0].answer(engine.solution(1));
    await asked(2);
    engine.solves[1].answer(engine.solution(5));
    await vi.waitFor(() => expect(other().phase.kind).toBe('solved'));
    setPlan({ other: { ...DEFAULT_PLAN.other, padRadiusMm: 12 } });
    await asked(3);
    expect(other().frame).toBeNull();
    undo();
    await vi.waitFor(() => expect(other().phase).toMatchObject({ kind: 'solved', remembered: true }));
  });

  test('a step of the coil that still moves is the one undo takes back', async () => {
    coilControl.nudge(() => ({ angleDeg: 20 }));
    coilControl.commit();
    coilControl.nudge(() => ({ angleDeg: 25 }));
    undo();
    expect(livePlacement.getState()).toMatchObject({ moving: false, placement: { angleDeg: 20 } });
    expect(appStore.getState().plan.placement.angleDeg).toBe(20);
  });

  test('another coil, or its edge, under a coil that moves leaves it where it has come to', async () => {
    coilControl.nudge(() => ({ angleDeg: 20 }));
    setPlan({ coilId: 'double-cone-100' });
    coilControl.nudge(() => ({ gapMm: 9 }));
    setPlan({ sham: true });
    coilControl.commit();
    expect(appStore.getState().plan.placement).toMatchObject({ angleDeg: 20, gapMm: 9 });
  });

  test('lays a sham on its edge: another pose, and another solve', async () => {
    setPlan({ sham: true });
    await asked(2);
    const [real, sham] = engine.solves.map(({ source }) => (source.kind === 'tms' ? source.pose : []));
    // The coil's axis lies along the scalp instead of into it.
    const turn = real[2] * sham[2] + real[6] * sham[6] + real[10] * sham[10];
    expect(Math.abs(turn)).toBeLessThan(0.05);
  });
});
