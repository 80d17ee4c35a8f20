import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from './input-error';

/** Where a step puts its files. */
export interface FileSink {
  add(name: string, content: Uint8Array | string): void;
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

  constructor(private readonly directory: string) {}

  add(name: string, content: Uint8Array | string): void {
    this.files.set(name, content);
  }

  /** Makes the directory, puts the files there and returns their paths; throws InputError when it cannot be written to. */
  async commit(): Promise<string[]> {
    const staged: [temporary: string, final: string][] = [];
    try {
      await mkdir(this.directory, { recursive: true });
      for (const [name, content] of this.files) {
        const final = join(this.directory, name);
        const temporary = `${final}.${process.pid}.part`;
        staged.push([temporary, final]);
        await writeFile(temporary, content, { flag: 'wx' });
      }
      for (const [temporary, final] of staged) await rename(temporary, final);
      return staged.map(([, final]) => final);
    } catch (error) {
      await Promise.all(staged.map(([temporary]) => rm(temporary, { force: true })));
      throw new InputError(`--out ${this.directory}: ${error instanceof Error ? error.message : 'cannot be written'}`);
    }
  }
}
