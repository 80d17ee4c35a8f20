import type { Source } from '../engine/protocol';
import { type Head, mniPoint } from '../model/head';
import { IDENTITY_POSE } from '../model/pose';
import { corners, triangleCount, vertexCount, vertexNormals } from '../model/surface';
import { add, at, distance, dot, normalize, scale, sub, type Vec3 } from '../model/vec3';
import type { SignaturePoint } from './projection';

/** A magnetic dipole outside the head; its moment is one A.m2 per A along `direction`. */
export interface ShellDipole {
  positionMm: Vec3;
  direction: Vec3;
}

/**
 * How far outside the scalp the shell lies, and how near its dipoles may come to each other, mm. On the bundled head these
 * match coils down to 2 mm from the scalp to 0.3 %; 15 mm apart at 15 mm costs more sources for no better match.
 */
const SHELL_HEIGHT_MM = 20;
const SHELL_SPACING_MM = 16;
/** No coil for cortex sits lower than this, MNI z mm. */
const LOWEST_MNI_MM = -62;

/**
 * Magnetic dipoles along the normals of a shell round the head. Any coil outside the shell has a layer of such dipoles
 * with the same field inside (the magnetic equivalence theorem). Coils that dip under it are matched by their field at the
 * brain, which is smooth there.
 *
 * @param spacingMm how near the dipoles may come to each other: the wider, the fewer solves and the coarser the basis
 */
export function dipoleShell(head: Head, spacingMm = SHELL_SPACING_MM): ShellDipole[] {
  const scalp = head.layers[0].surface;
  const lowestMm = mniPoint(head, [0, 0, LOWEST_MNI_MM])[2];
  const normals = vertexNormals(scalp);
  const kept: ShellDipole[] = [];
  const offer = (point: Vec3, direction: Vec3): void => {
    const positionMm = add(point, scale(direction, SHELL_HEIGHT_MM));
    if (positionMm[2] < lowestMm) return;
    if (kept.every((k) => distance(k.positionMm, positionMm) >= spacingMm)) kept.push({ positionMm, direction });
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

/** n.B over mu0/(4 pi) of a shell dipole at the signature points. */
export function dipoleFlux({ positionMm, direction }: ShellDipole, points: SignaturePoint[]): Float64Array {
  const from = scale(positionMm, 1e-3);
  return Float64Array.from(points, ({ positionM, normal }) => {
    const r = sub(positionM, from);
    const r2 = dot(r, r);
    return (3 * dot(direction, r) * dot(normal, r)) / (r2 * r2 * Math.sqrt(r2)) - dot(direction, normal) / r2 ** 1.5;
  });
}

/** The shell's dipoles as sources. */
export const shellSources = (shell: ShellDipole[]): Source[] =>
  shell.map(({ positionMm, direction }) => ({
    kind: 'tms',
    coil: {
      id: 'dipole',
      title: 'magnetic dipole',
      dipoles: { positionsMm: Float64Array.from(positionMm), momentsAm2PerA: Float64Array.from(direction) },
    },
    pose: IDENTITY_POSE,
    didtAPerS: 1,
  }));
