import type { FieldSurface, Head, Landmarks, Layer } from './head';
import { cortexPoints, type FieldPoints, whitePoints } from './mesh/field-points';
import { SurfaceProbe } from './mesh/surface-probe';
import { vertexNormals } from './surface';
import { tissueOfName } from './tissue-names';

export interface HeadParts {
  id: string;
  title: string;
  /** Sound and nested, outermost first; a layer's name says its tissue (see `tissueOfName`). */
  layers: Layer[];
  landmarks?: Landmarks;
}

/** Which layers show the field: the one named grey matter, or else the innermost that is not white, and the one named white. */
export function shownLayers<L extends { name: string }>(layers: readonly L[]): { cortex?: L; white?: L } {
  const named = (tissue: string): L | undefined => layers.find(({ name }) => tissueOfName(name) === tissue);
  const white = named('white_matter');
  const cortex = named('grey_matter') ?? layers.filter((layer) => layer !== white).at(-1);
  return { cortex, white };
}

/**
 * A head of any nested layers with the surfaces its field is shown on: cortex points half-way through the grey matter (1.5 mm
 * deep where the head has no white matter), white-matter points 1 mm deep.
 */
export function assembleHead({ id, title, layers, landmarks }: HeadParts, onProgress?: (share: number) => void): Head {
  const { cortex, white } = shownLayers(layers);
  const whiteProbe = white && new SurfaceProbe(white.surface);
  const count = (cortex ? 1 : 0) + (white ? 1 : 0);
  const fieldSurfaces: FieldSurface[] = [];
  const show = (
    id: FieldSurface['id'],
    { surface }: Layer,
    place: (tell: (share: number) => void) => FieldPoints,
  ): void => {
    const before = fieldSurfaces.length;
    const { pointsMm } = place((share) => onProgress?.((before + share) / count));
    fieldSurfaces.push({ id, surface, pointsMm, normals: vertexNormals(surface) });
  };
  if (cortex) {
    const probe = new SurfaceProbe(cortex.surface);
    show('cortex', cortex, (tell) => cortexPoints(cortex.surface, probe, whiteProbe, tell));
  }
  if (white && whiteProbe) show('white', white, (tell) => whitePoints(white.surface, whiteProbe, tell));
  return { id, title, layers, fieldSurfaces, ...(landmarks && { landmarks }) };
}
