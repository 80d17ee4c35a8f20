import type { Tissue } from '../model/head';
import { halfEdgeTwins } from '../model/mesh/half-edges';
import { type Surface, volumeMm3 } from '../model/surface';
import { tissueOfName, tissueOfTag } from '../model/tissue-names';
import type { FileData } from './byte-reader';
import { FormatError } from './format-error';
import { boundaryOfTetrahedra, type GmshMesh, tagCounts, trianglesTagged } from './gmsh-mesh';
import { readGmsh } from './gmsh-read';
import { readSurface } from './read-surface';

/** A surface that a file holds and that may bound a tissue. */
export interface FoundSurface {
  /** What the file calls it: `head.msh#1005`, `lh.pial`. With `readSurface` it gives the same surface again. */
  name: string;
  /** In the file's unit. */
  surface: Surface;
  /** What name or tag say of the tissue just inside it. */
  tissue: Tissue | null;
}

/** Tissues of a SimNIBS mesh from the inside out: each surface of a head is the skin of all up to it. */
const SHELLS: { tags: number[]; tissue: Tissue }[] = [
  { tags: [1], tissue: 'white_matter' },
  { tags: [2], tissue: 'grey_matter' },
  { tags: [3], tissue: 'csf' },
  { tags: [4, 7, 8, 9], tissue: 'skull' },
  { tags: [5, 6, 10], tissue: 'scalp' },
];

/**
 * All surfaces of a file that may be layers of a head, a Gmsh mesh's outermost first. Of a Gmsh mesh: its triangles by tag where every one of those surfaces
 * is closed, else the skins of its tetrahedra, each tissue with all that lie within it. Throws FormatError.
 */
export function readLayers(data: FileData, file: string): FoundSurface[] {
  if (!/\.msh$/i.test(file)) {
    const bare = file.split(/[\\/]/).at(-1) ?? file;
    return [{ name: file, surface: readSurface(data, file), tissue: tissueOfName(bare) }];
  }
  const mesh = readGmsh(data, file);
  const byTag = [...tagCounts(mesh.triangleTags).keys()].map((tag) => ({
    name: `${file}#${tag}`,
    surface: trianglesTagged(mesh, [tag]),
    tissue: tissueOfTag(tag),
  }));
  // The file's own order means nothing.
  const tagged = byTag.sort((a, b) => Math.abs(volumeMm3(b.surface)) - Math.abs(volumeMm3(a.surface)));
  if (mesh.tetrahedra.length === 0) {
    if (tagged.length === 0)
      throw new FormatError(file, 'holds no triangles and no tetrahedra; save the mesh of a head');
    return tagged;
  }
  return tagged.length > 0 && tagged.every(({ surface }) => isClosed(surface)) ? tagged : skins(mesh, file);
}

/** The tissue that a part of a Gmsh mesh bounds: the outermost that is named. */
export function tissueOfSelector(selector: string): Tissue | null {
  const named = selector.split('+').map((tag) => tissueOfTag(Number(tag)));
  return SHELLS.findLast(({ tissue }) => named.includes(tissue))?.tissue ?? null;
}

const isClosed = (surface: Surface): boolean => halfEdgeTwins(surface).every((twin) => twin >= 0);

function skins(mesh: GmshMesh, file: string): FoundSurface[] {
  const present = [...tagCounts(mesh.tetrahedronTags).keys()];
  const known = SHELLS.map(({ tags, tissue }) => ({ tags: tags.filter((t) => present.includes(t)), tissue }));
  const others = present.filter((tag) => !known.some(({ tags }) => tags.includes(tag)));
  // Of tissues that no convention names each has a skin of its own.
  const alone = others.map((tag) => ({
    name: `${file}#${tag}`,
    surface: boundaryOfTetrahedra(mesh, [tag]),
    tissue: null,
  }));
  const within: number[] = [];
  const nested = known.flatMap(({ tags, tissue }) => {
    if (tags.length === 0) return [];
    within.push(...tags);
    return [{ name: `${file}#${within.join('+')}`, surface: boundaryOfTetrahedra(mesh, within), tissue }];
  });
  return [...nested, ...alone].reverse();
}
