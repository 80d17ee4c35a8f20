import { readFile } from 'node:fs/promises';
import { loadBundledHead } from '../../src/formats/bundled-head';
import type { Head } from '../../src/model/head';

/** The bundled head from its files. */
export const bundledHead = (detail: 'full' | 'light' = 'light'): Promise<Head> =>
  loadBundledHead(async (name) => {
    const bytes = await readFile(new URL(`../../meshes/colin27/${name}`, import.meta.url));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  }, detail);
