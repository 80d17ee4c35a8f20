import type { Head } from './head';
import { WordHash } from './word-hash';

/** A hash that tells one head from another: of its surfaces, conductivities and evaluation points. */
export function headHash(head: Head): string {
  const hash = new WordHash();
  const add = (data: Float32Array | Uint32Array): void =>
    hash.add(new Uint32Array(data.buffer, data.byteOffset, data.length));
  for (const { surface, insideSPerM } of head.layers) {
    add(surface.positionsMm);
    add(surface.triangles);
    add(Float32Array.of(insideSPerM));
  }
  for (const { pointsMm } of head.fieldSurfaces) add(pointsMm);
  return hash.digest();
}
