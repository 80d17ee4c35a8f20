import { nestingFaults } from '../formats/check-nesting';
import { surfaceFaults } from '../formats/check-surface';
import { readSurface, scaleSurface } from '../formats/read-surface';
import type { Head, Layer } from '../model/head';
import { InputError } from './input-error';
import type { InputFiles } from './input-files';
import type { JobHead } from './job-types';

/** `head.msh#1+2` as the file and the part of it that is meant. */
export function splitSelector(name: string): [file: string, selector?: string] {
  const match = /^(.+)#(\d+(?:\+\d+)*)$/.exec(name);
  return match ? [match[1], match[2]] : [name];
}

/** Faults of layers one by one, then of their nesting, which is only worth asking of sound surfaces. */
export function headFaults(layers: readonly Layer[]): string[] {
  const faults = layers.flatMap((layer) => surfaceFaults(layer.surface, layer.name));
  return faults.length > 0 ? faults : nestingFaults(layers);
}

/**
 * The head a job names: the bundled one through `loadBundled`, or layers read from surface files and checked. Throws
 * InputError or FormatError; of several faults the first is told, with their number.
 */
export async function loadHead(head: JobHead, files: InputFiles, loadBundled: () => Promise<Head>): Promise<Head> {
  if (head === 'colin27') return loadBundled();
  const layers: Layer[] = [];
  for (const { name, surface: given, inside } of head.layers) {
    const [file, selector] = splitSelector(given);
    const surface = readSurface(await files.read(file), file, selector);
    layers.push({ name, surface: scaleSurface(surface, head.unit === 'm' ? 1000 : 1), insideSPerM: inside });
  }
  const faults = headFaults(layers);
  if (faults.length > 0) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more; see: coilscope head check)` : '';
    throw new InputError(`${faults[0]}${more}`);
  }
  return { id: 'layers', title: layers.map((layer) => layer.name).join(', '), layers, fieldSurfaces: [] };
}
