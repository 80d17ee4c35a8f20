import { createStore, useStore } from 'zustand';
import type { NamedPose } from '../formats/named-pose';

/** What came of one file; a failure's text names the file itself. */
export interface Opened {
  file: string;
  ok: boolean;
  text: string;
}

/** Poses that were opened, to choose one of. */
export interface PoseFile {
  file: string;
  poses: readonly NamedPose[];
}

interface OpenedState {
  /** Of the files opened last, until they are put away. */
  outcomes: readonly Opened[];
  poses: (PoseFile & { chosen: number }) | null;
}

export const openedStore = createStore<OpenedState>(() => ({ outcomes: [], poses: null }));

export const putAwayOutcomes = (): void => openedStore.setState({ outcomes: [] });

export const useOpened = <T>(select: (state: OpenedState) => T): T => useStore(openedStore, select);
