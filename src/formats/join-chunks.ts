import { joinBytes } from '../model/join-bytes';

/** A piece of a file: text, or numbers in the machine's byte order (little-endian everywhere this runs). */
export type Chunk = string | ArrayBufferView;

/** The pieces of a file one after another. */
export const joinChunks = (chunks: readonly Chunk[]): Uint8Array =>
  joinBytes(chunks.map((chunk) => (typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk)));
