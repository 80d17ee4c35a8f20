import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A directory of its own for a test file, gone when the tests are done. */
export function workspace(): {
  path: (name: string) => string;
  write: (name: string, data: Uint8Array | string | object) => string;
} {
  const directory = mkdtempSync(join(tmpdir(), 'coilscope-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const path = (name: string): string => join(directory, name);
  const write = (name: string, data: Uint8Array | string | object): string => {
    const plain = typeof data === 'string' || data instanceof Uint8Array ? data : JSON.stringify(data);
    writeFileSync(path(name), plain);
    return path(name);
  };
  return { path, write };
}
