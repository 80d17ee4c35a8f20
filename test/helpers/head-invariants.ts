/** What must hold on any head, without a reference: each function gives the relative error that is left. */

import { coilElements, vectorPotential } from '../../src/engine/coil-potential';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import type { Coil } from '../../src/model/coil';
import { builtinCoil } from '../../src/model/coils/catalogue';
import type { Electrode } from '../../src/model/electrode';
import type { Layer } from '../../src/model/head';
import { closestPoint } from '../../src/model/mesh/closest-point';
import {
  composePoses,
  IDENTITY_POSE,
  invertPose,
  type Pose,
  poseFromAxes,
  rotateVector,
  transformPoint,
} from '../../src/model/pose';
import type { Surface } from '../../src/model/surface';
import { at, cross, dot, normalize, sub, type Vec3 } from '../../src/model/vec3';
import { relativeL2 } from './engine';

/** A pose over the left frontal scalp of the bundled head, handle backward. */
const z = normalize([0.6, -0.55, -0.58]);
export const OVER_F3: Pose = poseFromAxes(normalize(cross(z, [-0.7, -0.7, 0])), z, [-58, 62, 50]);

export function figureEight(): Coil {
  const coil = builtinCoil('figure8-70');
  if (!coil) throw new Error('no figure8-70 in the catalogue');
  return coil;
}

const tms = (coil: Coil, pose: Pose): Source => ({ kind: 'tms', coil, pose, didtAPerS: 1e8 });

const mapVectors = (packed: Float32Array, f: (v: Vec3) => Vec3): Float32Array =>
  Float32Array.from(Array.from({ length: packed.length / 3 }, (_, i) => f(at(packed, i))).flat());

/** Head and coil moved together (`other` takes the moved head) against the field of `still`, turned. */
export async function rigidMotionError(
  still: FieldEngine,
  other: FieldEngine,
  layers: Layer[],
  pointsMm: Float32Array,
): Promise<number> {
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
  const turn: Pose = [c, -s, 0, 12, s, c, 0, -7, 0, 0, 1, 30, 0, 0, 0, 1];
  const moved = (points: Float32Array): Float32Array => mapVectors(points, (p) => transformPoint(turn, p));
  const movedSurface = (surface: Surface): Surface => ({ ...surface, positionsMm: moved(surface.positionsMm) });
  await other.prepare(layers.map((layer) => ({ ...layer, surface: movedSurface(layer.surface) })));
  const coil = figureEight();
  const [before] = (await still.solve(tms(coil, OVER_F3), [pointsMm])).eVPerM;
  const [after] = (await other.solve(tms(coil, composePoses(turn, OVER_F3)), [moved(pointsMm)])).eVPerM;
  return relativeL2(
    mapVectors(after, (e) => rotateVector(invertPose(turn), e)),
    before,
  );
}

/**
 * A coil told twice, as its vector potential on a grid and with the gradient of a potential added to it, which changes no magnetic
 * field: the two E must be one.
 */
export async function gaugeError(engine: FieldEngine, pointsMm: Float32Array): Promise<number> {
  const n = 21;
  const spacing = 16;
  const place = (i: number): number => spacing * (i - (n - 1) / 2);
  const gridMm = Float64Array.from({ length: 3 * n ** 3 }, (_, i) => {
    const v = Math.floor(i / 3);
    return place([v % n, Math.floor(v / n) % n, Math.floor(v / n ** 2)][i % 3]);
  });
  const a = vectorPotential(coilElements(figureEight(), OVER_F3), gridMm);
  // grad of f (xy + yz): linear, so that the grid adds no error of its own; of the size of A in the brain
  const f = 5e-9;
  const gradient = (v: number, d: number): number => {
    const [x, y, zMm] = gridMm.subarray(3 * v, 3 * v + 3);
    return f * [y, x + zMm, y][d];
  };
  const corner = place(0);
  const affineMm = [spacing, 0, 0, corner, 0, spacing, 0, corner, 0, 0, spacing, corner, 0, 0, 0, 1];
  const coil = (id: string, valuesTmPerA: Float32Array): Coil => ({
    id,
    title: id,
    aField: { dims: [n, n, n], affineMm, valuesTmPerA },
  });
  const told = coil('A', Float32Array.from(a));
  const retold = coil(
    'A and a gradient',
    Float32Array.from(a, (value, i) => value + gradient(Math.floor(i / 3), i % 3)),
  );
  const [first, second] = await engine.solveAll(
    [told, retold].map((c) => ({ source: tms(c, IDENTITY_POSE), pointsMm: [pointsMm] })),
  );
  return relativeL2(second.eVPerM[0], first.eVPerM[0]);
}

/** The voltage at c-d from a current at a-b against that at a-b from the same current at c-d. */
export async function reciprocityError(engine: FieldEngine, scalp: Surface): Promise<number> {
  const sites: Vec3[] = [
    [-51, 54, 43],
    [53, 55, 41],
    [-67, -11, 65],
    [0, -114, 9],
  ];
  const [a, b, c, d] = sites.map((p) => closestPoint(scalp, p).pointMm);
  const pair = (p: Vec3, q: Vec3): Electrode[] => [
    { atMm: p, currentMa: 1, shape: { kind: 'disc', radiusMm: 6 } },
    { atMm: q, currentMa: -1, shape: { kind: 'disc', radiusMm: 6 } },
  ];
  const n = 6000;
  /** Points of the midpoint rule on the chord from q to p, which leaves the scalp nowhere. */
  const chord = (p: Vec3, q: Vec3): Float32Array =>
    Float32Array.from({ length: 3 * n }, (_, i) => q[i % 3] + ((Math.floor(i / 3) + 0.5) / n) * (p[i % 3] - q[i % 3]));
  /** Minus the line integral of E from q to p, V. */
  const voltage = (e: Float32Array, p: Vec3, q: Vec3): number => {
    const along = sub(p, q);
    let sum = 0;
    for (let i = 0; i < n; i++) sum -= (dot(at(e, i), along) * 1e-3) / n;
    return sum;
  };
  const [there, back] = await engine.solveAll(
    [
      { source: { kind: 'tdcs', electrodes: pair(a, b) }, pointsMm: [chord(c, d)] },
      { source: { kind: 'tdcs', electrodes: pair(c, d) }, pointsMm: [chord(a, b)] },
    ],
    { tolerance: 1e-4 },
  );
  return Math.abs(voltage(there.eVPerM[0], c, d) / voltage(back.eVPerM[0], a, b) - 1);
}
