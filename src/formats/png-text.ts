import { FormatError } from './format-error';

/** Signature and IHDR: what comes before them is in every PNG the same length. */
const HEAD_BYTES = 33;

/** CRC-32 as PNG has it (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** An international text chunk: keyword, uncompressed UTF-8. */
function textChunk(keyword: string, text: string): Uint8Array {
  const encode = (s: string): Uint8Array => new TextEncoder().encode(s);
  // Keyword, its end; no compression; no language, no translated keyword.
  const data = [...encode('iTXt'), ...encode(keyword), 0, 0, 0, 0, 0, ...encode(text)];
  const out = new Uint8Array(8 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length - 4);
  out.set(data, 4);
  view.setUint32(4 + data.length, crc32(out.subarray(4, 4 + data.length)));
  return out;
}

/** A PNG with texts by keyword (`Description`, `Software`, …) in it, for who opens it later. Throws FormatError. */
export function addPngText(png: Uint8Array, texts: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  if (png[1] !== 0x50 || png[2] !== 0x4e || png[3] !== 0x47) throw new FormatError('picture', 'is no PNG');
  const chunks = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text));
  const out = new Uint8Array(chunks.reduce((sum, c) => sum + c.length, png.length));
  out.set(png.subarray(0, HEAD_BYTES));
  let at = HEAD_BYTES;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  out.set(png.subarray(HEAD_BYTES), at);
  return out;
}
