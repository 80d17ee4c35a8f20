import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SHARED = new URL('../../../shared/', import.meta.url);

/** The path of a reference or peer file beside the project, or null where it is not present. */
export function sharedPath(name: string): string | null {
  const path = fileURLToPath(new URL(name, SHARED));
  return existsSync(path) ? path : null;
}

/** The bytes of a shared file; call only after `sharedPath` found it. */
export const sharedBytes = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, SHARED)));

export const sharedJson = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, SHARED), 'utf8')) as T;
