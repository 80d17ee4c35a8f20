import { createStore, useStore } from 'zustand';
import type { FieldEngine, Progress } from '../engine/protocol';
import { magnitudes } from '../measures/scalar-mesh';
import { type TissueGrid, tissueGrid } from '../measures/tissue-grid';
import type { Head } from '../model/head';
import { type BesideJob, BesideLoop } from './beside-loop';
import { type FieldFrame, fieldStore } from './field-store';
import { poseOfSide } from './sides';
import { sourceOf } from './solve-source';
import { appStore } from './store';

/** Of the grid the field within the brain is evaluated on, mm. */
export const GRID_SPACING_MM = 3;
/** Points evaluated at a time, so that no plan grows large. */
const BLOCK = 20_000;
const TOLERANCE = 1e-4;

/** |E| throughout the brain, of the same source as `frame` and in its unit. */
export interface InnerField {
  frame: FieldFrame;
  grid: TissueGrid;
  /** Packed xyz. */
  e: Float32Array;
  magnitude: Float32Array;
}

interface InnerFieldState {
  field: InnerField | null;
  running: Progress | 'begun' | null;
  fault: string;
}

export const innerFieldStore = createStore<InnerFieldState>(() => ({ field: null, running: null, fault: '' }));
export const useInnerField = <T>(select: (state: InnerFieldState) => T): T => useStore(innerFieldStore, select);

const grids = new WeakMap<Head, TissueGrid>();

function gridOf(head: Head): TissueGrid {
  let grid = grids.get(head);
  if (!grid) {
    grid = tissueGrid(head.layers, GRID_SPACING_MM);
    grids.set(head, grid);
  }
  return grid;
}

type Engine = Pick<FieldEngine, 'solve' | 'primary'>;

/** What is missing for the field that is on the stage now. */
function nextOf(engine: Engine): BesideJob | null {
  const { head, frame } = fieldStore.getState();
  const { plan } = appStore.getState();
  if (!head || !frame || innerFieldStore.getState().field?.frame === frame) return null;
  if (frame.kind !== (plan.charge || plan.source === 'tdcs' ? 'solved' : 'primary')) return null;
  return async (signal) => {
    const source = sourceOf(plan, poseOfSide(plan.side), head);
    if (typeof source === 'string') throw new Error(source);
    innerFieldStore.setState({ running: 'begun' });
    await new Promise((resume) => setTimeout(resume));
    const grid = gridOf(head);
    const e = await evaluate(engine, source, frame.kind, grid.pointsMm, signal);
    if (signal.aborted) return;
    innerFieldStore.setState({ field: { frame, grid, e, magnitude: magnitudes(e) }, fault: '' });
  };
}

async function evaluate(
  engine: Engine,
  source: Exclude<ReturnType<typeof sourceOf>, string>,
  kind: FieldFrame['kind'],
  pointsMm: Float32Array,
  signal: AbortSignal,
): Promise<Float32Array> {
  if (kind === 'primary' && source.kind === 'tms') {
    return engine.primary(source.coil, source.pose, source.didtAPerS, pointsMm);
  }
  const blocks: Float32Array[] = [];
  for (let at = 0; at < pointsMm.length; at += 3 * BLOCK) blocks.push(pointsMm.slice(at, at + 3 * BLOCK));
  const onProgress = (running: Progress): void => innerFieldStore.setState({ running });
  const { eVPerM } = await engine.solve(source, blocks, { tolerance: TOLERANCE }, onProgress, signal);
  const e = new Float32Array(pointsMm.length);
  eVPerM.forEach((part, b) => {
    e.set(part, 3 * BLOCK * b);
  });
  return e;
}

let loop: BesideLoop | null = null;

/** Gives the field within the brain the engine it is solved on. */
export const serveInnerField = (engine: Engine): void => {
  loop = new BesideLoop({
    next: () => nextOf(engine),
    ended: () => {
      if (innerFieldStore.getState().running) innerFieldStore.setState({ running: null });
    },
    failed: (fault) => innerFieldStore.setState({ running: null, fault }),
  });
};

/** Keeps the field within the brain up to date until the returned function is called. */
export const watchInnerField = (): (() => void) => loop?.watch() ?? (() => {});
