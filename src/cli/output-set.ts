import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InputError } from './input-error';

/** Where a step puts its files. */
export interface FileSink {
  add(name: string, content: Uint8Array | string): void;
}

/**
 * The directory and those above it. Node's own `recursive` never comes back where a file system answers that a directory it
 * has is not there when one is made in it (`/proc`, automounted `/home`).
 */
export async function makeDirectory(path: string): Promise<void> {
  const make = (): Promise<void> =>
    mkdir(path).catch(async (error: NodeJS.ErrnoException) => {
      const isThere = await stat(path).then(
        (found) => found.isDirectory(),
        () => false,
      );
      if (!isThere) throw error;
    });
  await make().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeDirectory(dirname(path));
    await make();
  });
}

/** Files kept in memory, in the order in which they came. */
export class MemoryFiles implements FileSink {
  readonly list: { name: string; content: Uint8Array | string }[] = [];

  add(name: string, content: Uint8Array | string): void {
    this.list.push({ name, content });
  }
}

/**
 * The files of one run. Nothing appears under its final name before every file has been written in full: each goes to
 * a temporary name beside it and is renamed at the end.
 */
export class OutputSet implements FileSink {
  private readonly files = new Map<string, Uint8Array | string>();

  /** @param given what the directory came from, for what is said when it cannot be written to */
  constructor(
    private readonly directory: string,
    private readonly given = `--out ${directory}`,
  ) {}

  add(name: string, content: Uint8Array | string): void {
    this.files.set(name, content);
  }

  /** Throws InputError where the directory cannot be made or written to; makes nothing. Before anything is computed. */
  async check(): Promise<void> {
    const nearest = async (path: string): Promise<string> =>
      stat(path).then(
        (found) => (found.isDirectory() ? path : Promise.reject(new Error(`${path} is no directory`))),
        (error: Error) => (dirname(path) === path ? Promise.reject(error) : nearest(dirname(path))),
      );
    await nearest(resolve(this.directory))
      .then((path) => access(path, constants.W_OK))
      .catch((error: unknown) => {
        throw this.fault(error);
      });
  }

  /** Makes the directory, puts the files there and returns their paths; throws InputError when it cannot be written to. */
  async commit(): Promise<string[]> {
    const staged: [temporary: string, final: string][] = [];
    try {
      await makeDirectory(this.directory);
      for (const [name, content] of this.files) {
        const final = join(this.directory, name);
        // Not the process's number, which in a container is that of the run before, and of the run beside.
        const temporary = `${final}.${randomUUID()}.part`;
        staged.push([temporary, final]);
        await writeFile(temporary, content, { flag: 'wx' });
      }
      for (const [temporary, final] of staged) await rename(temporary, final);
      return staged.map(([, final]) => final);
    } catch (error) {
      await Promise.all(staged.map(([temporary]) => rm(temporary, { force: true })));
      throw this.fault(error);
    }
  }

  private fault(error: unknown): InputError {
    return new InputError(`${this.given}: ${error instanceof Error ? error.message : 'cannot be written'}`);
  }
}
