import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asText } from '../formats/byte-reader';
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

/** The bytes of a file, called `name` where it cannot be read; throws InputError. */
export const readBytes = (path: string, name = path): Promise<Uint8Array> =>
  readFile(path).then(
    (bytes) => new Uint8Array(bytes),
    (error: NodeJS.ErrnoException) => {
      throw new InputError(`${name}: ${REASONS[error.code ?? ''] ?? error.message}`);
    },
  );

/** The text of a file without the byte-order mark that editors and spreadsheets set; throws InputError. */
export const readText = async (path: string, name = path): Promise<string> => asText(await readBytes(path, name));

/** Reads the files a command names, relative to `directory`, and keeps what they were for the record. */
export class InputFiles {
  readonly records: InputRecord[] = [];

  constructor(private readonly directory: string) {}

  /** The bytes of `file`; throws InputError. */
  async read(file: string): Promise<Uint8Array> {
    const bytes = await readBytes(resolve(this.directory, file), file);
    if (!this.records.some((record) => record.file === file)) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      this.records.push({ file, bytes: bytes.length, sha256 });
    }
    return bytes;
  }
}
