import type { Head } from '../model/head';
import type { Vec3 } from '../model/vec3';
import { OLDER_NAMES, type Positions, tenTenPositions } from '../targeting/ten-ten';
import { InputError } from './input-error';

/** Laying the tapes takes a moment, so a head's positions are found once. */
const known = new WeakMap<Head, Positions>();

/** Where the 10-10 position `name` lies on the head's scalp, mm, if there is such a one; throws InputError without landmarks. */
export function tenTenPosition(name: string, head: Head): Vec3 | undefined {
  if (!head.landmarks) {
    throw new InputError(
      `electrode "${name}": the head has no landmarks; give its place as [x, y, z] in mm, or the landmarks in "head"`,
    );
  }
  const positions = known.get(head) ?? tenTenPositions(head.layers[0].surface, head.landmarks);
  known.set(head, positions);
  return positions.get(OLDER_NAMES[name] ?? name);
}
