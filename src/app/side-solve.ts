import { createStore, useStore } from 'zustand';
import type { FieldEngine, Progress } from '../engine/protocol';
import { areaPercentile, REFERENCE_PERCENTILE } from '../measures/percentiles';
import { magnitudes, scalarMesh } from '../measures/scalar-mesh';
import { fieldAtTarget } from '../measures/target';
import type { Coil } from '../model/coil';
import type { FieldSurface, Head } from '../model/head';
import type { Pose } from '../model/pose';
import type { Vec3 } from '../model/vec3';
import { messageOf } from './error-text';
import { fieldStore } from './field-store';
import { livePlacement } from './live-placement';
import { SOLVE_TOLERANCE } from './solve-tolerance';
import { UNIT_DIDT_A_PER_S } from './unit-didt';

const REMEMBERED = 12;

/** What the cortex gets of a coil, for 1 A/us. */
export interface CortexField {
  /** 99.9th percentile of |E| by area, V/m. */
  peakVPerM: number;
  /** Mean of |E| within 5 mm of a cortex point, V/m. */
  atVPerM: number;
}

export interface SideField {
  head: Head;
  e: Float32Array;
}

interface SideState {
  /** Solved cortex fields (packed xyz, V/m for 1 A/us) by key. */
  fields: ReadonlyMap<string, SideField>;
  /** What is being solved now. */
  running: { key: string; title: string; progress: Progress | null } | null;
  fault: string;
}

/** Fields of poses other than the one that is shown: the motor hotspot, shams. The same full solution, on the same engine. */
export const sideStore = createStore<SideState>(() => ({ fields: new Map(), running: null, fault: '' }));
export const useSide = <T>(select: (state: SideState) => T): T => useStore(sideStore, select);

export interface SideJob {
  key: string;
  title: string;
  coil: Coil;
  pose: Pose;
}

let engine: Pick<FieldEngine, 'solve'> | null = null;
let abort: AbortController | null = null;

/**
 * Solves side jobs on the engine that also solves the plan. They run while nothing else does: a coil that is moved, or a plan
 * that is solved, ends them. Returns the end of it.
 */
export function serveSideJobs(shared: Pick<FieldEngine, 'solve'>): () => void {
  engine = shared;
  const stops = [
    livePlacement.subscribe((now) => {
      if (now.moving) stopSideJobs();
    }),
    fieldStore.subscribe((now, before) => {
      if (now.head !== before.head) sideStore.setState({ fields: new Map(), fault: '' });
      if (now.phase !== before.phase && now.phase.kind !== 'solved') stopSideJobs();
    }),
  ];
  return () => {
    stopSideJobs();
    engine = null;
    for (const stop of stops) stop();
  };
}

export const stopSideJobs = (): void => {
  abort?.abort();
  abort = null;
  if (sideStore.getState().running) sideStore.setState({ running: null });
};

/** Solves what is not known yet, one after the other. Nothing starts before the plan's own field is solved. */
export async function solveSideJobs(jobs: readonly SideJob[]): Promise<void> {
  const { head, phase } = fieldStore.getState();
  const cortex = head?.fieldSurfaces.find((s) => s.id === 'cortex');
  if (!engine || !head || !cortex || phase.kind !== 'solved') return;
  stopSideJobs();
  const mine = new AbortController();
  abort = mine;
  sideStore.setState({ fault: '' });
  try {
    for (const { key, title, coil, pose } of jobs) {
      if (sideStore.getState().fields.has(key)) continue;
      const show = (progress: Progress | null): void => {
        if (abort === mine) sideStore.setState({ running: { key, title, progress } });
      };
      show(null);
      const source = { kind: 'tms', coil, pose, didtAPerS: UNIT_DIDT_A_PER_S } as const;
      const { eVPerM } = await engine.solve(
        source,
        [cortex.pointsMm],
        { tolerance: SOLVE_TOLERANCE },
        show,
        mine.signal,
      );
      if (abort !== mine) return;
      remember(key, { head, e: eVPerM[0] });
    }
    sideStore.setState({ running: null });
  } catch (error) {
    if (mine.signal.aborted || abort !== mine) return;
    sideStore.setState({ running: null, fault: messageOf(error) });
  } finally {
    if (abort === mine) abort = null;
  }
}

function remember(key: string, field: SideField): void {
  const fields = new Map(sideStore.getState().fields).set(key, field);
  const oldest = fields.keys().next();
  if (fields.size > REMEMBERED && !oldest.done) fields.delete(oldest.value);
  sideStore.setState({ fields });
}

const measured = new WeakMap<Float32Array, Map<string, CortexField>>();

/** The two figures of a cortex field, measured once for a point. */
export function cortexField(surface: FieldSurface, e: Float32Array, atMm: Vec3): CortexField {
  const known = measured.get(e) ?? new Map<string, CortexField>();
  measured.set(e, known);
  const key = atMm.map((x) => x.toFixed(3)).join(' ');
  let field = known.get(key);
  if (!field) {
    const { vPerM, meanVPerM } = fieldAtTarget(surface, e, atMm);
    const peakVPerM = areaPercentile(scalarMesh(surface.surface), magnitudes(e), REFERENCE_PERCENTILE);
    field = { peakVPerM, atVPerM: meanVPerM ?? vPerM };
    known.set(key, field);
  }
  return field;
}
