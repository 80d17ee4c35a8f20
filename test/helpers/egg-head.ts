import { writeObj } from '../../src/formats/obj';
import { writePly } from '../../src/formats/ply-write';
import { writeStl } from '../../src/formats/stl';
import type { Surface } from '../../src/model/surface';
import { mapped, sphere } from './shapes';

/** An ellipsoid about the size of a head, `inMm` within its outermost. */
const shell = (inMm: number, level: number): Surface =>
  mapped(sphere(1, level), (p) => [(78 - inMm) * p[0], (98 - inMm) * p[1] - 15, (90 - inMm) * p[2] + 10]);

/** Three nested shells as files of three formats, small enough to solve in a moment; the skull's triangles face inward. */
export function eggHeadFiles(level = 3): { name: string; bytes: Uint8Array }[] {
  const skull = shell(7, level);
  skull.triangles.reverse();
  return [
    { name: 'egg_skin.ply', bytes: writePly(shell(0, level)) },
    { name: 'egg_skull.stl', bytes: writeStl(skull) },
    { name: 'egg_brain.obj', bytes: new TextEncoder().encode(writeObj(shell(14, level + 1))) },
  ];
}
