import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadBundledImage } from '../../src/formats/bundled-image';

const bytesOf = (name: string): Promise<Buffer> => readFile(new URL(`../../meshes/colin27/${name}`, import.meta.url));
const alone = (b: Uint8Array): ArrayBuffer => b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength) as ArrayBuffer;

/** The image as a server gives it, its file changed on the way. */
const served = (change: (file: Buffer) => Uint8Array) =>
  loadBundledImage(async (name) => {
    const file = await bytesOf(name);
    return alone(name.endsWith('.gz') ? change(file) : file);
  });

test('an image that a server has gzip-encoded, and the browser inflated, is the same image', async () => {
  const [plain, inflated] = await Promise.all([served((file) => file), served((file) => gunzipSync(file))]);
  expect(inflated.dims).toEqual(plain.dims);
  expect(Buffer.compare(Buffer.from(inflated.values.buffer), Buffer.from(plain.values.buffer))).toBe(0);
});

test('a part of it is refused either way', async () => {
  await expect(served((file) => file.subarray(0, 900_000))).rejects.toThrow('take both from one build');
  await expect(served((file) => gunzipSync(file).subarray(0, 2_000_000))).rejects.toThrow(/^t1\.nii\.gz/);
});
