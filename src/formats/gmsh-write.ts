import type { Surface } from '../model/surface';
import { type Chunk, joinChunks } from './join-chunks';

/** A field on the nodes or the elements: one number or three each. */
export interface MeshField {
  name: string;
  on: 'nodes' | 'elements';
  components: 1 | 3;
  values: Float32Array;
}

const TRIANGLE = 2;
const POINT = 15;

/**
 * Little-endian binary Gmsh 2.2, as SimNIBS writes it: the triangles of a surface (or, without triangles, its vertices
 * as point elements) under one tag (or one an element), mm, with any number of fields and comment lines. Opens in Gmsh.
 */
export function writeGmsh(
  surface: Surface,
  fields: readonly MeshField[] = [],
  tag: number | ArrayLike<number> = 1,
  comments: readonly string[] = [],
): Uint8Array {
  const nodes = surface.positionsMm.length / 3;
  const asPoints = surface.triangles.length === 0;
  const perElement = asPoints ? 1 : 3;
  const elements = asPoints ? nodes : surface.triangles.length / 3;
  const tagOf = (e: number): number => (typeof tag === 'number' ? tag : tag[e]);
  const chunks: Chunk[] = ['$MeshFormat\n2.2 1 8\n', Int32Array.of(1), '\n$EndMeshFormat\n'];
  for (const line of comments) chunks.push(`$Comments\n${line}\n$EndComments\n`);

  const nodeRows = new DataView(new ArrayBuffer(28 * nodes));
  for (let v = 0; v < nodes; v++) {
    nodeRows.setInt32(28 * v, v + 1, true);
    for (let k = 0; k < 3; k++) nodeRows.setFloat64(28 * v + 4 + 8 * k, surface.positionsMm[3 * v + k], true);
  }
  chunks.push(`$Nodes\n${nodes}\n`, nodeRows, '\n$EndNodes\n');

  const rowInts = 3 + perElement;
  const elementRows = new Int32Array(rowInts * elements);
  for (let e = 0; e < elements; e++) {
    const corner = (k: number): number => (asPoints ? e : surface.triangles[3 * e + k]) + 1;
    elementRows.set(
      [e + 1, tagOf(e), tagOf(e), ...Array.from({ length: perElement }, (_, k) => corner(k))],
      rowInts * e,
    );
  }
  const blockHeader = Int32Array.of(asPoints ? POINT : TRIANGLE, elements, 2);
  chunks.push(`$Elements\n${elements}\n`, blockHeader, elementRows, '\n$EndElements\n');

  chunks.push(...meshDataSections(fields));
  return joinChunks(chunks);
}

/** The `$NodeData` and `$ElementData` sections of a binary file; they are the same in 2.2 and 4.1. */
export function meshDataSections(fields: readonly MeshField[]): Chunk[] {
  return fields.flatMap(({ name, on, components, values }): Chunk[] => {
    const section = on === 'nodes' ? 'NodeData' : 'ElementData';
    const count = values.length / components;
    const stride = 4 + 8 * components;
    const rows = new DataView(new ArrayBuffer(stride * count));
    for (let i = 0; i < count; i++) {
      rows.setInt32(stride * i, i + 1, true);
      for (let k = 0; k < components; k++) {
        rows.setFloat64(stride * i + 4 + 8 * k, values[components * i + k], true);
      }
    }
    return [`$${section}\n1\n"${name}"\n1\n0\n4\n0\n${components}\n${count}\n0\n`, rows, `\n$End${section}\n`];
  });
}
