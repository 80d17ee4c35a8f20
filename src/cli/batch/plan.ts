import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Job } from '../../formats/job-types';
import { readPoses } from '../../formats/read-poses';
import { readTable } from '../../formats/table-csv';
import { InputError, isInputFault } from '../input-error';
import { InputFiles, type InputRecord, readText } from '../input-files';
import { checkedJob } from '../job';
import { filesOf, sha256 } from '../load-job';
import { setAt } from './set-at';

/** A job of a batch, ready to be run. */
export interface PlannedJob {
  /** Names its directory in the results. */
  id: string;
  /** What the file names in the job are relative to. */
  directory: string;
  job: Job;
  inputs: InputRecord[];
  /** Of everything the result depends on. */
  hash: string;
  /** Jobs with the same key share a head and follow each other. */
  headKey: string;
  /** The cells of its row that made it what it is, for the table. */
  varied: Record<string, string>;
}

/** A job that cannot be run as it is given. */
export interface FaultyJob {
  id: string;
  varied: Record<string, string>;
  fault: string;
}

export interface BatchPlan {
  /** In the order given. */
  ids: string[];
  jobs: PlannedJob[];
  faulty: FaultyJob[];
  /** The columns that vary, in the order of the table. */
  columns: string[];
}

interface RawJob {
  id: string;
  directory: string;
  varied: Record<string, string>;
  /** The job before it is checked; throws InputError. */
  read: () => Promise<unknown>;
}

const ID = /^[\w+=@-][\w.+=@-]{0,99}$/;
/** Files that stand beside the jobs' directories. */
const TABLE = /^results(-\d+-of-\d+)?\.(csv|npz)$/i;

/** Reads files once, however many jobs name them. */
class Records {
  private readonly known = new Map<string, Promise<InputRecord>>();

  of(directory: string, file: string): Promise<InputRecord> {
    const path = resolve(directory, file);
    const known = this.known.get(path) ?? this.read(directory, file);
    this.known.set(path, known);
    return known.then((record) => ({ ...record, file }));
  }

  private async read(directory: string, file: string): Promise<InputRecord> {
    const files = new InputFiles(directory);
    await files.read(file);
    return files.records[0];
  }
}

const jsonOf = async (file: string): Promise<unknown> => {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    const what = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : 'cannot be parsed';
    throw new InputError(`${basename(file)}: is no JSON: ${what}`);
  }
};

/** Whether a column names a place in the job, and not the job itself or a note for the table. */
const isPlace = (column: string): boolean => column !== 'id' && column !== 'job' && !column.startsWith('#');

/** A cell as JSON, as a list of numbers, or as the text it is. */
export function cellValue(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    const words = cell.trim().split(/[\s,;]+/);
    const numbers = words.map(Number);
    return words.length > 1 && numbers.every(Number.isFinite) ? numbers : cell.trim();
  }
}

/** The jobs of a table: each row changes a base job at the places that its columns name. */
async function tableJobs(file: string, base: string | undefined): Promise<{ raw: RawJob[]; columns: string[] }> {
  const { columns, rows } = readTable(await readText(file), basename(file));
  const repeated = columns.find((name, i) => columns.indexOf(name) !== i);
  if (repeated !== undefined) throw new InputError(`${basename(file)}: has two columns "${repeated}"`);
  if (base === undefined && !columns.includes('job')) {
    throw new InputError(`${basename(file)}: needs a column "job" (a job file a row), or --base JOB.json for all rows`);
  }
  // All rows need it, so a fault in it is one of the whole batch.
  const baseFile = base === undefined ? undefined : resolve(base);
  const baseJob = base === undefined ? undefined : await jsonOf(base);
  const directory = dirname(resolve(file));
  const digits = String(rows.length).length;
  const raw = rows.map((cells, r): RawJob => {
    const varied = Object.fromEntries(columns.map((name, c) => [name, cells[c].trim()]));
    const { id, job } = varied;
    const own = job ? resolve(directory, job) : baseFile;
    return {
      id: id || `job-${String(r + 1).padStart(digits, '0')}`,
      // As in a job file: what a job names is found beside the job, whichever cell names it.
      directory: own === undefined ? directory : dirname(own),
      varied,
      read: async () => {
        if (own === undefined) throw new InputError(`row ${r + 1}: names no job`);
        const made = job ? await jsonOf(own) : structuredClone(baseJob);
        for (const [path, cell] of Object.entries(varied)) {
          if (isPlace(path) && cell !== '') setAt(made, path, cellValue(cell));
        }
        return made;
      },
    };
  });
  return { raw, columns: columns.filter((name) => name !== 'id') };
}

