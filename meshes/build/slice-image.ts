import { writeNifti } from '../../src/formats/nifti-write';
import { fillCavities, largestComponent } from './components';
import { above } from './distance-transform';
import { gaussian } from './gaussian';
import { interpolate } from './head-images';
import { type Dims, type Volume, voxelCount } from './volume';

/** Wide enough to halve the file, fine enough for a contour to be judged against the image. */
const VOXEL_MM = 1.25;
/** Steps of T1 intensity kept: 64 levels, half of what grey and white matter differ by is 14. */
const STEP = 4;
/** Blurred by a millimetre, air stays below this. */
const HEAD_LEVEL = 12;

/** The T1 image to lay under contours, as a gzipped NIfTI in MNI mm: 1.25 mm voxels, 64 levels, air outside the head black. */
export function sliceImage(t1: Volume<Uint8Array>): Uint8Array {
  const intensity = Float32Array.from(t1.values);
  const head = largestComponent(above(gaussian(intensity, t1.dims, 1), HEAD_LEVEL), t1.dims);
  const kept = fillCavities(head, t1.dims);
  for (let v = 0; v < intensity.length; v++) if (!kept[v]) intensity[v] = 0;
  const step = VOXEL_MM / t1.voxelMm;
  const count = (d: number): number => Math.floor((t1.dims[d] - 1) / step) + 1;
  const dims: Dims = [count(0), count(1), count(2)];
  const values = new Uint8Array(voxelCount(dims));
  for (let k = 0, v = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      for (let i = 0; i < dims[0]; i++, v++) {
        const value = interpolate(intensity, t1.dims, i * step, j * step, k * step);
        values[v] = Math.min(255 - (255 % STEP), STEP * Math.round(value / STEP));
      }
    }
  }
  const [x, y, z] = t1.originMm;
  return writeNifti({
    dims,
    affine: [VOXEL_MM, 0, 0, x, 0, VOXEL_MM, 0, y, 0, 0, VOXEL_MM, z],
    components: 1,
    values,
    description: 'Colin27 T1 (ch2 of MRIcron), 1.25 mm, 64 levels',
  });
}
