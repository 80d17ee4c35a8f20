import { writeFreeSurferSurface } from '../formats/freesurfer-write';
import { writeGiftiSurface } from '../formats/gifti-write';
import { writeGmsh } from '../formats/gmsh-write';
import { writeObj } from '../formats/obj';
import { writePly } from '../formats/ply-write';
import { writeStl } from '../formats/stl';
import { writeTcd } from '../formats/tcd-write';
import { writeVtp } from '../formats/vtp-write';
import { builtinCoil, builtinCoilIds } from '../model/coils/catalogue';
import type { Head } from '../model/head';
import type { Surface } from '../model/surface';
import { InputError } from './input-error';
import type { OutputSet } from './output-set';

type SurfaceWriter = (surface: Surface) => Uint8Array | string;

/** Surface formats by their extension; FreeSurfer's has none of its own. */
const WRITERS = new Map<string, SurfaceWriter>([
  ['ply', (s) => writePly(s)],
  ['stl', writeStl],
  ['obj', writeObj],
  ['surf.gii', (s) => writeGiftiSurface(s)],
  ['vtp', (s) => writeVtp(s)],
  ['msh', (s) => writeGmsh(s)],
  ['fs', writeFreeSurferSurface],
]);

export const SURFACE_FORMATS: readonly string[] = [...WRITERS.keys()];

/** A surface as a file of one of SURFACE_FORMATS. Throws InputError. */
export function surfaceFile(surface: Surface, format: string): Uint8Array | string {
  const write = WRITERS.get(format);
  if (!write) throw new InputError(`--format ${format}: choose ${SURFACE_FORMATS.join(', ')}`);
  return write(surface);
}

/** The layers of a head as surface files, with a `head.json` that a job can hold as its "head". */
export function exportHead(head: Head, format: string, out: OutputSet): void {
  for (const layer of head.layers) out.add(`${layer.name}.${format}`, surfaceFile(layer.surface, format));
  const layers = head.layers.map((l) => ({ name: l.name, surface: `${l.name}.${format}`, inside: l.insideSPerM }));
  out.add('head.json', `${JSON.stringify({ layers, unit: 'mm' }, null, 2)}\n`);
}

/** A built-in coil as `.tcd`, its winding and casing, and the casing alone as STL. */
export function exportCoil(id: string, out: OutputSet): void {
  const coil = builtinCoil(id);
  if (!coil) throw new InputError(`coil ${id}: there is none such; choose ${builtinCoilIds.join(', ')}`);
  out.add(`${id}.tcd`, writeTcd(coil));
  if (coil.casing) out.add(`${id}.stl`, writeStl(coil.casing));
}
