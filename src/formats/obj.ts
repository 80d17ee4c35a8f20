import type { Surface } from '../model/surface';
import { asText, type FileData } from './byte-reader';
import { float32Text } from './float-text';
import { FormatError } from './format-error';
import { SurfaceParts } from './surface-parts';

/** A surface as Wavefront OBJ, mm; every coordinate reads back as itself. */
export function writeObj(surface: Surface): string {
  const lines = ['# coilscope, coordinates in mm'];
  const { positionsMm, triangles } = surface;
  for (let v = 0; v < positionsMm.length; v += 3) {
    lines.push(`v ${Array.from(positionsMm.subarray(v, v + 3), float32Text).join(' ')}`);
  }
  for (let t = 0; t < triangles.length; t += 3) {
    lines.push(`f ${Array.from(triangles.subarray(t, t + 3), (vertex) => vertex + 1).join(' ')}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Vertex index of an OBJ corner such as `7`, `7/1/3` or `-1` (the last vertex so far), from 0. */
function cornerIndex(corner: string, verticesSoFar: number): number {
  const index = Number(corner.split('/', 1)[0]);
  return index < 0 ? verticesSoFar + index : index - 1;
}

/** The vertices and faces of a Wavefront OBJ, all objects together, in the file's own unit. Throws FormatError. */
export function readObj(data: FileData, file: string): Surface {
  const positions: number[] = [];
  const faces: number[][] = [];
  asText(data)
    .split('\n')
    .forEach((line, i) => {
      const [keyword, ...rest] = line.trim().split(/\s+/);
      if (keyword === 'v') {
        const xyz = rest.slice(0, 3).map(Number);
        if (xyz.length < 3 || !xyz.every(Number.isFinite)) {
          throw new FormatError(file, `line ${i + 1}: a vertex needs three finite coordinates; re-export the surface`);
        }
        positions.push(...xyz);
      } else if (keyword === 'f') faces.push(rest.map((corner) => cornerIndex(corner, positions.length / 3)));
    });
  const parts = new SurfaceParts(file, Float32Array.from(positions));
  for (const face of faces) parts.polygon(face);
  return parts.finish();
}
