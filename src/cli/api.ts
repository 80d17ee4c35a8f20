/**
 * Coilscope for programs: the calls of the command line, typed. `import { solve } from 'coilscope'`.
 *
 * Everything runs in this process and on this machine; see docs/node-api.md for worked examples.
 */

import type { LocalFieldEngine } from '../engine/engine';
import type { FieldEngine } from '../engine/protocol';
import type { FieldMap } from '../formats/field-map';
import { fieldMap } from '../formats/field-map';
import type { NamedFile } from '../formats/field-map-files';
import type { JobInput } from '../formats/job-types';
import type { Head } from '../model/head';
import { type BatchParts, type BatchReport, type BatchSettings, runBatch } from './batch/run';
import { allCores, bundledHead, commandPath, corePath, engineFrom, packageVersion } from './engine';
import { addFieldFiles, checkFormats, type Format } from './field-files';
import { InputFiles } from './input-files';
import { checkedJob } from './job';
import { type JobSummary, jobSummary, provenanceOf } from './job-summary';
import { HeadShelf, loadJob } from './load-job';
import { MemoryFiles } from './output-set';
import { type Placement, type PlaceRequest, placeOnHead } from './place';
import { type JobResult, JobRunner, type OnProgress, type RunSettings } from './run-job';
import { findTarget, type TargetAnswer, type TargetRequest } from './target';

export type { Progress, Source } from '../engine/protocol';
export { FormatError } from '../formats/format-error';
export type { Job, JobInput } from '../formats/job-types';
export { readCoils } from '../formats/read-coil';
export { readPoses } from '../formats/read-poses';
export { readSurface } from '../formats/read-surface';
export type { Electrode } from '../model/electrode';
export type { Layer } from '../model/head';
export type { Pose } from '../model/pose';
export type { Surface } from '../model/surface';
export type { BatchInput } from './batch/plan';
export type { BatchProgress, BatchReport } from './batch/run';
export { surfaceFile } from './export';
export { checkHead } from './head-check';
export { InputError } from './input-error';
export type {
  Coil,
  FieldEngine,
  FieldMap,
  Format,
  Head,
  JobSummary,
  LocalFieldEngine,
  NamedFile,
  Placement,
  TargetAnswer,
};

import type { Coil } from '../model/coil';

export interface SolveOptions extends Partial<RunSettings> {
  /** What the file names in a job are relative to; the working directory unless given. */
  directory?: string;
  /** Of the bundled head. */
  resolution?: 'full' | 'light';
  /** One a core unless given; the field does not depend on it. */
  threads?: number;
  onProgress?: OnProgress;
}

/** A field and where it came from. */
export interface SolveResult {
  /** Packed xyz, mm; the points asked for, in their order. */
  pointsMm: Float64Array | Float32Array;
  /** E in V/m, packed, one vector a point. */
  eVPerM: Float32Array;
  /** What `summary.json` says. */
  summary: JobSummary;
  /** The field with |E|, what the job wanted beside it and, on a field surface, normal component and areas. */
  map: FieldMap;
  volume?: JobResult['volume'];
  charges?: JobResult['charges'];
  /** The field in file formats, as `coilscope solve --format` writes it. */
  files(formats: readonly Format[]): NamedFile[];
}

/** An engine that stays: jobs on one head share its set-up. */
export interface Solver {
  /** Throws InputError or FormatError for what is wrong with the job or its files. One call at a time. */
  solve(job: JobInput): Promise<SolveResult>;
  /** Ends the engine's threads and gives its memory back; the next job starts anew. */
  close(): void;
}

/** Opens an engine for any number of jobs. */
export async function openSolver(options: SolveOptions = {}): Promise<Solver> {
  const {
    directory = '.',
    resolution = 'full',
    threads,
    onProgress = () => {},
    nullCheck = true,
    ...settings
  } = options;
  const version = await packageVersion();
  const engine = await openEngine(threads);
  const runner = new JobRunner(engine, onProgress);
  const heads = new HeadShelf(() => bundledHead(resolution));
  return {
    close: () => engine.close(),
    async solve(given) {
      const started = performance.now();
      const seconds = (): number => (performance.now() - started) / 1e3;
      const files = new InputFiles(directory);
      const loaded = await loadJob(checkedJob(given, 'job'), files, heads);
      const load = seconds();
      const result = await runner.run(loaded, { nullCheck, ...settings });
      const summary = jobSummary(result, files.records, version, { load, total: seconds() });
      const provenance = provenanceOf(summary);
      const { points, eVPerM, beside, volume, charges } = result;
      return {
        pointsMm: points.pointsMm,
        eVPerM,
        summary,
        map: fieldMap(points.pointsMm, eVPerM, points.onto, provenance, beside),
        volume,
        charges,
        files(formats) {
          checkFormats(new Set(formats), points);
          const out = new MemoryFiles();
          addFieldFiles(new Set(formats), result, provenance, out);
          return out.list;
        },
      };
    },
  };
}

/** Solves one job; for several, `openSolver` sets the head up once. */
export async function solve(job: JobInput, options: SolveOptions = {}): Promise<SolveResult> {
  const solver = await openSolver(options);
  try {
    return await solver.solve(job);
  } finally {
    solver.close();
  }
}

export type BatchOptions = Partial<Omit<BatchSettings, 'out' | 'formats'>> &
  Pick<BatchParts, 'onProgress' | 'signal'> & {
    /** Where results go. */
    out: string;
    formats?: readonly Format[];
    /** The job that the rows of a table change. */
    base?: string;
    /** A file of poses at which to run one job. */
    poses?: string;
  };

/** Runs a table, a directory or a job at many poses in processes of their own; see `coilscope batch --help`. */
export async function batch(jobs: string, options: BatchOptions): Promise<BatchReport> {
  const { base, poses, formats = [], onProgress, signal, ...rest } = options;
  const settings = { resolution: 'full' as const, workers: 1, nullCheck: true, ...rest, formats: new Set(formats) };
  const parts = { corePath: corePath(), entry: commandPath(), version: await packageVersion(), onProgress, signal };
  return runBatch({ jobs, base, poses }, settings, parts);
}

/** The scalp site of a targeting method, on the bundled head. Throws InputError. */
export const target = async (request: TargetRequest): Promise<TargetAnswer> =>
  findTarget(request, await bundledHead('full'));

/** Seats a built-in coil on the bundled head's scalp. Throws InputError. */
export const place = async (request: PlaceRequest): Promise<Placement> =>
  placeOnHead(request, await bundledHead('full'));

/** The bundled head: layers, field surfaces, landmarks, labels. */
export const colin27 = (resolution: 'full' | 'light' = 'full'): Promise<Head> => bundledHead(resolution);

/** The engine itself, for heads, coils and points that are in memory: `prepare` a head, `solve` sources, `close` it. */
export const openEngine = (threads = allCores()): Promise<LocalFieldEngine> => engineFrom(corePath(), threads);
