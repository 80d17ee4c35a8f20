import type { Coil } from '../model/coil';
import { lerp, sub, type Vec3 } from '../model/vec3';

/** Wire paths as line elements: the midpoint and the vector of each segment. */
function lineElement(paths: readonly (readonly Vec3[])[]): object {
  const segments = paths.flatMap((path) => path.slice(1).map((end, i): [Vec3, Vec3] => [path[i], end]));
  return {
    name: 'winding',
    stimulator: 0,
    type: 2,
    points: segments.map(([a, b]) => lerp(a, b, 0.5)),
    values: segments.map(([a, b]) => sub(b, a)),
  };
}

const rows = (packed: ArrayLike<number>): number[][] =>
  Array.from({ length: packed.length / 3 }, (_, i) => [packed[3 * i], packed[3 * i + 1], packed[3 * i + 2]]);

/** A coil as SimNIBS `.tcd` (JSON, mm), winding, dipoles, casing and the stimulator's greatest dI/dt. */
export function writeTcd(coil: Coil): string {
  const dipoles = coil.dipoles && {
    name: 'dipoles',
    stimulator: 0,
    type: 1,
    points: rows(coil.dipoles.positionsMm),
    values: rows(coil.dipoles.momentsAm2PerA),
  };
  return JSON.stringify({
    name: coil.title,
    version: '1',
    limits: [
      [-300, 300],
      [-200, 200],
      [-100, 300],
    ],
    resolution: [2, 2, 2],
    ...(coil.casing && {
      coilCasing: 0,
      coilModels: [{ points: rows(coil.casing.positionsMm), faces: rows(coil.casing.triangles) }],
    }),
    coilElementList: [...(dipoles ? [dipoles] : []), ...(coil.pathsMm ? [lineElement(coil.pathsMm)] : [])],
    stimulatorList: [
      {
        name: coil.stimulator ?? 'stimulator',
        ...(coil.maxDidtAPerS !== undefined && { maxdIdt: coil.maxDidtAPerS }),
      },
    ],
  });
}
