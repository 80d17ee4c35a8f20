import { createStore, useStore } from 'zustand';

/** Whether the browser keeps the session: it does, its storage is full, or it refuses to. */
type Storage = 'kept' | 'full' | 'refused';

export const storageStore = createStore<{ state: Storage; putOff: boolean }>(() => ({ state: 'kept', putOff: false }));

export const useStorageState = <T>(select: (s: { state: Storage; putOff: boolean }) => T): T =>
  useStore(storageStore, select);

/** Says once what became of the last attempt to keep something. */
export function noteStorage(error?: unknown): void {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError';
  const state = error === undefined ? 'kept' : full ? 'full' : 'refused';
  if (storageStore.getState().state !== state) storageStore.setState({ state, putOff: false });
}
