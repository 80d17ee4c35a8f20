import { createStore, useStore } from 'zustand';
import type { Progress } from '../engine/protocol';
import type { Head } from '../model/head';
import { messageOf } from './error-text';
import { exportEngine } from './export-engine';
import { fieldStore } from './field-store';
import { isAbort } from './solve-fault';
import { SOLVE_TOLERANCE } from './solve-tolerance';
import { type SolverError, solverError } from './solver-error';

interface ErrorState {
  /** The head that the error was measured on. */
  head: Head | null;
  error: SolverError | null;
  /** Share done of the solve under way. */
  running: number | null;
  fault: string;
}

const NONE: ErrorState = { head: null, error: null, running: null, fault: '' };
const errorStore = createStore<ErrorState>(() => NONE);

/** The solver's error as it was measured on `head`, or that it is being measured. */
export const useMeasuredError = (head: Head): ErrorState => useStore(errorStore, (s) => (s.head === head ? s : NONE));

/** Measures the solver's error on this head by one more solve, of a uniform field. Whatever else is to be solved ends it. */
export async function measureError(head: Head): Promise<void> {
  const engine = exportEngine();
  if (!engine || errorStore.getState().running !== null) return;
  const tell = (change: Partial<ErrorState>): void => errorStore.setState({ head, ...change });
  tell({ error: null, running: 0, fault: '' });
  const aborter = new AbortController();
  const { signal } = aborter;
  const stop = fieldStore.subscribe(({ phase }) => {
    if (phase.kind !== 'solved') aborter.abort();
  });
  try {
    const error = await solverError(head, async (source, points) => {
      const onProgress = ({ fraction }: Progress): void => {
        if (!signal.aborted) tell({ running: fraction });
      };
      return (await engine.solve(source, points, { tolerance: SOLVE_TOLERANCE }, onProgress, signal)).eVPerM;
    });
    tell({ error, running: null });
  } catch (error) {
    tell({ running: null, fault: isAbort(error) ? '' : messageOf(error) });
  } finally {
    stop();
  }
}
