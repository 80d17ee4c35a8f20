import type { FieldEngine, Progress, Source } from '../engine/protocol';
import { DENG_SPHERE, type DepthFigures, type DepthSample, depthFigures, depthSample } from '../measures/depth';
import { magnitudes } from '../measures/scalar-mesh';
import type { Coil } from '../model/coil';
import { builtinWinding } from '../model/coils/catalogue';
import type { Layer } from '../model/head';
import { icosphere } from '../model/icosphere';
import type { Vec3 } from '../model/vec3';
import { Placer } from './placement';
import { SOLVE_TOLERANCE } from './solve-tolerance';
import { UNIT_DIDT_A_PER_S } from './unit-didt';

/** Of the published sphere, S/m; the field of a coil in a sphere does not depend on it. */
const SPHERE_S_PER_M = 0.33;
/** 5,120 triangles: a figure-eight's field is then within 0.2 % of the closed form. */
const SPHERE_LEVEL = 4;
const TOP: Vec3 = [0, 0, 1];
/** Shells and points on them: figures within 0.2 % of those of a sample eight times as dense. */
const SAMPLING = { towards: TOP, deepestMm: 40, stepMm: 1, rings: 44, sectors: 48 } as const;

let layer: Layer | null = null;

/** The head of the published spheres. */
function dengLayers(): Layer[] {
  layer ??= {
    name: 'sphere',
    surface: icosphere(DENG_SPHERE.headRadiusMm, SPHERE_LEVEL),
    insideSPerM: SPHERE_S_PER_M,
  };
  return [layer];
}

/**
 * The coil over the top of the published sphere: laid flat, its winding's near edge 5 mm off the head. The casing's wall is
 * thicker than that, so it sinks in by the rest; a bent coil's casing touches first and keeps its distance by as much.
 */
function dengSource(coil: Coil): Source {
  const placer = new Placer(dengLayers()[0].surface);
  placer.setCoil(coil);
  const gapMm = DENG_SPHERE.coilGapMm - (builtinWinding(coil.id)?.wallMm ?? 0);
  const siteMm: Vec3 = [0, 0, DENG_SPHERE.headRadiusMm];
  const pose = placer.pose({ siteMm, angleDeg: 0, pitchDeg: 0, rollDeg: 0, gapMm });
  return { kind: 'tms', coil, pose, didtAPerS: UNIT_DIDT_A_PER_S };
}

/** Half-depth, half-volume and spread of a coil on the published sphere; `engine` is given that sphere as its head. */
export async function dengFigures(
  engine: Pick<FieldEngine, 'prepare' | 'solve'>,
  coil: Coil,
  onProgress?: (p: Progress) => void,
  signal?: AbortSignal,
): Promise<DepthFigures> {
  const sample: DepthSample = depthSample(SAMPLING);
  await engine.prepare(dengLayers(), onProgress, signal);
  const { eVPerM } = await engine.solve(
    dengSource(coil),
    [sample.pointsMm],
    { tolerance: SOLVE_TOLERANCE },
    onProgress,
    signal,
  );
  return depthFigures(sample, magnitudes(eVPerM[0]));
}
