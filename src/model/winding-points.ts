import type { Coil } from './coil';
import { at, type Vec3 } from './vec3';

/** The points that carry a coil's current (corners of its paths, its dipoles), in its own frame, mm; none where only its field is known. */
export function windingPointsMm({ pathsMm = [], dipoles }: Coil): Vec3[] {
  const positions = dipoles?.positionsMm ?? [];
  return [...pathsMm.flat(), ...Array.from({ length: positions.length / 3 }, (_, i) => at(positions, i))];
}