async function directoryJobs(directory: string): Promise<RawJob[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort();
  if (names.length === 0) throw new InputError(`${directory}: holds no job files (*.json)`);
  return names.map((name) => ({
    id: basename(name, '.json'),
    directory: resolve(directory),
    varied: { job: name },
    read: () => jsonOf(join(directory, name)),
  }));
}

/** One job a pose of a file that a navigation system wrote. */
async function poseJobs(file: string, poseFile: string): Promise<RawJob[]> {
  const base = await jsonOf(file);
  const poses = readPoses(await readText(poseFile), basename(poseFile));
  const digits = String(poses.length).length;
  return poses.map(({ name, pose }, i) => ({
    id: `pose-${String(i + 1).padStart(digits, '0')}`,
    directory: dirname(resolve(file)),
    varied: { pose: name },
    read: async () => {
      const made = structuredClone(base);
      setAt(made, 'tms.pose', pose);
      return made;
    },
  }));
}

export interface BatchInput {
  /** A table, a directory of jobs, or (with `poses`) one job. */
  jobs: string;
  base?: string;
  poses?: string;
}

async function rawJobs({ jobs, base, poses }: BatchInput): Promise<{ raw: RawJob[]; columns: string[] }> {
  const isDirectory = await stat(jobs).then(
    (s) => s.isDirectory(),
    () => {
      throw new InputError(`${jobs}: no such file or directory`);
    },
  );
  if (isDirectory) return { raw: await directoryJobs(jobs), columns: ['job'] };
  if (poses !== undefined) return { raw: await poseJobs(jobs, poses), columns: ['pose'] };
  if (!jobs.endsWith('.csv')) throw new InputError(`${jobs}: give a .csv table, a directory of jobs, or --poses too`);
  return tableJobs(jobs, base);
}

/**
 * The jobs of a batch, with their hashes. `context` is everything else that a result depends on: program, core, bundled
 * head, settings. A job that cannot be read is kept as faulty; what concerns the whole batch throws InputError.
 */
export async function planBatch(input: BatchInput, context: unknown): Promise<BatchPlan> {
  const { raw, columns } = await rawJobs(input);
  const seen = new Set<string>();
  for (const { id } of raw) {
    if (!ID.test(id)) throw new InputError(`id "${id}": use letters, digits, _ . + = @ - (100 at most)`);
    if (TABLE.test(id)) throw new InputError(`id "${id}": is the name of a table of the results; choose another`);
    if (seen.has(id.toLowerCase())) throw new InputError(`id "${id}" is given twice; ids name directories`);
    seen.add(id.toLowerCase());
  }
  const records = new Records();
  const plan: BatchPlan = { ids: raw.map(({ id }) => id), jobs: [], faulty: [], columns };
  for (const { id, directory, varied, read } of raw) {
    try {
      const job = checkedJob(await read(), 'job');
      const inputs = await Promise.all(filesOf(job).map((file) => records.of(directory, file)));
      const hashes = inputs.map((record) => [record.file, record.sha256]);
      const headFiles = new Set(filesOf({ ...job, tms: undefined, points: 'cortex' }));
      const headHashes = hashes.filter(([file]) => headFiles.has(file));
      plan.jobs.push({
        id,
        directory,
        job,
        inputs,
        hash: sha256(JSON.stringify([context, job, hashes])),
        headKey: sha256(JSON.stringify([job.head, headHashes])),
        varied,
      });
    } catch (error) {
      if (!isInputFault(error)) throw error;
      plan.faulty.push({ id, varied, fault: error.message });
    }
  }
  return plan;
}

/** Part `index` (from 1) of `of`: a block of whole jobs, those on one head together. */
export function shardOf(plan: BatchPlan, index: number, of: number): BatchPlan {
  const order = byHead(plan.jobs).map((job) => job.id);
  // Faulty jobs cost nothing; the first part reports them.
  const kept = new Set(
    order.slice(Math.floor(((index - 1) * order.length) / of), Math.floor((index * order.length) / of)),
  );
  if (index === 1) for (const { id } of plan.faulty) kept.add(id);
  return {
    ...plan,
    ids: plan.ids.filter((id) => kept.has(id)),
    jobs: plan.jobs.filter(({ id }) => kept.has(id)),
    faulty: plan.faulty.filter(({ id }) => kept.has(id)),
  };
}

/** Jobs of one head after each other, heads in the order of their first job. */
export function byHead(jobs: readonly PlannedJob[]): PlannedJob[] {
  const groups = new Map<string, PlannedJob[]>();
  for (const job of jobs) groups.set(job.headKey, [...(groups.get(job.headKey) ?? []), job]);
  return [...groups.values()].flat();
}
