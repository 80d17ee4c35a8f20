import { readFile } from 'node:fs/promises';
import { bundledHeadHash } from '../engine';
import type { Format } from '../field-files';
import { InputError } from '../input-error';
import { sha256 } from '../load-job';
import { OutputSet } from '../output-set';
import type { RunSettings } from '../run-job';
import { DEFAULT_MAX_EDGE_MM, DEFAULT_TOLERANCE, PRECISION } from '../run-job';
import { type BatchInput, type BatchPlan, byHead, planBatch, shardOf } from './plan';
import { runPool } from './pool';
import { ResultStore } from './store';
import { type ResultRow, resultTable, tableCsv, tableNpz } from './table';

export interface BatchSettings extends RunSettings {
  out: string;
  formats: ReadonlySet<Format>;
  resolution: 'full' | 'light';
  workers: number;
  /** Part `index` (from 1) of `of`. */
  shard?: { index: number; of: number };
  /** Solve nothing: put the table together from what is done. */
  collect?: boolean;
}

export interface BatchParts {
  corePath: string;
  /** The command that a worker is started with. */
  entry: string;
  version: string;
  onProgress?: (progress: BatchProgress) => void;
  signal?: AbortSignal;
}

export interface BatchProgress {
  jobs: number;
  done: number;
  failed: number;
  /** Of these, ended in this run. */
  ended: number;
  /** Since the first job was dealt out. */
  seconds: number;
}

/** How a batch went. */
export interface BatchReport {
  jobs: number;
  /** Solved now. */
  solved: number;
  /** Found done. */
  skipped: number;
  failed: { id: string; error: string }[];
  /** Done, and ask for a second look: their summaries say why. */
  doubtful: string[];
  /** Neither done nor failed: after an interruption, or when only collecting. */
  missing: string[];
  interrupted: boolean;
  /** From the first job dealt out to the last answered. */
  seconds: number;
  jobsPerSecond: number | null;
  /** How often a head's operator was set up, and the time that took in all. */
  prepared: { times: number; seconds: number };
  workers: number;
  /** Files of the table. */
  tables: string[];
}

/** A preparation that took less found its operator there. */
const OPERATOR_SECONDS = 0.02;

/** Everything but the jobs that a result depends on. */
async function contextOf(settings: BatchSettings, { corePath, version }: BatchParts): Promise<unknown> {
  const { tolerance = DEFAULT_TOLERANCE, maxEdgeMm = DEFAULT_MAX_EDGE_MM } = settings;
  return {
    version,
    core: sha256(await readFile(corePath)),
    bundled: await bundledHeadHash(settings.resolution),
    solver: { ...PRECISION, tolerance, maxEdgeMm },
    formats: [...settings.formats].sort(),
    nullCheck: settings.nullCheck,
    charges: settings.charges ?? false,
    volume: settings.volume ?? null,
  };
}

/** The rows of a plan: what is done, what failed, what is missing. */
async function rowsOf(plan: BatchPlan, store: ResultStore): Promise<ResultRow[]> {
  const jobs = new Map(plan.jobs.map((job) => [job.id, job]));
  const faults = new Map(plan.faulty.map((job) => [job.id, job]));
  return Promise.all(
    plan.ids.map(async (id): Promise<ResultRow> => {
      const faulty = faults.get(id);
      const job = jobs.get(id);
      if (!job) {
        return {
          id,
          status: 'failed',
          varied: faulty?.varied ?? {},
          hash: null,
          error: faulty?.fault ?? '',
          summary: null,
        };
      }
      const { hash, varied } = job;
      const summary = await store.done(id, hash);
      if (summary) return { id, status: 'done', varied, hash, error: '', summary };
      const error = await store.fault(id, hash);
      return { id, status: error === null ? 'missing' : 'failed', varied, hash, error: error ?? '', summary: null };
    }),
  );
}

async function runPending(
  plan: BatchPlan,
  pending: BatchPlan['jobs'],
  settings: BatchSettings,
  parts: BatchParts,
): Promise<Pick<BatchReport, 'prepared' | 'seconds' | 'workers' | 'solved'>> {
  const started = performance.now();
  const prepared = { times: 0, seconds: 0 };
  let [solved, failed] = [0, 0];
  const tell = (): void => {
    const seconds = (performance.now() - started) / 1e3;
    const done = plan.jobs.length - pending.length + solved;
    const ended = solved + failed;
    parts.onProgress?.({ jobs: plan.ids.length, done, failed: failed + plan.faulty.length, ended, seconds });
  };
  const workers = Math.max(1, Math.min(settings.workers, pending.length));
  const { out, formats, resolution, tolerance, maxEdgeMm, nullCheck, charges, volume } = settings;
  const setup = {
    kind: 'setup' as const,
    out,
    formats: [...formats],
    settings: { tolerance, maxEdgeMm, nullCheck, charges, volume },
    resolution,
    threads: Math.max(1, Math.floor(settings.workers / workers)),
    version: parts.version,
  };
  tell();
  await runPool(
    pending,
    { workers, entry: parts.entry, setup, signal: parts.signal },
    {
      onDone(_, seconds) {
        solved++;
        if (seconds > OPERATOR_SECONDS) {
          prepared.times++;
          prepared.seconds += seconds;
        }
        tell();
      },
      onFailed() {
        failed++;
        tell();
      },
    },
  );
  return { prepared, solved, workers, seconds: (performance.now() - started) / 1e3 };
}

/**
 * Runs the jobs that are not done yet and writes the table of all of them: `results.csv` and `results.npz`, for a shard
 * `results-2-of-8.csv` and so on. A job that fails does not stop the others. Throws InputError for what concerns the
 * whole batch.
 */
export async function runBatch(input: BatchInput, settings: BatchSettings, parts: BatchParts): Promise<BatchReport> {
  const whole = await planBatch(input, await contextOf(settings, parts));
  const plan = settings.shard ? shardOf(whole, settings.shard.index, settings.shard.of) : whole;
  const store = new ResultStore(settings.out);
  await store.open().catch((error: unknown) => {
    throw new InputError(`--out ${settings.out}: ${error instanceof Error ? error.message : 'cannot be written'}`);
  });
  const before = await Promise.all(plan.jobs.map(({ id, hash }) => store.done(id, hash)));
  const pending = byHead(plan.jobs.filter((_, i) => before[i] === null));
  const ran = settings.collect
    ? { prepared: { times: 0, seconds: 0 }, solved: 0, workers: 0, seconds: 0 }
    : await runPending(plan, pending, settings, parts);
  const rows = await rowsOf(plan, store);
  const table = resultTable(
    rows,
    plan.columns.filter((name) => name !== 'job' || !input.base),
  );
  const { shard } = settings;
  const stem = shard ? `results-${shard.index}-of-${shard.of}` : 'results';
  const out = new OutputSet(settings.out);
  out.add(`${stem}.csv`, tableCsv(table));
  out.add(`${stem}.npz`, tableNpz(table));
  await out.commit();
  return {
    jobs: plan.ids.length,
    skipped: plan.jobs.length - pending.length,
    failed: rows.filter((row) => row.status === 'failed').map(({ id, error }) => ({ id, error })),
    doubtful: rows.filter(({ summary }) => summary && summary.doubts.length > 0).map(({ id }) => id),
    missing: rows.filter((row) => row.status === 'missing').map(({ id }) => id),
    interrupted: parts.signal?.aborted ?? false,
    jobsPerSecond: ran.solved > 0 ? ran.solved / ran.seconds : null,
    ...ran,
    tables: [`${stem}.csv`, `${stem}.npz`],
  };
}
