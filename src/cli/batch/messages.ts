import type { Format } from '../field-files';
import type { RunSettings } from '../run-job';
import type { PlannedJob } from './plan';

/** What a worker is told once, before any job. */
export interface WorkerSetup {
  kind: 'setup';
  out: string;
  formats: Format[];
  settings: RunSettings;
  resolution: 'full' | 'light';
  /** Of each worker's engine. */
  threads: number;
  version: string;
}

export type ToWorker = WorkerSetup | { kind: 'job'; job: PlannedJob };

export type FromWorker =
  | { kind: 'ready' }
  /** `head` says whether this job made the worker set a head's operator up, and how long that took. */
  | { kind: 'done'; id: string; prepareSeconds: number; seconds: number }
  | { kind: 'failed'; id: string; error: string };
