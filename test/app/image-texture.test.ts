import { Vector3 } from 'three';
import { expect, test } from 'vitest';
import type { NiftiImage } from '../../src/formats/nifti-read';
import { imageTexture, whiteLevel } from '../../src/scene/image-texture';

/** 4 x 5 x 6 voxels of 2 mm whose values count up; voxel 0 is centred at (-3, 10, 20). */
const image: NiftiImage = {
  dims: [4, 5, 6],
  affineMm: [2, 0, 0, -3, 0, 2, 0, 10, 0, 0, 2, 20, 0, 0, 0, 1],
  values: Float32Array.from({ length: 120 }, (_, i) => i),
  description: '',
  intentCode: 0,
  comments: [],
};

test('a point of the head finds its voxel in the texture', () => {
  const { texture, toTexture } = imageTexture(image);
  const [x, y, z] = new Vector3(-3 + 2 * 2, 10 + 2 * 3, 20 + 2 * 4).applyMatrix4(toTexture).toArray();
  const voxel = [x * 4, y * 5, z * 6].map((at) => Math.floor(at + 1e-9));
  expect(voxel).toEqual([2, 3, 4]);
  // The middle of the voxel.
  expect(x * 4 - 2).toBeCloseTo(0.5, 6);
  expect(texture.image).toMatchObject({ width: 4, height: 5, depth: 6 });
});

test('greys run to the level that is drawn white', () => {
  const { texture } = imageTexture(image);
  const greys = texture.image.data as Uint8Array;
  expect(whiteLevel(image)).toBeGreaterThan(0);
  expect(greys[0]).toBe(0);
  expect(greys[119]).toBe(255);
});
