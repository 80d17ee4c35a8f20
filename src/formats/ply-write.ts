import type { Surface } from '../model/surface';

/** One number a vertex, written as a float property. */
export type VertexScalars = Record<string, Float32Array>;

/**
 * A surface (or, without triangles, a cloud of points) as binary little-endian PLY, mm, with any number of scalars a
 * vertex and lines of comment.
 */
export function writePly(surface: Surface, scalars: VertexScalars = {}, comments: readonly string[] = []): Uint8Array {
  const vertices = surface.positionsMm.length / 3;
  const faces = surface.triangles.length / 3;
  const names = Object.keys(scalars);
  const header = [
    'ply',
    'format binary_little_endian 1.0',
    'comment coordinates in mm',
    ...comments.map((line) => `comment ${line}`),
    `element vertex ${vertices}`,
    ...['x', 'y', 'z', ...names].map((name) => `property float ${name}`),
    ...(faces ? [`element face ${faces}`, 'property list uchar int vertex_indices'] : []),
    'end_header\n',
  ].join('\n');
  const headerBytes = new TextEncoder().encode(header);
  const start = headerBytes.length;
  const row = 4 * (3 + names.length);
  const bytes = new Uint8Array(start + vertices * row + faces * 13);
  bytes.set(headerBytes);
  const view = new DataView(bytes.buffer);
  for (let v = 0; v < vertices; v++) {
    const values = [...surface.positionsMm.subarray(3 * v, 3 * v + 3), ...names.map((name) => scalars[name][v])];
    values.forEach((value, k) => {
      view.setFloat32(start + v * row + 4 * k, value, true);
    });
  }
  for (let t = 0; t < faces; t++) {
    const at = start + vertices * row + 13 * t;
    bytes[at] = 3;
    for (let k = 0; k < 3; k++) view.setInt32(at + 1 + 4 * k, surface.triangles[3 * t + k], true);
  }
  return bytes;
}
