import type { Source } from '../../src/engine/protocol';
import { builtinCoil } from '../../src/model/coils/catalogue';
import { poseFromAxes } from '../../src/model/pose';
import { cross, normalize } from '../../src/model/vec3';

/** A figure-eight over F3 of the bundled head. */
export function coilOverF3(): Extract<Source, { kind: 'tms' }> {
  const coil = builtinCoil('figure8-70');
  if (!coil) throw new Error('no figure8-70 in the catalogue');
  const z = normalize([0.6, -0.55, -0.58]);
  const pose = poseFromAxes(normalize(cross(z, [-0.7, -0.7, 0])), z, [-62, 66, 54]);
  return { kind: 'tms', coil, pose, didtAPerS: 1e8 };
}
