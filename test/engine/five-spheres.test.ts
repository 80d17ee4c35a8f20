import { expect, it } from 'vitest';
import type { Source } from '../../src/engine/protocol';
import { poseFromAxes, transformPoint } from '../../src/model/pose';
import { add, cross, normalize, scale, type Vec3 } from '../../src/model/vec3';
import { relativeL2, sphereLayers, testEngine } from '../helpers/engine';
import { shellField } from '../helpers/sphere-tdcs';
import { driven, figureEight, loopDipoles, sphereField } from '../helpers/sphere-tms';

/** Scalp, skull, CSF, grey and white matter. */
const RADII_MM = [92, 86, 80, 78, 75.5];
const INSIDE_S_PER_M = [0.465, 0.01, 1.654, 0.275, 0.126];
const DISC_MM = 17;
const DIDT = 1e8;
/** Pieces from a turn's middle to its wire: twice as many change no digit below, a third as many 0.04 %. */
const RINGS = 16;

/** Points in grey and white matter, m. */
const points = new Float64Array(900).map((_, i) => {
  const k = Math.floor(i / 3);
  const up = 1 - (k + 0.5) / 150;
  const angle = Math.PI * (1 + Math.sqrt(5)) * k;
  const flat = Math.sqrt(1 - up * up);
  return 1e-3 * [76.8, 74, 68, 55][k % 4] * [flat * Math.cos(angle), flat * Math.sin(angle), up][i % 3];
});

/** A source, and the closed form of its field at the points. */
type Case = [name: string, source: Source, exact: ArrayLike<number>];

/** Nine turns a wing of 26 to 44 mm, their nearest point 10 mm off the scalp below the middle; tilted about the handle. */
function coil(towards: Vec3, tiltDeg: number): Case {
  const loops = figureEight(9, 0.026, 0.044, 0.045);
  const out = normalize(towards);
  const side = normalize(cross(out, [0.3, 0.9, -0.2]));
  const tilt = (tiltDeg * Math.PI) / 180;
  const z = scale(add(scale(out, Math.cos(tilt)), scale(side, Math.sin(tilt))), -1);
  const y = normalize(cross(z, side));
  const pose = poseFromAxes(y, z, scale(out, 102 + 40 * Math.sin(tilt)));
  const inHead = (p: Vec3): Vec3 => scale(transformPoint(pose, scale(p, 1e3)), 1e-3);
  const exact = sphereField(
    driven(
      loops.flatMap((loop) => loopDipoles(loop.map(inHead), RINGS)),
      DIDT,
    ),
    points,
  );
  const pathsMm = loops.map((loop) => [...loop, loop[0]].map((p) => scale(p, 1e3)));
  const source: Source = {
    kind: 'tms',
    coil: { id: 'figure8', title: 'figure-eight', pathsMm },
    pose,
    didtAPerS: DIDT,
  };
  return [`figure-eight, tilted by ${tiltDeg} degrees`, source, exact];
}

function discs(anode: Vec3, cathode: Vec3): Case {
  const shells = { radiiM: RADII_MM.map((r) => 1e-3 * r).reverse(), sPerM: [...INSIDE_S_PER_M].reverse() };
  const pads: [Vec3, number][] = [
    [normalize(anode), 2],
    [normalize(cathode), -2],
  ];
  const exact = shellField(
    shells,
    pads.map(([direction, mA]) => ({ direction, currentA: 1e-3 * mA, capHalfAngleRad: DISC_MM / RADII_MM[0] })),
    points,
  );
  const electrodes = pads.map(([direction, currentMa]) => ({
    atMm: scale(direction, RADII_MM[0]),
    currentMa,
    shape: { kind: 'disc', radiusMm: DISC_MM } as const,
  }));
  return [`discs of ${DISC_MM} mm`, { kind: 'tdcs', electrodes }, exact];
}

it('five spheres with edges of 3.4 mm outside and 6 mm inside against closed forms', { timeout: 120_000 }, async () => {
  const engine = await testEngine(1);
  await engine.prepare(sphereLayers(RADII_MM, INSIDE_S_PER_M, [5, 5, 5, 4, 4]));
  const cases = [coil([-0.6, 0.1, 0.5], 15), discs([-0.5, 0.6, 0.62], [0.3, 0.93, -0.2])];
  const pointsMm = [Float32Array.from(points, (v) => 1e3 * v)];
  const solved = await engine.solveAll(cases.map(([, source]) => ({ source, pointsMm })));
  for (const [k, [name, source, exact]] of cases.entries()) {
    const error = relativeL2(solved[k].eVPerM[0], exact);
    console.info(`${name}: ${(100 * error).toFixed(2)} %`);
    expect(error, name).toBeLessThan(source.kind === 'tms' ? 0.002 : 0.01);
  }
});
