import { parseManifest } from './bundled-head';
import { isGzip } from './inflate';
import { type NiftiImage, readNifti } from './nifti-read';

/**
 * The T1 image of the bundled head, in the frame of its surfaces. `readFile` as for `loadBundledHead`; the file is
 * `t1.nii.gz`. Throws an Error, one line that names the file and the fault.
 */
export async function loadBundledImage(readFile: (name: string) => Promise<ArrayBuffer>): Promise<NiftiImage> {
  const { file, bytes } = parseManifest(await readFile('head.json')).image;
  const buffer = await readFile(file);
  // Many servers send a .gz as gzip-encoded, and the browser hands over what is in it: the header's own sizes are then checked.
  if (isGzip(new Uint8Array(buffer, 0, Math.min(2, buffer.byteLength))) && buffer.byteLength !== bytes) {
    throw new Error(`${file}: has ${buffer.byteLength} bytes, head.json states ${bytes}; take both from one build`);
  }
  return readNifti(buffer, file);
}
