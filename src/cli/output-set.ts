import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from './input-error';

/**
 * The files of one run. Nothing appears under its final name before every file has been written in full: each goes to
 * a temporary name beside it and is renamed at the end.
 */
export class OutputSet {
  private readonly files = new Map<string, Uint8Array | string>();

  constructor(private readonly directory: string) {}

  add(name: string, content: Uint8Array | string): void {
    this.files.set(name, content);
  }

  /** Makes the directory and puts the files there; throws InputError when it cannot be written to. */
  async commit(): Promise<void> {
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
    } catch (error) {
      await Promise.all(staged.map(([temporary]) => rm(temporary, { force: true })));
      throw new InputError(`--out ${this.directory}: ${error instanceof Error ? error.message : 'cannot be written'}`);
    }
  }
}
