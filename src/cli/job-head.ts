import type { JobHead } from '../formats/job-types';
import { layersFaults } from '../formats/prepare-head';
import { readSurface, scaleSurface, unitInMm } from '../formats/read-surface';
import { assembleHead } from '../model/assemble-head';
import type { Head, Layer } from '../model/head';
import { InputError } from './input-error';
import type { InputFiles } from './input-files';

/** `head.msh#1+2` as the file and the part of it that is meant. */
export function splitSelector(name: string): [file: string, selector?: string] {
  const match = /^(.+)#(\d+(?:\+\d+)*)$/.exec(name);
  return match ? [match[1], match[2]] : [name];
}

/**
 * The head a job names: the bundled one through `loadBundled`, or layers read from surface files and checked. Throws
 * InputError or FormatError; of several faults the first is told, with their number.
 *
 * @param wantsFieldSurfaces whether the field is asked for on the head's own cortex or white matter
 */
export async function loadHead(
  head: JobHead,
  files: InputFiles,
  loadBundled: () => Promise<Head>,
  wantsFieldSurfaces: boolean,
): Promise<Head> {
  if (head === 'colin27') return loadBundled();
  const twice = head.layers.find(({ name }, k) => head.layers.slice(0, k).some((before) => before.name === name));
  if (twice)
    throw new InputError(`head: two layers are named "${twice.name}"; results and conductivities need a name each`);
  const layers: Layer[] = [];
  for (const { name, surface: given, inside } of head.layers) {
    const [file, selector] = splitSelector(given);
    const surface = readSurface(await files.read(file), file, selector);
    layers.push({ name, surface: scaleSurface(surface, unitInMm(head.unit)), insideSPerM: inside });
  }
  const faults = layersFaults(layers);
  if (faults.length > 0) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more; see: coilscope head check)` : '';
    throw new InputError(`${faults[0].text}${more}`);
  }
  const title = layers.map((layer) => layer.name).join(', ');
  const { landmarks } = head;
  if (wantsFieldSurfaces) return assembleHead({ id: 'layers', title, layers, landmarks });
  return { id: 'layers', title, layers, fieldSurfaces: [], landmarks };
}
