/** Reads, mends and checks the files of a user's head, fits the template to it and puts it together, off the page's thread. */

import * as Comlink from 'comlink';
import { holdLife } from '../engine/worker-life';
import { guessUnit } from '../formats/check-surface';
import { type Detail, type PreparedLayers, prepareLayers } from '../formats/prepare-head';
import { type FoundSurface, readLayers } from '../formats/read-layers';
import { type LengthUnit, scaleSurface, unitInMm } from '../formats/read-surface';
import { assembleHead } from '../model/assemble-head';
import type { Head, Landmarks, Tissue } from '../model/head';
import { type Surface, triangleCount, volumeMm3 } from '../model/surface';
import { tissuesByOrder } from '../model/tissue-names';
import { fitScalp, type ScalpFit } from '../targeting/fit-scalp';

/** A surface that was found, without its geometry. */
export interface FoundInfo {
  name: string;
  triangles: number;
  /** What it bounds: by name or tag, or else by its place among the others. */
  tissue: Tissue;
  unit: LengthUnit;
}

/** A tissue and the surfaces (numbers of those found) that bound it together. */
export interface LayerChoice {
  tissue: Tissue;
  found: number[];
  insideSPerM: number;
}

export type OnProgress = (what: string, share: number) => void;

let surfaces: FoundSurface[] = [];
let prepared: PreparedLayers | null = null;

/** Tissues of what was found: as said by name or tag, or where something has none, by volume. */
function tissuesOf(found: readonly FoundSurface[]): Tissue[] {
  if (found.every(({ tissue }) => tissue !== null)) {
    const said = found.map(({ tissue }) => tissue ?? 'scalp');
    // The innermost of a head without a brain is its brain: SimNIBS's spheres call it CSF.
    const hasBrain = said.some((tissue) => tissue === 'grey_matter' || tissue === 'white_matter');
    return hasBrain ? said : said.map((tissue) => (tissue === 'csf' ? 'grey_matter' : tissue));
  }
  const volume = (k: number): number => Math.abs(volumeMm3(found[k].surface));
  const outermostFirst = found.map((_, k) => k).sort((a, b) => volume(b) - volume(a));
  const byOrder = tissuesByOrder(found.length);
  return found.map((_, k) => byOrder[Math.min(outermostFirst.indexOf(k), byOrder.length - 1)]);
}

const service = {
  holdLife,

  read(files: { name: string; data: ArrayBuffer }[], onProgress: OnProgress): FoundInfo[] {
    surfaces = files.flatMap(({ name, data }, k) => {
      onProgress(`Reading ${name}`, k / files.length);
      return readLayers(data, name);
    });
    const tissues = tissuesOf(surfaces);
    return surfaces.map(({ name, surface }, k) => ({
      name,
      triangles: triangleCount(surface),
      tissue: tissues[k],
      unit: guessUnit(surface),
    }));
  },

  prepare(choices: LayerChoice[], unit: LengthUnit, detail: Detail, onProgress: OnProgress): PreparedLayers {
    const given = choices.map(({ tissue, found, insideSPerM }) => ({
      name: tissue,
      tissue,
      insideSPerM,
      parts: found.map((k) => scaleSurface(surfaces[k].surface, unitInMm(unit))),
    }));
    prepared = prepareLayers(given, { repair: true, detail, onProgress });
    return prepared;
  },

  fit(template: Surface, templateLandmarks: Landmarks, picked: Partial<Landmarks>): ScalpFit {
    return fitScalp(template, templateLandmarks, ready().layers[0].surface, picked);
  },

  assemble(id: string, title: string, landmarks: Landmarks, onProgress: OnProgress): Head {
    const layers = ready().layers.map(({ name, surface, insideSPerM }) => ({ name, surface, insideSPerM }));
    return assembleHead({ id, title, layers, landmarks }, (share) => onProgress('Placing evaluation points', share));
  },
};

function ready(): PreparedLayers {
  if (!prepared) throw new Error('no layers: prepare them first');
  return prepared;
}

export type HeadImportService = typeof service;

Comlink.expose(service);
