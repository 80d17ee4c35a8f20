import { zlibSync } from 'fflate';
import { joinChunks } from '../../src/formats/join-chunks';

/** An image of 8-bit red, green, blue, row after row from the top left. */
export interface Picture {
  width: number;
  height: number;
  rgb: Uint8Array;
}

export function blank(width: number, height: number, [r, g, b]: readonly number[] = [0, 0, 0]): Picture {
  const rgb = new Uint8Array(3 * width * height);
  for (let i = 0; i < rgb.length; i += 3) rgb.set([r, g, b], i);
  return { width, height, rgb };
}

/** Copies `part` into `whole` with its top left corner at (x, y); what does not fit is cut off. */
export function paste(whole: Picture, part: Picture, x: number, y: number): void {
  const columns = Math.min(part.width, whole.width - x);
  const rows = Math.min(part.height, whole.height - y);
  for (let row = 0; row < rows; row++) {
    const from = 3 * row * part.width;
    whole.rgb.set(part.rgb.subarray(from, from + 3 * columns), 3 * ((y + row) * whole.width + x));
  }
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const TRUECOLOUR = 2;
/** The filter that stores each byte as its difference from the pixel to the left. */
const SUB = 1;

/** A PNG (ISO/IEC 15948), the same bytes for the same picture. */
export function writePng({ width, height, rgb }: Picture): Uint8Array {
  const stride = 3 * width;
  const filtered = new Uint8Array(height * (stride + 1));
  for (let row = 0; row < height; row++) {
    const at = row * (stride + 1);
    filtered[at] = SUB;
    for (let i = 0; i < stride; i++) {
      filtered[at + 1 + i] = rgb[row * stride + i] - (i < 3 ? 0 : rgb[row * stride + i - 3]);
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, TRUECOLOUR], 8);
  return joinChunks([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(filtered, { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(type), 4);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC_TABLE[(c ^ byte) & 0xff] ^ (c >>> 8);
  return ~c >>> 0;
}
