import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { coilControl } from '../../src/app/coil-control';
import { columnUnderPeak, DepthLoop, depthStore, halfDepthMm } from '../../src/app/depth-solve';
import { surfaceField } from '../../src/app/field-frame';
import { type FieldFrame, fieldStore, type SolvePhase } from '../../src/app/field-store';
import { DEFAULT_PLAN } from '../../src/app/plan';
import { appStore, setView } from '../../src/app/store';
import { DEFAULT_VIEW } from '../../src/app/view';
import type { Source } from '../../src/engine/protocol';
import type { Head } from '../../src/model/head';
import { at, distance, norm } from '../../src/model/vec3';
import { scalpIndex } from '../../src/targeting/scalp-index';
import { bundledHead } from './bundled';

let head: Head;
beforeAll(async () => {
  head = await bundledHead();
  coilControl.setHead(head);
});

const report = { iterations: 1, residual: 0, seconds: { primary: 0, solve: 0, evaluate: 0 }, bytes: 0, netCharge: [] };
const solved: SolvePhase = { kind: 'solved', report, seconds: 0, remembered: false, differs: null };
const waiting: SolvePhase = { kind: 'solving', progress: null };

/** A field that falls from the left of the head. */
function frame(source: FieldFrame['source']): FieldFrame {
  const surfaces = head.fieldSurfaces.map((s) => {
    const e = new Float32Array(s.pointsMm.length);
    for (let k = 0; k < e.length / 3; k++) e[3 * k] = 1 / (1 + distance(at(s.pointsMm, k), [-90, 20, 30]));
    return [s.id, surfaceField(s, e)];
  });
  return { kind: 'solved', source, surfaces: Object.fromEntries(surfaces) as FieldFrame['surfaces'] };
}

describe('the column under the strongest point', () => {
  test('runs from the inner skull through the brain, below its folds as far as 60 mm', () => {
    const { fromMm, depthsMm, counts, pointsMm } = columnUnderPeak(head, frame('tms'));
    const skull = head.layers.find((l) => l.name === 'csf');
    if (!skull) throw new Error('no inner skull');
    expect(scalpIndex(skull.surface).closest(fromMm).distanceMm).toBeLessThan(0.01);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(pointsMm.length / 3);
    expect(depthsMm[0]).toBeLessThan(12);
    expect(depthsMm.at(-1)).toBe(60);
  });

  test('has its half-depth between the points, or none', () => {
    const depthsMm = [0, 1, 2, 3];
    expect(halfDepthMm({ depthsMm, values: [10, 8, 6, 2] })).toBeCloseTo(2.25, 6);
    // The last time counts: the field may rise again past a boundary.
    expect(halfDepthMm({ depthsMm, values: [10, 4, 6, 2] })).toBeCloseTo(2.25, 6);
    expect(halfDepthMm({ depthsMm, values: [10, 9, 8, 7] })).toBeNull();
  });
});

describe('the depth figures', () => {
  const asked: { source: Source; points: number; signal?: AbortSignal }[] = [];
  const engine = {
    prepare: async () => ({ triangles: 0, seconds: 0, bytes: 0 }),
    primary: async () => new Float32Array(),
    solve: async (source: Source, points: Float32Array[], _o: unknown, _p: unknown, signal?: AbortSignal) => {
      asked.push({ source, points: points[0].length / 3, signal });
      // Falls off with depth on the sphere's shells, so that there is a half-depth.
      const e = new Float32Array(points[0].length);
      for (let k = 0; k < e.length / 3; k++) e[3 * k] = Math.exp((norm(at(points[0], k)) - 70) / 10);
      return { eVPerM: [e], report };
    },
  };
  const loop = new DepthLoop({ head: engine, sphere: () => engine });

  beforeEach(() => {
    asked.length = 0;
    appStore.setState({ plan: DEFAULT_PLAN, view: DEFAULT_VIEW });
    depthStore.setState({ coils: new Map(), curves: {}, running: null, fault: '' });
    fieldStore.setState({ head, frame: null, phase: waiting, other: { frame: null, phase: waiting } });
  });

  test('wait for the fields, then come for each side once, and for coils on the sphere', async () => {
    setView({ task: 'compare' });
    const stop = loop.watch();
    await new Promise((r) => setTimeout(r, 10));
    expect(asked.length).toBe(0);
    const [a, b] = [frame('tms'), frame('tdcs')];
    fieldStore.setState({ frame: a, phase: solved, other: { frame: b, phase: solved } });
    await vi.waitFor(() => expect(depthStore.getState().coils.size).toBe(1));
    expect(asked.map((q) => q.source.kind)).toEqual(['tms', 'tdcs', 'tms']);
    expect(asked[0].points).toBe(columnUnderPeak(head, a).pointsMm.length / 3);
    const { curves, coils } = depthStore.getState();
    expect([curves.a?.frame, curves.b?.frame]).toEqual([a, b]);
    // Half of exp(-d / 10) is at 10 ln 2.
    expect(coils.get(DEFAULT_PLAN.coilId)?.halfDepthMm).toBeCloseTo(6.93, 1);
    stop();
  });

  test('do nothing unless someone looks', async () => {
    fieldStore.setState({ frame: frame('tms'), phase: solved });
    await new Promise((r) => setTimeout(r, 20));
    expect(asked.length).toBe(0);
  });
});
