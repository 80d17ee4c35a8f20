/** A piece of a file: text, or numbers in the machine's byte order (little-endian everywhere this runs). */
export type Chunk = string | ArrayBufferView;

/** The pieces of a file one after another. */
export function joinChunks(chunks: readonly Chunk[]): Uint8Array {
  const parts = chunks.map((chunk) =>
    typeof chunk === 'string'
      ? new TextEncoder().encode(chunk)
      : new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength),
  );
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
