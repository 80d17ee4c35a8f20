import { createStore, useStore } from 'zustand';
import type { FieldEngine, Progress } from '../engine/protocol';
import { magnitudes } from '../measures/scalar-mesh';
import { type TissueGrid, tissueGrid } from '../measures/tissue-grid';
import type { Head } from '../model/head';
import { type BesideJob, BesideLoop } from './beside-loop';
import { fieldBeside, isFinal } from './field-beside';
import { type FieldFrame, fieldStore } from './field-store';
import { appStore } from './store';

/** Of the grid the field within the brain is evaluated on, mm. */
export const GRID_SPACING_MM = 3;

/** |E| throughout the brain, of the same source as `frame` and in its unit. */
export interface InnerField {
  frame: FieldFrame;
  grid: TissueGrid;
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
  if (!isFinal(frame, plan)) return null;
  return async (signal) => {
    innerFieldStore.setState({ running: 'begun' });
    await new Promise((resume) => setTimeout(resume));
    const grid = gridOf(head);
    const onProgress = (running: Progress): void => innerFieldStore.setState({ running });
    const asked = { head, side: plan.side, scenario: plan, kind: frame.kind };
    const e = await fieldBeside(engine, asked, grid.pointsMm, onProgress, signal);
    if (signal.aborted) return;
    innerFieldStore.setState({ field: { frame, grid, magnitude: magnitudes(e) }, fault: '' });
  };
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
