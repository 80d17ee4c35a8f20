import { Gunzip, Unzlib } from 'fflate';
import { FormatError } from './format-error';
import { joinChunks } from './join-chunks';

/** Fed in steps, so that data packed a thousandfold is refused early instead of filling the memory. */
const STEP_BYTES = 1 << 16;
/** Deflate cannot pack tighter than about 1032 to 1, so a longer claim is false. */
export const MAX_DEFLATE_RATIO = 1032;

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

interface Unpacked {
  pieces: Uint8Array[];
  size: number;
  ended: boolean;
}

/** Unpacks until the end of the data or until more than `enoughBytes` are there. */
function unpack(packed: Uint8Array, enoughBytes: number, file: string, what: string): Unpacked {
  const out: Unpacked = { pieces: [], size: 0, ended: false };
  const onData = (piece: Uint8Array, final: boolean): void => {
    out.pieces.push(piece);
    out.size += piece.length;
    out.ended ||= final;
  };
  const stream = isGzip(packed) ? new Gunzip(onData) : new Unzlib(onData);
  try {
    for (let at = 0; at < packed.length && out.size <= enoughBytes; at += STEP_BYTES) {
      stream.push(packed.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= packed.length);
    }
  } catch {
    throw new FormatError(file, `${what}: the compressed data is damaged; get the file again`);
  }
  return out;
}

/** zlib or gzip data unpacked, at most `limitBytes` of it; throws FormatError on damage or more. */
export function inflate(packed: Uint8Array, limitBytes: number, file: string, what: string): Uint8Array {
  const { pieces, size, ended } = unpack(packed, limitBytes, file, what);
  if (size > limitBytes) throw new FormatError(file, `${what}: unpacks to more than ${limitBytes} bytes; not read`);
  if (!ended) throw new FormatError(file, `${what}: the compressed data ends early; get the whole file`);
  return joinChunks(pieces);
}

/** The first `bytes` (or all, if fewer) of zlib or gzip data; throws FormatError on damage before them. */
export const inflateStart = (packed: Uint8Array, bytes: number, file: string, what: string): Uint8Array =>
  joinChunks(unpack(packed, bytes, file, what).pieces).slice(0, bytes);
