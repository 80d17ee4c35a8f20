import { describe, expect, test } from 'vitest';
import { addPngText } from '../../src/formats/png-text';

/** One grey pixel. */
const PNG = Uint8Array.from(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64'),
);

const chunks = (png: Uint8Array): { type: string; data: Buffer; crc: number }[] => {
  const out = [];
  const bytes = Buffer.from(png);
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    out.push({ type, data: bytes.subarray(at + 8, at + 8 + length), crc: bytes.readUInt32BE(at + 8 + length) });
    at += 12 + length;
  }
  return out;
};

describe('texts in a PNG', () => {
  test('stand after the header, in UTF-8, and leave the rest as it was', () => {
    const marked = chunks(addPngText(PNG, { Description: '70 A/µs', Software: 'coilscope' }));
    expect(marked.map((c) => c.type)).toEqual(['IHDR', 'iTXt', 'iTXt', 'IDAT', 'IEND']);
    expect(marked[1].data.toString()).toBe('Description\0\0\0\0\x0070 A/µs');
    expect(marked.filter((c) => c.type !== 'iTXt')).toEqual(chunks(PNG));
  });

  test('carry the sum a reader checks: that of an empty text by another program', () => {
    // python3 -c "import zlib; print(zlib.crc32(b'iTXtA\0\0\0\0\0'))"
    expect(chunks(addPngText(PNG, { A: '' }))[1].crc).toBe(3139867188);
  });

  test('what is no PNG is refused', () => {
    expect(() => addPngText(new Uint8Array(40), { A: 'b' })).toThrow('is no PNG');
  });
});
