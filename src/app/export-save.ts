import { zipSync } from 'fflate';
import type { NamedFile } from '../formats/field-map-files';
import { save } from './save-file';

/** Between files of an export that are not zipped: browsers take them for a flood otherwise. */
const PAUSE_MS = 400;

const bytesOf = ({ content }: NamedFile): Uint8Array<ArrayBuffer> =>
  new Uint8Array(typeof content === 'string' ? new TextEncoder().encode(content) : content);

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Saves all files in one zip; returns what was saved, in words. */
export function saveZip(stem: string, files: readonly NamedFile[]): string {
  // Images and GIFTI are packed already: packing them again only costs time.
  const entries = files.map((file): [string, [Uint8Array, { level: 0 | 6 }]] => {
    const packed = /\.(nii\.gz|gii|npz)$/.test(file.name);
    return [file.name, [bytesOf(file), { level: packed ? 0 : 6 }]];
  });
  // At once: the library's own workers would be scripts made here, which the page's policy forbids.
  const zipped = new Uint8Array(zipSync(Object.fromEntries(entries)));
  save(`${stem}.zip`, new Blob([zipped], { type: 'application/zip' }));
  return `${stem}.zip, ${files.length} files, ${megabytes(zipped.length)}`;
}

/** Saves each file by itself; returns what was saved, in words. */
export async function saveAll(files: readonly NamedFile[], signal: AbortSignal): Promise<string> {
  let bytes = 0;
  for (const file of files) {
    const content = bytesOf(file);
    bytes += content.length;
    save(file.name, new Blob([content], { type: 'application/octet-stream' }));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    signal.throwIfAborted();
  }
  return `${files.length} files, ${megabytes(bytes)}`;
}
