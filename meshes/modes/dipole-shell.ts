import { corners, type Surface, triangleCount, vertexCount, vertexNormals } from '../../src/model/surface';
import { add, at, distance, normalize, scale, type Vec3 } from '../../src/model/vec3';

/** A magnetic dipole outside the head; its moment is one A.m2 per A along `direction`. */
export interface ShellDipole {
  positionMm: Vec3;
  direction: Vec3;
}

/** How far outside the scalp the shell lies, and how near its dipoles may come to each other, mm. */
export const SHELL_HEIGHT_MM = 15;
export const SHELL_SPACING_MM = 12;
/** No coil for cortex sits lower than this, MNI z mm. */
const LOWEST_MM = -62;

/**
 * Magnetic dipoles along the normals of a shell round the head. Any coil outside the shell has a layer of such dipoles
 * with the same field inside (the magnetic equivalence theorem); a spacing below the distance to the brain makes the
 * discrete shell as good as the layer there, and coils that dip under it are met within the error that the tests state.
 */
export function dipoleShell(scalp: Surface): ShellDipole[] {
  const normals = vertexNormals(scalp);
  const kept: ShellDipole[] = [];
  const offer = (point: Vec3, direction: Vec3): void => {
    const positionMm = add(point, scale(direction, SHELL_HEIGHT_MM));
    if (positionMm[2] < LOWEST_MM) return;
    if (kept.every((k) => distance(k.positionMm, positionMm) >= SHELL_SPACING_MM)) kept.push({ positionMm, direction });
  };
  for (let v = 0; v < vertexCount(scalp); v++) offer(at(scalp.positionsMm, v), at(normals, v));
  // triangle centres fill the gaps that vertices alone leave
  for (let t = 0; t < triangleCount(scalp); t++) {
    const [a, b, c] = corners(scalp, t);
    const [i, j, k] = scalp.triangles.subarray(3 * t, 3 * t + 3);
    offer(scale(add(a, add(b, c)), 1 / 3), normalize(add(at(normals, i), add(at(normals, j), at(normals, k)))));
  }
  return kept;
}
