import { createStore, useStore } from 'zustand';
import type { Coil } from '../model/coil';
import { builtinCoil } from '../model/coils/catalogue';
import { DEFAULT_PLAN } from './plan';

interface CoilLibrary {
  /** Coils of files that were opened, by id. */
  opened: ReadonlyMap<string, Coil>;
  /** False until those of earlier visits have been looked for. */
  complete: boolean;
}

/** The coils that can be chosen beside the built-in ones. Written by `coil-files` alone. */
export const coilLibrary = createStore<CoilLibrary>(() => ({ opened: new Map(), complete: false }));

const builtin = new Map<string, Coil | undefined>();

/** The coil `id`, the same object each time; undefined where there is none. */
function findCoil(id: string): Coil | undefined {
  if (!builtin.has(id)) builtin.set(id, builtinCoil(id));
  return builtin.get(id) ?? coilLibrary.getState().opened.get(id);
}

/** A link or a session may name a coil that is not here: another version's, or one whose file has not been opened yet. */
export const coilOrDefault = (id: string): Coil => {
  const coil = findCoil(id) ?? findCoil(DEFAULT_PLAN.coilId);
  if (!coil) throw new Error(`the catalogue has no coil "${DEFAULT_PLAN.coilId}"`);
  return coil;
};

/** The same in a component, which follows the library. */
export const useCoil = (id: string): Coil => useStore(coilLibrary, () => coilOrDefault(id));

/** Whether another coil stands in for `id`. */
export const isMissingCoil = (id: string): boolean => coilLibrary.getState().complete && !findCoil(id);
