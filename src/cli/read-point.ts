import type { Vec3 } from '../model/vec3';

/** The point that `x,y,z` names, or null where it names none. */
export function readPoint(text: string): Vec3 | null {
  const [x, y, z, ...rest] = text.split(',').map((word) => (word.trim() === '' ? Number.NaN : Number(word)));
  return rest.length === 0 && [x, y, z].every(Number.isFinite) ? [x, y, z] : null;
}
