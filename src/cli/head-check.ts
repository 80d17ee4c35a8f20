import { basename } from 'node:path';
import { type Detail, type LayerParts, type PreparedLayers, prepareLayers } from '../formats/prepare-head';
import { type FoundSurface, readLayers, tissueOfSelector } from '../formats/read-layers';
import { type LengthUnit, readSurface, scaleSurface, unitInMm } from '../formats/read-surface';
import { DEFAULT_CONDUCTIVITIES, type Head } from '../model/head';
import { triangleCount, volumeMm3 } from '../model/surface';
import { InputFiles } from './input-files';
import { splitSelector } from './job-head';

export interface HeadCheckOptions {
  /** Mend what can be mended safely; unless told, faults are only named. */
  repair?: boolean;
  /** 'given' unless told; the others reduce the triangles. */
  detail?: Detail;
  onProgress?: (what: string, share: number) => void;
}

export interface HeadCheck {
  /** Outermost first. `tissue` is what the name says, null where it says nothing. */
  layers: { file: string; tissue: string | null; triangles: number; volume_ml: number; done: string[] }[];
  /** What was done to all layers together. */
  done: string[];
  faults: string[];
}

/**
 * Reads surfaces, outermost first, and says what keeps them from being a head. A Gmsh file without a tag stands for all of its
 * surfaces. Throws InputError or FormatError.
 */
export async function checkHead(
  names: readonly string[],
  unit: LengthUnit,
  options: HeadCheckOptions = {},
): Promise<HeadCheck> {
  return headCheck(await readHeadFiles(names, unit, options));
}

export async function readHeadFiles(
  names: readonly string[],
  unit: LengthUnit,
  { repair = false, detail = 'given', onProgress }: HeadCheckOptions = {},
): Promise<PreparedLayers> {
  const files = new InputFiles('.');
  const layers: LayerParts[] = [];
  for (const name of names) {
    const [file, selector] = splitSelector(name);
    const data = await files.read(file);
    const found: FoundSurface[] =
      selector === undefined
        ? readLayers(data, file)
        : [{ name, surface: readSurface(data, file, selector), tissue: tissueOfSelector(selector) }];
    for (const { name: layer, surface, tissue } of found) {
      const parts = [scaleSurface(surface, unitInMm(unit))];
      const insideSPerM = tissue ? DEFAULT_CONDUCTIVITIES[tissue] : 1;
      layers.push({ name: basename(layer), tissue, parts, insideSPerM });
    }
  }
  return prepareLayers(layers, { repair, detail, onProgress });
}

export const headCheck = ({ layers, done, faults }: PreparedLayers): HeadCheck => ({
  layers: layers.map(({ name, tissue, surface, done: mended }) => ({
    file: name,
    tissue,
    triangles: triangleCount(surface),
    volume_ml: volumeMm3(surface) / 1e3,
    done: mended,
  })),
  done,
  faults: faults.map((fault) => fault.text),
});

/** The layers as a head whose files are named after their tissues, as far as they are known. */
export function headOfLayers({ layers }: PreparedLayers): Head {
  const taken = new Set<string>();
  const named = layers.map((layer) => {
    const plain = layer.tissue ?? layer.name.replaceAll(/[^\w-]+/g, '_');
    let name = plain;
    for (let k = 2; taken.has(name); k++) name = `${plain}_${k}`;
    taken.add(name);
    return { ...layer, name };
  });
  return { id: 'layers', title: 'layers', layers: named, fieldSurfaces: [] };
}

export function headCheckText({ layers, done, faults }: HeadCheck): string {
  const list = layers.flatMap((l) => [
    `${l.file}: ${l.triangles} triangles, ${l.volume_ml.toFixed(1)} mL`,
    ...l.done.map((line) => `${l.file}: ${line}`),
  ]);
  const verdict = faults.length > 0 ? faults : ['sound: closed, outward, each inside the one before it, none crossing'];
  return `${[...list, ...done, ...verdict].join('\n')}\n`;
}
