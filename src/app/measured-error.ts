import { createStore, useStore } from 'zustand';
import type { Head } from '../model/head';
import { messageOf } from './error-text';
import { exportEngine } from './export-engine';
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

/** Measures the solver's error on this head by one more solve, of a uniform field. */
export async function measureError(head: Head): Promise<void> {
  const engine = exportEngine();
  if (!engine || errorStore.getState().running !== null) return;
  const tell = (change: Partial<ErrorState>): void => errorStore.setState({ head, ...change });
  tell({ error: null, running: 0, fault: '' });
  try {
    const error = await solverError(head, async (source, points) => {
      const onProgress = ({ fraction }: { fraction: number }): void => tell({ running: fraction });
      return (await engine.solve(source, points, { tolerance: SOLVE_TOLERANCE }, onProgress)).eVPerM;
    });
    tell({ error, running: null });
  } catch (error) {
    tell({ running: null, fault: isAbort(error) ? '' : messageOf(error) });
  }
}
