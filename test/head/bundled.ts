import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HeadResolution, loadBundledHead } from '../../src/formats/bundled-head';
import type { Head } from '../../src/model/head';

const ASSETS = join(import.meta.dirname, '../../meshes/colin27');

/** A file beside head.json, in a buffer of its own. */
export async function readAsset(name: string): Promise<ArrayBuffer> {
  const bytes = await readFile(join(ASSETS, name));
  return new Uint8Array(bytes).buffer;
}

export const loadHead = (resolution: HeadResolution): Promise<Head> => loadBundledHead(readAsset, resolution);
