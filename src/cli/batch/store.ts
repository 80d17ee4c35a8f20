import { access, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedFile } from '../../formats/field-map-files';
import type { JobSummary } from '../job-summary';
import { makeDirectory, OutputSet } from '../output-set';

/** `summary.json` of a job in a batch: what it depends on and the files that must be there. */
export interface StoredSummary extends JobSummary {
  hash: string;
  files: { name: string; bytes: number }[];
}

export interface StoredFault {
  hash: string | null;
  error: string;
}

const SUMMARY = 'summary.json';
const FAULT = 'failed.json';

async function jsonAt<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    // Absent, or not ours: the job is done again.
    return null;
  }
}

/** The results of a batch: a directory a job. `summary.json` appears last, so that where it is, all is. */
export class ResultStore {
  constructor(readonly directory: string) {}

  /** The summary of job `id` if that job is done, as `hash` says, with all its files; null otherwise. */
  async done(id: string, hash: string): Promise<StoredSummary | null> {
    const folder = join(this.directory, id);
    const summary = await jsonAt<StoredSummary>(join(folder, SUMMARY));
    if (summary?.hash !== hash || !Array.isArray(summary.files) || !Array.isArray(summary.doubts)) return null;
    for (const { name, bytes } of summary.files) {
      const size = await stat(join(folder, name)).then(
        (s) => s.size,
        () => -1,
      );
      if (size !== bytes) return null;
    }
    return summary;
  }

  async fault(id: string, hash: string | null): Promise<string | null> {
    const fault = await jsonAt<StoredFault>(join(this.directory, id, FAULT));
    return fault && fault.hash === hash ? fault.error : null;
  }

  async keep(id: string, summary: JobSummary & { hash: string }, files: readonly NamedFile[]): Promise<StoredSummary> {
    const folder = join(this.directory, id);
    // An older summary must not stand beside new files.
    await rm(join(folder, SUMMARY), { force: true });
    await rm(join(folder, FAULT), { force: true });
    const sizes = files.map(({ name, content }) => ({
      name,
      bytes: typeof content === 'string' ? Buffer.byteLength(content) : content.length,
    }));
    const stored = { ...summary, files: sizes };
    const out = new OutputSet(folder);
    for (const { name, content } of files) out.add(name, content);
    out.add(SUMMARY, `${JSON.stringify(stored, null, 2)}\n`);
    await out.commit();
    return stored;
  }

  async keepFault(id: string, hash: string | null, error: string): Promise<void> {
    const out = new OutputSet(join(this.directory, id));
    await rm(join(this.directory, id, SUMMARY), { force: true });
    out.add(FAULT, `${JSON.stringify({ hash, error } satisfies StoredFault, null, 2)}\n`);
    await out.commit();
  }

  /** Makes the directory, so that a place that cannot be written to is known before anything is computed. */
  async open(): Promise<void> {
    await makeDirectory(this.directory);
    await access(this.directory);
  }
}
