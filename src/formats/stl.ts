import { corners, type Surface, triangleCount } from '../model/surface';
import { cross, norm, sub } from '../model/vec3';
import { asBytes, asText, ByteReader, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { TokenReader } from './token-reader';
import { weldCorners } from './weld';

const HEADER_BYTES = 80;
const TRIANGLE_BYTES = 50;

/** Many binary files start with "solid" too, so the length decides. */
function isBinary(bytes: Uint8Array): boolean {
  if (bytes.length < HEADER_BYTES + 4) return false;
  const count = new DataView(bytes.buffer, bytes.byteOffset + HEADER_BYTES, 4).getUint32(0, true);
  if (bytes.length === HEADER_BYTES + 4 + TRIANGLE_BYTES * count) return true;
  return asText(bytes.subarray(0, 5)).toLowerCase() !== 'solid';
}

function readBinary(bytes: Uint8Array, file: string): Float32Array {
  const reader = new ByteReader(bytes, file);
  reader.skip(HEADER_BYTES);
  const count = reader.uint32();
  reader.expect(count, TRIANGLE_BYTES, 'triangles');
  const corner = new Float32Array(9 * count);
  for (let t = 0; t < count; t++) {
    reader.skip(12);
    for (let k = 0; k < 9; k++) corner[9 * t + k] = reader.float32();
    reader.skip(2);
  }
  return corner;
}

function readAscii(text: string, file: string): Float32Array {
  const words = new TokenReader(text, file);
  const corner: number[] = [];
  for (let word = words.word(); word !== ''; word = words.word()) {
    if (word.toLowerCase() !== 'vertex') continue;
    for (let k = 0; k < 3; k++) corner.push(words.number('a coordinate'));
  }
  if (corner.length % 9 !== 0) throw new FormatError(file, 'ends within a triangle; get the whole file');
  return Float32Array.from(corner);
}

/** An STL surface (binary or ASCII), its equal corners joined, in the file's own unit. Throws FormatError. */
export function readStl(data: FileData, file: string): Surface {
  const bytes = asBytes(data);
  const corner = isBinary(bytes) ? readBinary(bytes, file) : readAscii(asText(bytes), file);
  if (corner.length === 0) throw new FormatError(file, 'holds no triangles; export a surface mesh as STL');
  const bad = corner.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new FormatError(file, `triangle ${Math.floor(bad / 9)} has a corner that is not finite`);
  return weldCorners(corner);
}

/** A surface as binary STL, mm, with facet normals. */
export function writeStl(surface: Surface): Uint8Array {
  const count = triangleCount(surface);
  const bytes = new Uint8Array(HEADER_BYTES + 4 + TRIANGLE_BYTES * count);
  bytes.set(new TextEncoder().encode('coilscope, coordinates in mm'));
  const view = new DataView(bytes.buffer);
  view.setUint32(HEADER_BYTES, count, true);
  for (let t = 0; t < count; t++) {
    const [a, b, c] = corners(surface, t);
    const n = cross(sub(b, a), sub(c, a));
    const length = norm(n) || 1;
    [n[0] / length, n[1] / length, n[2] / length, ...a, ...b, ...c].forEach((value, k) => {
      view.setFloat32(HEADER_BYTES + 4 + TRIANGLE_BYTES * t + 4 * k, value, true);
    });
  }
  return bytes;
}
