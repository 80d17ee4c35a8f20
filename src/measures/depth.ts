import type { Surface } from '../model/surface';
import { cross, normalize, scale, type Vec3 } from '../model/vec3';
import { areaAboveMm2 } from './focality';
import { type ScalarMesh, scalarMesh } from './scalar-mesh';

/**
 * Depth and spread of a coil's field in a spherical brain, as Deng et al. 2013 define them: d1/2 is the depth under the
 * brain's surface of the deepest point with half of the largest |E| on that surface, V1/2 the volume with at least half
 * of it, S1/2 = V1/2 / d1/2.
 */
export interface DepthFigures {
  maxVPerM: number;
  halfDepthMm: number;
  halfVolumeMm3: number;
  halfSpreadMm2: number;
}

/** The sphere used for the published coils: a head of 85 mm, a brain of 70 mm, the coil 5 mm off the head. */
export const DENG_SPHERE = { headRadiusMm: 85, brainRadiusMm: 70, coilGapMm: 5 } as const;

/** Concentric shells of a brain sphere at which |E| is wanted. */
export interface DepthSample {
  radiusMm: number;
  /** Shell radii, the brain's surface first. */
  radiiMm: number[];
  /** All points, shell after shell, packed RAS mm. */
  pointsMm: Float32Array;
  /** The mesh of one shell of radius 1 mm. */
  unit: ScalarMesh;
}

export interface DepthSampling {
  centreMm?: Vec3;
  radiusMm?: number;
  /** Towards the coil: points lie denser there. */
  towards?: Vec3;
  /** Depth of the innermost shell; beyond the half-depth of every coil listed by Deng. */
  deepestMm?: number;
  stepMm?: number;
  rings?: number;
  sectors?: number;
}

/** The points at which `depthFigures` needs |E|. */
export function depthSample({
  centreMm = [0, 0, 0],
  radiusMm = DENG_SPHERE.brainRadiusMm,
  towards = [0, 0, 1],
  deepestMm = 40,
  stepMm = 1,
  rings = 60,
  sectors = 72,
}: DepthSampling = {}): DepthSample {
  const shell = polarSphere(normalize(towards), rings, sectors);
  const shells = Math.floor(Math.min(deepestMm, radiusMm) / stepMm + 1e-9) + 1;
  const radiiMm = Array.from({ length: shells }, (_, k) => radiusMm - k * stepMm);
  const size = shell.positionsMm.length;
  const pointsMm = new Float32Array(shells * size);
  radiiMm.forEach((r, k) => {
    for (let i = 0; i < size; i++) pointsMm[k * size + i] = centreMm[i % 3] + r * shell.positionsMm[i];
  });
  return { radiusMm, radiiMm, pointsMm, unit: scalarMesh(shell) };
}

/**
 * Evaluates |E| (V/m, one a point of the sample). The largest value of each shell gives the half-depth, linear between
 * shells; the area above half on each shell, summed over the depth by the trapezoidal rule, the volume. RangeError when
 * the field is still above half on the innermost shell.
 */
export function depthFigures(sample: DepthSample, magnitudesVPerM: ArrayLike<number>): DepthFigures {
  const { radiiMm, unit } = sample;
  const size = unit.surface.positionsMm.length / 3;
  if (magnitudesVPerM.length !== size * radiiMm.length) {
    throw new RangeError(`${magnitudesVPerM.length} values for ${size * radiiMm.length} points; give one a point`);
  }
  const shells = radiiMm.map((_, k) =>
    Float64Array.from({ length: size }, (_unused, i) => magnitudesVPerM[k * size + i]),
  );
  const largest = shells.map((values) => values.reduce((m, v) => Math.max(m, v), 0));
  const half = largest[0] / 2;
  // The mesh lies a little inside the sphere it stands for.
  const fullness = (4 * Math.PI) / unit.totalMm2;
  const areas = shells.map((values, k) => areaAboveMm2(unit, values, half) * fullness * radiiMm[k] ** 2);
  const last = largest.findLastIndex((m) => m >= half);
  if (last === largest.length - 1) {
    throw new RangeError(
      `|E| is above half of its maximum ${(sample.radiusMm - radiiMm[last]).toFixed(0)} mm deep; sample deeper`,
    );
  }
  const step = radiiMm[last] - radiiMm[last + 1];
  const beyond = (step * (largest[last] - half)) / (largest[last] - largest[last + 1]);
  const halfDepthMm = sample.radiusMm - radiiMm[last] + beyond;
  let halfVolumeMm3 = 0;
  for (let k = 0; k < last; k++) halfVolumeMm3 += ((areas[k] + areas[k + 1]) / 2) * (radiiMm[k] - radiiMm[k + 1]);
  halfVolumeMm3 += (areas[last] * beyond) / 2;
  return { maxVPerM: largest[0], halfDepthMm, halfVolumeMm3, halfSpreadMm2: halfVolumeMm3 / halfDepthMm };
}

/** A closed sphere of radius 1 with its pole at `axis`; rings lie denser near that pole. */
function polarSphere(axis: Vec3, rings: number, sectors: number): Surface {
  const u = normalize(cross(axis, Math.abs(axis[0]) < 0.7 ? [1, 0, 0] : [0, 1, 0]));
  const w = cross(axis, u);
  const points: number[] = [...axis];
  for (let i = 1; i < rings; i++) {
    const s = i / rings;
    const polar = Math.PI * (0.4 * s + 0.6 * s * s);
    for (let j = 0; j < sectors; j++) {
      const turn = (2 * Math.PI * j) / sectors;
      for (let d = 0; d < 3; d++) {
        points.push(Math.cos(polar) * axis[d] + Math.sin(polar) * (Math.cos(turn) * u[d] + Math.sin(turn) * w[d]));
      }
    }
  }
  points.push(...scale(axis, -1));
  const at = (ring: number, j: number): number => 1 + (ring - 1) * sectors + (j % sectors);
  const end = points.length / 3 - 1;
  const faces: number[] = [];
  for (let j = 0; j < sectors; j++) {
    faces.push(0, at(1, j), at(1, j + 1));
    for (let i = 1; i < rings - 1; i++) {
      faces.push(at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j), at(i + 1, j + 1), at(i, j + 1));
    }
    faces.push(at(rings - 1, j), end, at(rings - 1, j + 1));
  }
  return { positionsMm: Float32Array.from(points), triangles: Uint32Array.from(faces) };
}
