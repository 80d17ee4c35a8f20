import type { Head } from './head';

/**
 * A number, as 16 hex digits, that tells one head from another: its surfaces, conductivities and evaluation points. Two
 * FNV-1a sums over 32-bit words; guards against mixing files up, not against malice.
 */
export function headHash(head: Head): string {
  let a = 0x811c9dc5;
  let b = 0xcbf29ce4;
  const add = (data: Float32Array | Uint32Array): void => {
    for (const word of new Uint32Array(data.buffer, data.byteOffset, data.length)) {
      a = Math.imul(a ^ word, 0x01000193);
      b = Math.imul(b ^ word ^ (a >>> 15), 0x01000193);
    }
  };
  for (const { surface, insideSPerM } of head.layers) {
    add(surface.positionsMm);
    add(surface.triangles);
    add(Float32Array.of(insideSPerM));
  }
  for (const { pointsMm } of head.fieldSurfaces) add(pointsMm);
  return [a, b].map((n) => (n >>> 0).toString(16).padStart(8, '0')).join('');
}
