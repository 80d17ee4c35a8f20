import type { Surface } from '../model/surface';
import type { Vec3 } from '../model/vec3';
import { asBytes, ByteReader, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { SurfaceParts } from './surface-parts';

const TRIANGLE_MAGIC = [0xff, 0xff, 0xfe];
const CURVATURE_MAGIC = [0xff, 0xff, 0xff];

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((b, i) => bytes[i] === b);

/** FreeSurfer surfaces often have no extension (`lh.pial`), so they are known by their first bytes. */
export const isFreeSurferSurface = (bytes: Uint8Array): boolean => startsWith(bytes, TRIANGLE_MAGIC);

/** `cras = x y z` of the volume the surface was made from, where the file's tail has it and does not call it invalid (`valid = 0`). */
function centreRas(reader: ByteReader): Vec3 | undefined {
  const tail = new TextDecoder('latin1').decode(reader.bytes.subarray(reader.offset));
  if (/^valid\s*=\s*0\b/m.test(tail)) return undefined;
  const match = /cras\s*=\s*(\S+)\s+(\S+)\s+(\S+)/.exec(tail);
  const xyz = match?.slice(1, 4).map(Number);
  return xyz?.every(Number.isFinite) ? [xyz[0], xyz[1], xyz[2]] : undefined;
}

/**
 * A FreeSurfer triangle surface, mm. FreeSurfer keeps positions about the centre of its volume; where the file says
 * where that centre lies (`cras`), it is added, so that the result is scanner RAS like every other position here.
 * Throws FormatError.
 */
export function readFreeSurferSurface(data: FileData, file: string): Surface {
  const bytes = asBytes(data);
  if (!isFreeSurferSurface(bytes)) {
    throw new FormatError(file, 'is no FreeSurfer triangle surface; convert it with mris_convert');
  }
  const reader = new ByteReader(bytes, file, false);
  reader.skip(3);
  reader.line();
  reader.line();
  const [vertices, faces] = [reader.int32(), reader.int32()];
  reader.expect(vertices, 12, 'vertices');
  const positions = Float32Array.from({ length: 3 * vertices }, () => reader.float32());
  reader.expect(faces, 12, 'faces');
  const corner = Int32Array.from({ length: 3 * faces }, () => reader.int32());
  const cras = centreRas(reader);
  if (cras)
    positions.forEach((value, i) => {
      positions[i] = value + cras[i % 3];
    });
  const parts = new SurfaceParts(file, positions);
  for (let t = 0; t < faces; t++) parts.polygon([...corner.subarray(3 * t, 3 * t + 3)]);
  return parts.finish();
}

/** A FreeSurfer curvature-style file (`lh.curv`, `lh.thickness`, ...): one number a vertex. Throws FormatError. */
export function readFreeSurferCurvature(data: FileData, file: string): Float32Array {
  const bytes = asBytes(data);
  if (!startsWith(bytes, CURVATURE_MAGIC))
    throw new FormatError(file, 'is no FreeSurfer curvature file of the new kind');
  const reader = new ByteReader(bytes, file, false);
  reader.skip(3);
  const vertices = reader.int32();
  reader.int32();
  const perVertex = reader.int32();
  if (perVertex !== 1) throw new FormatError(file, `holds ${perVertex} values a vertex; one is read`);
  reader.expect(vertices, 4, 'values');
  return Float32Array.from({ length: vertices }, () => reader.float32());
}
