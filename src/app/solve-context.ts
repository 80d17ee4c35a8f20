import { createContext, useContext } from 'react';
import type { SolveLoop } from './solve-loop';

export const SolveContext = createContext<Pick<SolveLoop, 'stop' | 'retry'> | null>(null);

export function useSolveLoop(): Pick<SolveLoop, 'stop' | 'retry'> {
  const loop = useContext(SolveContext);
  if (!loop) throw new Error('useSolveLoop needs a SolveContext around it');
  return loop;
}
