import type { Surface } from '../model/surface';
import { asBytes, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { isFreeSurferSurface, readFreeSurferSurface } from './freesurfer';
import { readGiftiSurface } from './gifti-read';
import { boundaryOfTetrahedra, type GmshMesh, tagCounts, trianglesTagged } from './gmsh-mesh';
import { readGmsh } from './gmsh-read';
import { readObj } from './obj';
import { readPly } from './ply-read';
import { readStl } from './stl';
import { readVtp } from './vtp-read';

const READERS: Record<string, (data: FileData, file: string) => Surface> = {
  ply: readPly,
  stl: readStl,
  obj: readObj,
  gii: readGiftiSurface,
  vtp: (data, file) => readVtp(data, file).surface,
};

/** Which part of a mesh a layer is: triangles of one tag, or the skin of the tetrahedra of one or more tags. */
function surfaceOfMesh(mesh: GmshMesh, selector: string | undefined, file: string): Surface {
  const triangleTags = tagCounts(mesh.triangleTags);
  const tetrahedronTags = tagCounts(mesh.tetrahedronTags);
  const choices = `triangles ${[...triangleTags.keys()].join(', ') || 'none'}; tetrahedra ${[...tetrahedronTags.keys()].join(', ') || 'none'}`;
  if (selector === undefined) {
    if (triangleTags.size !== 1) {
      throw new FormatError(
        file,
        `holds several tags (${choices}); name one as ${file}#TAG, or tissues as ${file}#1+2`,
      );
    }
    return trianglesTagged(mesh, [...triangleTags.keys()]);
  }
  const tags = selector.split('+').map(Number);
  if (tags.every((tag) => triangleTags.has(tag))) return trianglesTagged(mesh, tags);
  if (tags.every((tag) => tetrahedronTags.has(tag))) return boundaryOfTetrahedra(mesh, tags);
  throw new FormatError(file, `has no tag ${selector} (${choices})`);
}

/**
 * A surface from any file that is read here (PLY, STL, OBJ, GIFTI, VTK, Gmsh, FreeSurfer), in the file's own unit, known by
 * its extension or its first bytes. `selector` picks a part of a Gmsh mesh: `1005` its triangles of that tag, `1+2` the
 * skin of the tissues 1 and 2 together. Throws FormatError.
 */
export function readSurface(data: FileData, file: string, selector?: string): Surface {
  const extension = /\.([^./\\]+)$/.exec(file)?.[1].toLowerCase() ?? '';
  if (extension === 'msh') return surfaceOfMesh(readGmsh(data, file), selector, file);
  if (selector !== undefined) throw new FormatError(file, `#${selector} picks a part of a .msh file only`);
  if (isFreeSurferSurface(asBytes(data))) return readFreeSurferSurface(data, file);
  const read = READERS[extension];
  if (!read)
    throw new FormatError(
      file,
      'is no surface that is read here: PLY, STL, OBJ, GIFTI, VTK .vtp, Gmsh .msh or FreeSurfer',
    );
  return read(data, file);
}

/** What lengths in a surface file are in. */
export type LengthUnit = 'mm' | 'cm' | 'm';
export const LENGTH_UNITS: readonly LengthUnit[] = ['mm', 'cm', 'm'];
export const unitInMm = (unit: LengthUnit): number => ({ mm: 1, cm: 10, m: 1000 })[unit];

/** The surface with its coordinates times `factor`, such as 1000 for a file in metres. */
export const scaleSurface = (surface: Surface, factor: number): Surface =>
  factor === 1 ? surface : { ...surface, positionsMm: surface.positionsMm.map((value) => value * factor) };
