import type { Surface } from '../model/surface';
import { type MeshField, meshDataSections } from './gmsh-write';
import { type Chunk, joinChunks } from './join-chunks';

const TRIANGLE = 2;
const POINT = 15;

/** Numbers one after another, little-endian: `i` int32, `u` uint64 (size_t), `d` float64. */
function packed(parts: readonly (readonly ['i' | 'u' | 'd', ArrayLike<number>])[]): Uint8Array {
  const bytes = parts.reduce((sum, [kind, values]) => sum + (kind === 'i' ? 4 : 8) * values.length, 0);
  const view = new DataView(new ArrayBuffer(bytes));
  let at = 0;
  for (const [kind, values] of parts) {
    for (let i = 0; i < values.length; i++) {
      if (kind === 'i') view.setInt32(at, values[i], true);
      else if (kind === 'd') view.setFloat64(at, values[i], true);
      else view.setBigUint64(at, BigInt(values[i]), true);
      at += kind === 'i' ? 4 : 8;
    }
  }
  return new Uint8Array(view.buffer);
}

function bounds(positionsMm: Float32Array): number[] {
  const box = [0, 1, 2, 3, 4, 5].map((k) => (k < 3 ? Infinity : -Infinity));
  positionsMm.forEach((value, i) => {
    box[i % 3] = Math.min(box[i % 3], value);
    box[3 + (i % 3)] = Math.max(box[3 + (i % 3)], value);
  });
  return box;
}

/**
 * Little-endian binary Gmsh 4.1: the triangles of a surface (or, without triangles, its vertices as point elements) as
 * one entity in one physical group `tag`, mm, with any number of fields. Specification: Gmsh reference manual, 10.1.
 */
export function writeGmsh41(
  surface: Surface,
  fields: readonly MeshField[] = [],
  tag = 1,
  comments: readonly string[] = [],
): Uint8Array {
  const { positionsMm, triangles } = surface;
  const nodes = positionsMm.length / 3;
  const asPoints = triangles.length === 0;
  const dim = asPoints ? 0 : 2;
  const elements = asPoints ? nodes : triangles.length / 3;
  const box = bounds(positionsMm);
  const ids = Float64Array.from({ length: nodes }, (_, v) => v + 1);
  const corners = new Float64Array(elements * (asPoints ? 2 : 4));
  for (let e = 0; e < elements; e++) {
    if (asPoints) corners.set([e + 1, e + 1], 2 * e);
    else corners.set([e + 1, ...triangles.subarray(3 * e, 3 * e + 3).map((v) => v + 1)], 4 * e);
  }
  const counts = asPoints ? [1, 0, 0, 0] : [0, 0, 1, 0];
  const place = asPoints ? box.slice(0, 3) : box;
  const chunks: Chunk[] = [
    '$MeshFormat\n4.1 1 8\n',
    Int32Array.of(1),
    '\n$EndMeshFormat\n',
    ...comments.map((line) => `$Comments\n${line}\n$EndComments\n`),
    '$Entities\n',
    // An entity: its tag, its box (a point: its place), its physical groups and, but for a point, its boundary.
    packed([
      ['u', counts],
      ['i', [1]],
      ['d', place],
      ['u', [1]],
      ['i', [tag]],
      ['u', asPoints ? [] : [0]],
    ]),
    '\n$EndEntities\n$Nodes\n',
    packed([
      ['u', [1, nodes, 1, nodes]],
      ['i', [dim, 1, 0]],
      ['u', [nodes]],
      ['u', ids],
      ['d', positionsMm],
    ]),
    '\n$EndNodes\n$Elements\n',
    packed([
      ['u', [1, elements, 1, elements]],
      ['i', [dim, 1, asPoints ? POINT : TRIANGLE]],
      ['u', [elements]],
      ['u', corners],
    ]),
    '\n$EndElements\n',
    ...meshDataSections(fields),
  ];
  return joinChunks(chunks);
}
