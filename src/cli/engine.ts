import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../engine/engine';
import type { FieldEngine } from '../engine/protocol';
import { type HeadResolution, loadBundledHead } from '../formats/bundled-head';
import type { Head } from '../model/head';

/** The field engine over the compiled core at `corePath`, in this thread. */
export const engineFrom = async (corePath: string): Promise<FieldEngine> => createEngine(await readFile(corePath));

/** The bundled head from the project's own files. */
export function bundledHead(resolution: HeadResolution): Promise<Head> {
  const directory = new URL('../../meshes/colin27/', import.meta.url);
  return loadBundledHead(async (name) => {
    const bytes = await readFile(fileURLToPath(new URL(name, directory)));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  }, resolution);
}
