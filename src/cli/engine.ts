import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../engine/engine';
import type { FieldEngine } from '../engine/protocol';
import { type HeadResolution, loadBundledHead } from '../formats/bundled-head';
import type { Head } from '../model/head';

/** The field engine over the compiled core at `corePath`, in this thread. */
export const engineFrom = async (corePath: string): Promise<FieldEngine> => createEngine(await readFile(corePath));

/** The command's own directory and every bundle of it lie two levels below the package's root. */
const HEAD_DIRECTORY = new URL('../../meshes/colin27/', import.meta.url);

/** Of the bundled head's manifest, which holds the hashes of its meshes. */
export const bundledHeadHash = async (resolution: HeadResolution): Promise<string> =>
  createHash('sha256')
    .update(resolution)
    .update(await readFile(new URL('head.json', HEAD_DIRECTORY)))
    .digest('hex');

/** The bundled head from the project's own files. */
export function bundledHead(resolution: HeadResolution): Promise<Head> {
  return loadBundledHead(async (name) => {
    const bytes = await readFile(fileURLToPath(new URL(name, HEAD_DIRECTORY)));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  }, resolution);
}
