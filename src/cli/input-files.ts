import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from './input-error';

export interface InputRecord {
  file: string;
  bytes: number;
  sha256: string;
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file',
  EISDIR: 'is a directory, a file is needed',
  EACCES: 'may not be read',
};

/** Reads the files a command names, relative to `directory`, and keeps what they were for the record. */
export class InputFiles {
  readonly records: InputRecord[] = [];

  constructor(private readonly directory: string) {}

  /** The bytes of `file`; throws InputError. */
  async read(file: string): Promise<Uint8Array> {
    const bytes = await readFile(resolve(this.directory, file)).catch((error: NodeJS.ErrnoException) => {
      throw new InputError(`${file}: ${REASONS[error.code ?? ''] ?? error.message}`);
    });
    if (!this.records.some((record) => record.file === file)) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      this.records.push({ file, bytes: bytes.length, sha256 });
    }
    return new Uint8Array(bytes);
  }
}
