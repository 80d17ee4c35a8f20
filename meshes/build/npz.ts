import { unzipSync } from 'fflate';
import type { Surface } from '../../src/model/surface';

/** The surfaces `<name>_v` (float32, n x 3, mm) and `<name>_f` (int32, m x 3) of a NumPy archive, in its order. */
export function readSurfacesNpz(bytes: Uint8Array): Map<string, Surface> {
  const files = unzipSync(bytes);
  const surfaces = new Map<string, Surface>();
  for (const file of Object.keys(files)) {
    const name = /^(.+)_v\.npy$/.exec(file)?.[1];
    if (!name) continue;
    surfaces.set(name, {
      positionsMm: new Float32Array(npyValues(files[file], '<f4', file)),
      triangles: new Uint32Array(npyValues(files[`${name}_f.npy`], '<i4', `${name}_f.npy`)),
    });
  }
  return surfaces;
}

/** The raw values of a C-ordered .npy array of the stated type. */
function npyValues(bytes: Uint8Array | undefined, type: string, name: string): ArrayBuffer {
  if (bytes?.[0] !== 0x93) throw new Error(`${name}: is missing or not a .npy array`);
  const headerLength = bytes[8] + 256 * bytes[9];
  const header = new TextDecoder().decode(bytes.subarray(10, 10 + headerLength));
  if (!header.includes(`'descr': '${type}'`) || !header.includes(`'fortran_order': False`)) {
    throw new Error(`${name}: is not a C-ordered array of ${type}: ${header.trim()}`);
  }
  return bytes.slice(10 + headerLength).buffer;
}
