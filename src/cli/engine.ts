import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createEngine, type LocalFieldEngine } from '../engine/engine';
import { nodeHelpers } from '../engine/node-helpers';
import { type HeadResolution, loadBundledHead } from '../formats/bundled-head';
import type { Head } from '../model/head';

/** The field engine over the compiled core at `corePath`, in this thread and as many more as make `threads`. */
export const engineFrom = async (corePath: string, threads = 1): Promise<LocalFieldEngine> =>
  createEngine(await readFile(corePath), nodeHelpers(threads - 1));

/** One a core. */
export const allCores = (): number => availableParallelism();

/** This directory and that of the bundle (build/node) lie two levels below the package's root. */
const ROOT = new URL('../../', import.meta.url);
const HEAD_DIRECTORY = new URL('meshes/colin27/', ROOT);

/** The compiled core. */
export const corePath = (): string => fileURLToPath(new URL('build/core.wasm', ROOT));

/** The live field's basis of the bundled head. */
export const liveBasisPath = (): string => fileURLToPath(new URL('live.safetensors', HEAD_DIRECTORY));

/** What starts a worker: the bundle beside this one, or the command that runs from the sources. */
export const commandPath = (): string =>
  fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './coilscope.mjs' : './coilscope.js', import.meta.url));

/** Of package.json. */
export const packageVersion = async (): Promise<string> => {
  const text = await readFile(new URL('package.json', ROOT), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};

/** Of the bundled head's manifest, which holds the hashes of its meshes. */
export const bundledHeadHash = async (resolution: HeadResolution): Promise<string> =>
  createHash('sha256')
    .update(resolution)
    .update(await readFile(new URL('head.json', HEAD_DIRECTORY)))
    .digest('hex');

const heads = new Map<HeadResolution, Promise<Head>>();

/** The bundled head from the project's own files, read once. */
export function bundledHead(resolution: HeadResolution): Promise<Head> {
  const known = heads.get(resolution) ?? loadBundledHead(readHeadFile, resolution);
  heads.set(resolution, known);
  return known;
}

async function readHeadFile(name: string): Promise<ArrayBuffer> {
  const bytes = await readFile(fileURLToPath(new URL(name, HEAD_DIRECTORY)));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
