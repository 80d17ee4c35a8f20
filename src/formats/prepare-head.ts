import type { Layer, Tissue } from '../model/head';
import { lightenLayers } from '../model/mesh/lighten-layers';
import { repairSurface } from '../model/mesh/repair';
import { type Surface, triangleCount, vertexCount, volumeMm3 } from '../model/surface';
import { nestingFaults } from './check-nesting';
import { type Fault, surfaceFaults } from './check-surface';

/** A layer as files give it: one surface, or several that bound the tissue together, such as two hemispheres. */
export interface LayerParts {
  /** What its faults are told under. */
  name: string;
  tissue: Tissue | null;
  parts: Surface[];
  insideSPerM: number;
}

export interface PreparedLayer extends Layer {
  tissue: Tissue | null;
  /** What was mended, a line each. */
  done: string[];
}

export interface PreparedLayers {
  layers: PreparedLayer[];
  /** Empty when the layers are a head. */
  faults: Fault[];
  /** What was done to the layers together. */
  done: string[];
}

/** 'given' leaves the triangles as they are; the others take at most as many as the bundled head of that detail has. */
export type Detail = 'given' | 'full' | 'light';

const MOST_TRIANGLES: Record<Exclude<Detail, 'given'>, Record<Tissue, number>> = {
  full: { scalp: 8000, skull: 5000, csf: 5000, grey_matter: 60_000, white_matter: 52_000 },
  light: { scalp: 8000, skull: 5000, csf: 5000, grey_matter: 20_000, white_matter: 20_000 },
};

/** The most triangles a layer has in a detail; one of no known tissue counts as skull. */
const mostTriangles = (tissue: Tissue | null, detail: Exclude<Detail, 'given'>): number =>
  MOST_TRIANGLES[detail][tissue ?? 'skull'];

export interface PrepareOptions {
  /** Mend what can be mended safely, and put the layers in order. */
  repair: boolean;
  detail: Detail;
  /** What runs now and how far it is, 0 to 1. */
  onProgress?: (what: string, share: number) => void;
}

/** Mends (when asked), checks and lightens layers (mm, outermost first). */
export function prepareLayers(given: readonly LayerParts[], options: PrepareOptions): PreparedLayers {
  const { repair, detail, onProgress } = options;
  const done: string[] = [];
  let layers = given.map(({ name, tissue, parts, insideSPerM }, k): PreparedLayer => {
    onProgress?.(`Mending ${name}`, k / given.length);
    const surface = merged(parts);
    const readable =
      surface.positionsMm.every(Number.isFinite) && surface.triangles.every((v) => v < vertexCount(surface));
    if (!repair || !readable) return { name, tissue, surface, insideSPerM, done: [] };
    return { name, tissue, insideSPerM, ...repairSurface(surface, parts.length) };
  });
  if (repair) {
    const ordered = layers.toSorted((a, b) => volumeMm3(b.surface) - volumeMm3(a.surface));
    if (ordered.some((layer, k) => layer !== layers[k])) done.push('listed the layers outermost first, by volume');
    layers = ordered;
  }
  const parts = new Map(given.map((layer) => [layer.name, layer.parts.length]));
  const faults = layersFaults(layers, parts, onProgress);
  if (faults.length > 0 || detail === 'given') return { layers, faults, done };
  const most = layers.map(({ tissue }) => mostTriangles(tissue, detail));
  const light = lightenLayers(
    layers.map((layer) => layer.surface),
    most,
    (share) => onProgress?.('Reducing triangles', share),
  );
  const reduced = layers.map((layer, k): PreparedLayer => {
    const [before, after] = [triangleCount(layer.surface), triangleCount(light[k])];
    if (before === after) return layer;
    const what = `reduced ${before.toLocaleString('en')} triangles to ${after.toLocaleString('en')}`;
    return { ...layer, surface: light[k], done: [...layer.done, what] };
  });
  return { layers: reduced, faults: layersFaults(reduced, parts, onProgress), done };
}

/** Faults of layers one by one, then of their nesting, which is only worth asking of sound surfaces. */
export function layersFaults(
  layers: readonly Layer[],
  parts: ReadonlyMap<string, number> = new Map(),
  onProgress?: PrepareOptions['onProgress'],
): Fault[] {
  const faults = layers.flatMap(({ name, surface }, k) => {
    onProgress?.(`Checking ${name}`, k / layers.length);
    return surfaceFaults(surface, name, parts.get(name));
  });
  if (faults.length > 0) return faults;
  onProgress?.('Checking that the layers lie in one another', 0);
  return nestingFaults(layers);
}

function merged(parts: readonly Surface[]): Surface {
  if (parts.length === 1) return parts[0];
  const positionsMm = new Float32Array(parts.reduce((sum, s) => sum + s.positionsMm.length, 0));
  const triangles = new Uint32Array(parts.reduce((sum, s) => sum + s.triangles.length, 0));
  let [vertex, corner] = [0, 0];
  for (const part of parts) {
    positionsMm.set(part.positionsMm, 3 * vertex);
    triangles.set(
      part.triangles.map((v) => v + vertex),
      corner,
    );
    vertex += vertexCount(part);
    corner += part.triangles.length;
  }
  return { positionsMm, triangles };
}
