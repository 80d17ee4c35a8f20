import type { Surface } from '../../src/model/surface';
import type { Vec3 } from '../../src/model/vec3';
import { icosphere } from './icosphere';

export const sphere = (radiusMm: number, level: number): Surface => icosphere(level, radiusMm);

/** A surface with each corner moved by `move`. */
export function mapped(surface: Surface, move: (p: Vec3) => Vec3): Surface {
  const out = new Float32Array(surface.positionsMm.length);
  for (let i = 0; i < out.length; i += 3) {
    out.set(move([surface.positionsMm[i], surface.positionsMm[i + 1], surface.positionsMm[i + 2]]), i);
  }
  return { positionsMm: out, triangles: surface.triangles };
}
