import { basename, dirname } from 'node:path';
import type { FieldEngine } from '../engine/protocol';
import type { Job } from '../formats/job-types';
import type { Head } from '../model/head';
import { addFieldFiles, checkFormats, type Format } from './field-files';
import { InputFiles, readText } from './input-files';
import { parseJob } from './job';
import { type JobSummary, jobSummary, provenanceOf } from './job-summary';
import { HeadShelf, loadJob } from './load-job';
import { OutputSet } from './output-set';
import { JobRunner, type OnProgress, type RunSettings } from './run-job';

/** The spacing of volumes unless told, mm. */
export const DEFAULT_SPACING_MM = 2;

export interface SolveSettings extends RunSettings {
  out: string;
  formats: ReadonlySet<Format>;
}

/** What a solve needs from the machine it runs on; tests put their own in place. */
export interface SolveParts {
  engine: () => Promise<FieldEngine>;
  bundledHead: () => Promise<Head>;
  version: string;
  onProgress: OnProgress;
}

/** The job in a file; throws InputError. */
export const readJob = async (file: string): Promise<Job> => parseJob(await readText(file), basename(file));

/** The settings with a volume where NIfTI is asked for and none is named. */
export const withVolume = <T extends RunSettings>(settings: T, formats: ReadonlySet<Format>): T =>
  formats.has('nii') && settings.volume === undefined ? { ...settings, volume: DEFAULT_SPACING_MM } : settings;

/**
 * Runs a job and puts `field.csv`, `summary.json` and the formats asked for in `settings.out`. Returns the summary.
 * Throws InputError or FormatError for what the user gave, before anything is computed where that can be seen.
 */
export async function solveJob(jobFile: string, settings: SolveSettings, parts: SolveParts): Promise<JobSummary> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1e3;
  const job = await readJob(jobFile);
  const files = new InputFiles(dirname(jobFile));
  await files.read(basename(jobFile));
  const loaded = await loadJob(job, files, new HeadShelf(parts.bundledHead));
  const formats = new Set<Format>(['csv', ...settings.formats]);
  checkFormats(formats, loaded.points);
  const load = seconds();
  const out = new OutputSet(settings.out);
  await out.check();
  const runner = new JobRunner(await parts.engine(), parts.onProgress);
  const result = await runner.run(loaded, withVolume(settings, formats));
  const summary = jobSummary(result, files.records, parts.version, { load, total: seconds() });
  addFieldFiles(formats, result, provenanceOf(summary), out);
  out.add('summary.json', `${JSON.stringify(summary, null, 2)}\n`);
  await out.commit();
  return summary;
}
