import { Gunzip, Unzlib } from 'fflate';
import { FormatError } from './format-error';
import { joinChunks } from './join-chunks';

/** Fed in steps, so that data packed a thousandfold is refused early instead of filling the memory. */
const STEP_BYTES = 1 << 16;

/** zlib or gzip data unpacked, at most `limitBytes` of it; throws FormatError on damage or more. */
export function inflate(packed: Uint8Array, limitBytes: number, file: string, what: string): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const onData = (piece: Uint8Array, final: boolean): void => {
    pieces.push(piece);
    size += piece.length;
    ended ||= final;
  };
  const stream = packed[0] === 0x1f && packed[1] === 0x8b ? new Gunzip(onData) : new Unzlib(onData);
  try {
    for (let at = 0; at < packed.length && size <= limitBytes; at += STEP_BYTES) {
      stream.push(packed.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= packed.length);
    }
  } catch {
    throw new FormatError(file, `${what}: the compressed data is damaged; get the file again`);
  }
  if (size > limitBytes) throw new FormatError(file, `${what}: unpacks to more than ${limitBytes} bytes; not read`);
  if (!ended) throw new FormatError(file, `${what}: the compressed data ends early; get the whole file`);
  return joinChunks(pieces);
}
