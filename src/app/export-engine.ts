import type { FieldEngine } from '../engine/protocol';

type ExportEngine = Pick<FieldEngine, 'solve'>;

let engine: ExportEngine | null = null;

/** Gives the export the engine that holds the head. */
export const serveExport = (shared: ExportEngine): void => {
  engine = shared;
};

export const exportEngine = (): ExportEngine | null => engine;
