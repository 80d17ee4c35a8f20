import { basename } from 'node:path';
import { readSurface, scaleSurface } from '../formats/read-surface';
import type { Layer } from '../model/head';
import { triangleCount, volumeMm3 } from '../model/surface';
import { InputFiles } from './input-files';
import { headFaults, splitSelector } from './job-head';

export interface HeadCheck {
  layers: { file: string; triangles: number; volume_ml: number }[];
  faults: string[];
}

/** Reads surfaces, outermost first, and says what keeps them from being a head. Throws InputError or FormatError. */
export async function checkHead(names: readonly string[], unit: 'mm' | 'm'): Promise<HeadCheck> {
  const files = new InputFiles('.');
  const layers: Layer[] = [];
  for (const name of names) {
    const [file, selector] = splitSelector(name);
    const surface = scaleSurface(readSurface(await files.read(file), file, selector), unit === 'm' ? 1000 : 1);
    layers.push({ name: basename(name), surface, insideSPerM: 1 });
  }
  return {
    layers: layers.map(({ name, surface }) => ({
      file: name,
      triangles: triangleCount(surface),
      volume_ml: volumeMm3(surface) / 1e3,
    })),
    faults: headFaults(layers),
  };
}

export function headCheckText({ layers, faults }: HeadCheck): string {
  const list = layers.map((l) => `${l.file}: ${l.triangles} triangles, ${l.volume_ml.toFixed(1)} mL`);
  const verdict = faults.length > 0 ? faults : ['sound: closed, outward, each inside the one before it'];
  return `${[...list, ...verdict].join('\n')}\n`;
}
