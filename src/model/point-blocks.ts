/** Packed points (xyz) cut into blocks of at most `most` points each. */
export function cutPoints(pointsMm: Float32Array, most: number): Float32Array[] {
  const blocks: Float32Array[] = [];
  for (let at = 0; at < pointsMm.length; at += 3 * most) blocks.push(pointsMm.slice(at, at + 3 * most));
  return blocks;
}

/** Numbers one after another: of blocks, the whole again. */
export function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
