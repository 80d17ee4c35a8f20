import { cortex, distanceMap, faceAndEars, inflated, slices } from './head-pictures';
import type { Picture } from './png';
import { type HeadFiles, surfacesOf } from './quality';

export const PICTURES = ['axial', 'coronal', 'sagittal', 'ears', 'cortex', 'inflated', 'distance'] as const;
export type PictureName = (typeof PICTURES)[number];

/** All pictures of the report, of the full head. */
export function reportPictures({ full, image }: HeadFiles): Record<PictureName, Picture> {
  const surfaces = surfacesOf(full);
  const white = full.fieldSurfaces.find(({ id }) => id === 'white');
  if (!white || !full.landmarks) throw new Error('the head lacks its white surface or its landmarks');
  return {
    axial: slices(image, surfaces, 'axial'),
    coronal: slices(image, surfaces, 'coronal'),
    sagittal: slices(image, surfaces, 'sagittal'),
    ears: faceAndEars(image, surfaces, full.landmarks),
    cortex: cortex(surfaces),
    inflated: inflated(white),
    distance: distanceMap(surfaces),
  };
}
