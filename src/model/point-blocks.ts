import { joinBytes } from './join-bytes';

/** Packed points (xyz) cut into blocks of at most `most` points each. */
export function cutPoints(pointsMm: Float32Array, most: number): Float32Array[] {
  const blocks: Float32Array[] = [];
  for (let at = 0; at < pointsMm.length; at += 3 * most) blocks.push(pointsMm.slice(at, at + 3 * most));
  return blocks;
}

/** Numbers one after another: of blocks, the whole again. */
export const joinFloats = (parts: readonly Float32Array[]): Float32Array => new Float32Array(joinBytes(parts).buffer);
