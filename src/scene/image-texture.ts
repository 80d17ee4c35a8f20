import { Data3DTexture, LinearFilter, Matrix4, RedFormat } from 'three';
import type { NiftiImage } from '../formats/nifti-read';

/** An image for the graphics card: greys from 0 to the level that is drawn white, and where a point of the head lies in it. */
export interface ImageTexture {
  texture: Data3DTexture;
  /** Head mm to texture coordinates, 0 to 1 within the image. */
  toTexture: Matrix4;
}

const levels = new WeakMap<NiftiImage, number>();
const textures = new WeakMap<NiftiImage, ImageTexture>();

/** The grey value that is drawn white: exceeded by one voxel in two hundred. */
export function whiteLevel(image: NiftiImage): number {
  let level = levels.get(image);
  if (level === undefined) {
    const sample = image.values.filter((_, i) => i % 97 === 0).sort();
    level = sample[Math.floor(0.995 * (sample.length - 1))] || 1;
    levels.set(image, level);
  }
  return level;
}

/** The image as a texture, made once. */
export function imageTexture(image: NiftiImage): ImageTexture {
  const known = textures.get(image);
  if (known) return known;
  const [nx, ny, nz] = image.dims;
  const gain = 255 / whiteLevel(image);
  const greys = Uint8Array.from(image.values, (value) => Math.min(255, Math.max(0, gain * value)));
  const texture = new Data3DTexture(greys, nx, ny, nz);
  texture.format = RedFormat;
  texture.minFilter = LinearFilter;
  texture.magFilter = LinearFilter;
  texture.unpackAlignment = 1;
  texture.needsUpdate = true;
  const toVoxels = new Matrix4().fromArray(image.affineMm).transpose().invert();
  // Texture coordinates count from the voxels' edges.
  const toTexture = new Matrix4()
    .makeScale(1 / nx, 1 / ny, 1 / nz)
    .multiply(new Matrix4().makeTranslation(0.5, 0.5, 0.5))
    .multiply(toVoxels);
  const made = { texture, toTexture };
  textures.set(image, made);
  return made;
}
