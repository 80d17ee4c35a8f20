import type { FieldEngine } from '../../src/engine/protocol';
import { DENG_COILS } from '../../src/measures/deng-coils';
import { DENG_SPHERE, depthFigures, depthSample } from '../../src/measures/depth';
import { builtinCoil, builtinWinding } from '../../src/model/coils/catalogue';
import { type Pose, transformPoint } from '../../src/model/pose';
import { norm } from '../../src/model/vec3';
import { magnitudes } from './engine';

/** Built-in coils and the coils of Deng et al. 2013 that they are to be like. */
export const DENG_PAIRS = [
  { id: 'figure8-70', number: '31' },
  { id: 'mc-b70-class', number: '30' },
  { id: 'figure8-25', number: '25' },
];

/** The coil over the top of the sphere, its winding's nearest edge `gapMm` off. */
function above(id: string, radiusMm: number, gapMm: number): Pose {
  const paths = builtinCoil(id)?.pathsMm ?? [];
  const strip = (builtinWinding(id)?.wireHeightMm ?? 0) / 2;
  const pose = (z: number): Pose => [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, z, 0, 0, 0, 1];
  const clearance = (z: number): number =>
    Math.min(...paths.flat().map((p) => norm(transformPoint(pose(z), p)))) - strip - radiusMm;
  let [low, high] = [radiusMm, radiusMm + 60];
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (clearance(middle) < gapMm) low = middle;
    else high = middle;
  }
  return pose(high);
}

/** Depth and spread of a built-in coil over the sphere that `engine` holds, and those published for coil `number`. */
export async function dengFigures(engine: FieldEngine, id: string, number: string) {
  const coil = builtinCoil(id);
  const published = DENG_COILS.find((c) => c.number === number);
  if (!coil || !published) throw new Error(`${id} or coil ${number} is not known`);
  const pose = above(id, DENG_SPHERE.headRadiusMm, DENG_SPHERE.coilGapMm);
  const sample = depthSample({ deepestMm: 25 });
  const { eVPerM } = await engine.solve({ kind: 'tms', coil, pose, didtAPerS: 1e6 }, [sample.pointsMm]);
  return { figures: depthFigures(sample, magnitudes(eVPerM[0])), published };
}
