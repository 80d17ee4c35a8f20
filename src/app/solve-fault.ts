import type { SolvePhase } from './field-store';

/** The engine's worker is gone; with the next call there is another. */
export const isDeath = (error: unknown): boolean => error instanceof Error && error.name === 'EngineDied';

/** The call was ended on purpose. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Why a solve failed, as far as there is a way on of its own. */
export function reasonOf(error: unknown): Extract<SolvePhase, { kind: 'failed' }>['reason'] {
  if (isDeath(error)) return 'died';
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  return name === 'OutOfFieldMemory' || (name === 'RangeError' && /memory|allocation/i.test(message))
    ? 'memory'
    : 'other';
}
