import { createStore, useStore } from 'zustand';
import type { Progress } from '../engine/protocol';
import { messageOf } from './error-text';
import { type ExportChoice, stemOf } from './export-choice';
import { exportEngine } from './export-engine';
import { type ExportWork, exportFiles } from './export-files';
import { saveAll, saveZip } from './export-save';
import { exportable } from './export-snapshot';
import { scenarioName } from './scenario-title';
import { SOLVE_TOLERANCE } from './solve-tolerance';

interface ExportState {
  running: { what: string; progress: Progress | null } | null;
  fault: string;
  /** What was saved, and its size. */
  done: string;
}

export const exportStore = createStore<ExportState>(() => ({ running: null, fault: '', done: '' }));
export const useExport = <T>(select: (state: ExportState) => T): T => useStore(exportStore, select);

let abort: AbortController | null = null;

export const stopExport = (): void => {
  abort?.abort();
  abort = null;
  exportStore.setState({ running: null });
};

/** Makes the files of `choice` from the field on the stage and hands them to the reader. */
export async function exportField(choice: ExportChoice): Promise<void> {
  const snapshot = exportable();
  if (typeof snapshot === 'string') {
    exportStore.setState({ fault: snapshot, done: '' });
    return;
  }
  stopExport();
  const mine = new AbortController();
  abort = mine;
  exportStore.setState({ fault: '', done: '' });
  try {
    const work = workUntil(mine.signal);
    const files = await exportFiles(snapshot, choice, work);
    await work.step('writing');
    const stem = stemOf(snapshot.head, scenarioName(snapshot.plan));
    const done = choice.packing === 'zip' ? saveZip(stem, files) : await saveAll(files, mine.signal);
    exportStore.setState({ running: null, done });
  } catch (error) {
    if (mine.signal.aborted) return;
    exportStore.setState({ running: null, fault: messageOf(error) });
  } finally {
    if (abort === mine) abort = null;
  }
}

const tell = (what: string, progress: Progress | null = null): void =>
  exportStore.setState({ running: { what, progress } });

/** The work of one export, until `signal` stops it. */
const workUntil = (signal: AbortSignal): ExportWork => ({
  async solve(source, points, what) {
    const engine = exportEngine();
    if (!engine) throw new Error('the field engine is not there');
    tell(what);
    const onProgress = (progress: Progress): void => {
      if (!signal.aborted) tell(what, progress);
    };
    return (await engine.solve(source, points, { tolerance: SOLVE_TOLERANCE }, onProgress, signal)).eVPerM;
  },
  async step(what) {
    tell(what);
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
  },
});
