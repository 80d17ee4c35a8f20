import { describe, expect, it } from 'vitest';
import { coilElements, fluxDensity, vectorPotential } from '../../src/engine/coil-potential';
import { coilField, fieldAt } from '../../src/engine/primary-source';
import type { Coil } from '../../src/model/coil';
import { IDENTITY_POSE, type Pose } from '../../src/model/pose';
import type { Vec3 } from '../../src/model/vec3';
import { primaryField } from '../helpers/biot-savart';
import { relativeL2, testCore, testEngine } from '../helpers/engine';
import { sharedJson, sharedPath } from '../helpers/reference';

interface Segment {
  start: number[];
  end: number[];
  dIdt: number;
  points: number[][];
  E_primary: number[][];
  B: number[][];
}

interface Loop {
  radius: number;
  centre: number[];
  normal: Vec3;
  dIdt: number;
  points: number[][];
  E_primary: number[][];
  B: number[][];
}

const mm = (p: number[]): Vec3 => p.map((v) => 1e3 * v) as unknown as Vec3;
const pack = (points: number[][]): Float32Array => Float32Array.from(points.flat(), (v) => 1e3 * v);

/** A field A(p) sampled on a grid of 10 mm, as a coil. */
function gridCoil(field: (p: Vec3) => Vec3): Coil {
  const dims = [21, 17, 15] as const;
  const affineMm = [10, 0, 0, -100, 0, -10, 0, 80, 0, 0, 10, -70, 0, 0, 0, 1];
  const valuesTmPerA = new Float32Array(3 * dims[0] * dims[1] * dims[2]);
  for (let v = 0; v < valuesTmPerA.length / 3; v++) {
    const [i, j, k] = [v % dims[0], Math.floor(v / dims[0]) % dims[1], Math.floor(v / dims[0] / dims[1])];
    valuesTmPerA.set(field([10 * i - 100, 80 - 10 * j, 10 * k - 70]), 3 * v);
  }
  return { id: 'grid', title: 'grid', aField: { dims, affineMm, valuesTmPerA } };
}

describe('a coil given as its A-field on a grid', () => {
  const quarter: Pose = [0, -1, 0, 5, 1, 0, 0, -3, 0, 0, 1, 8, 0, 0, 0, 1];

  it('turns with its pose, and a linear field is exact to the rim', async () => {
    const engine = await testEngine();
    const coil = gridCoil(([x, y, z]) => [1e-6 * x, 2e-6 * y - 1e-6 * z, 3e-6]);
    // at head (5 - y, x - 3, z + 8) the coil-frame point (x, y, z)
    const at: Vec3[] = [
      [12, -34, 56],
      [-99, 79, -69],
      [100, -80, 70],
    ];
    const points = Float32Array.from(at.flatMap(([x, y, z]) => [5 - y, x - 3, z + 8]));
    const e = await engine.primary(coil, quarter, 1e6, points);
    const expected = at.flatMap(([x, y, z]) => [2 * y - z, -x, -3]);
    expect(relativeL2(e, expected)).toBeLessThan(1e-5);
  });

  it('has the field of the coil it was sampled from, to half a percent 40 mm off', async () => {
    const engine = await testEngine();
    const dipole: Coil = {
      id: 'd',
      title: 'd',
      dipoles: { positionsMm: Float64Array.of(0, 0, -60), momentsAm2PerA: Float64Array.of(0.3, -0.2, 1) },
    };
    const elements = coilElements(dipole, IDENTITY_POSE);
    const coil = gridCoil((p) => [...vectorPotential(elements, p)] as unknown as Vec3);
    const points = Float32Array.from(
      { length: 300 },
      (_, i) => [37 * Math.sin(i), 33 * Math.cos(2 * i), -15 + (i % 40)][i % 3],
    );
    const [grid, exact] = [
      await engine.primary(coil, quarter, 1, points),
      await engine.primary(dipole, quarter, 1, points),
    ];
    expect(relativeL2(grid, exact)).toBeLessThan(5e-3);
  });

  it('is refused where nothing is known of it', async () => {
    const engine = await testEngine();
    const coil = gridCoil(() => [1, 0, 0]);
    await expect(engine.primary(coil, IDENTITY_POSE, 1, Float32Array.of(0, 0, 71))).rejects.toThrow(
      /grid of grid does not reach \(0, 0, 71\) mm/,
    );
  });
});

describe('primary fields', () => {
  it('agree with a double-precision sum over wire segments', async () => {
    const engine = await testEngine();
    const path: Vec3[] = Array.from({ length: 49 }, (_, i) => {
      const a = (2 * Math.PI * i) / 48;
      return [40 * Math.cos(a), 40 * Math.sin(a), -5];
    });
    const points: Vec3[] = Array.from({ length: 50 }, (_, i) => [3 * i - 70, 2 * i - 40, 12 + i]);
    const coil: Coil = { id: 'loop', title: 'loop', pathsMm: [path] };
    const fast = await engine.primary(coil, IDENTITY_POSE, 1e8, Float32Array.from(points.flat()));
    expect(
      relativeL2(
        fast,
        points.flatMap((p) => [...primaryField([path], p, 1e8)]),
      ),
    ).toBeLessThan(2e-6);
  });

  it('of a dipole is m x R / R^3', async () => {
    const engine = await testEngine();
    const coil: Coil = {
      id: 'dipoles',
      title: 'two dipoles at the origin',
      dipoles: { positionsMm: new Float64Array(6), momentsAm2PerA: Float64Array.from([0, 0, 1, 0, 1, 0]) },
    };
    const points = Float32Array.from([1000, 0, 0, 0, 1000, 0, 0, 0, 1000]);
    const e = await engine.primary(coil, IDENTITY_POSE, 1e6, points);
    const dadt = [0, 0.1, -0.1, -0.1, 0, 0, 0.1, 0, 0];
    expect(
      relativeL2(
        e,
        dadt.map((v) => -v),
      ),
    ).toBeLessThan(1e-6);
  });

  it('of a short piece of wire is mu0/(4 pi) I v / R', () => {
    const coil: Coil = {
      id: 's',
      title: 's',
      pathsMm: [
        [
          [-0.005, 0, 0],
          [0.005, 0, 0],
        ],
      ],
    };
    const a = vectorPotential(coilElements(coil, IDENTITY_POSE), [-1, 1, 0]);
    expect(relativeL2(a, [(1e-7 * 0.01) / Math.SQRT2, 0, 0])).toBeLessThan(1e-5);
  });

  it('four points at a time agree with the double-precision sum, along wires and across the gaps between them', async () => {
    const ring = (radius: number, zMm: number, turns: number): Vec3[] =>
      Array.from({ length: 24 * turns + 1 }, (_, i) => {
        const angle = (2 * Math.PI * i) / 24;
        return [radius * Math.cos(angle), radius * Math.sin(angle), zMm];
      });
    const coil: Coil = { id: 'c', title: 'c', pathsMm: [ring(40, 0, 2), ring(25, 3, 1), ring(33, -4, 1).reverse()] };
    const core = await testCore();
    const pointsMm = Array.from({ length: 3 * 1501 }, (_, i) => 30 + 60 * Math.sin(1.7 * i));
    const fast = fieldAt(
      core,
      coilField(core, coil, IDENTITY_POSE, 1),
      pointsMm.map((v) => v * 1e-3),
    );
    const slow = vectorPotential(coilElements(coil, IDENTITY_POSE), pointsMm).map((a) => -a);
    expect(relativeL2(fast, slow)).toBeLessThan(2e-5);
  });

  const data = 'reference/closed-form/B_primary_fields.json';
  it.skipIf(!sharedPath(data))(
    'agree with the closed forms of segments and loops (reference data present)',
    async () => {
      const engine = await testEngine();
      const { segments, loops } = sharedJson<{ segments: Segment[]; loops: Loop[] }>(data);
      for (const s of segments) {
        const coil: Coil = { id: 's', title: 's', pathsMm: [[mm(s.start), mm(s.end)]] };
        const e = await engine.primary(coil, IDENTITY_POSE, s.dIdt, pack(s.points));
        expect(relativeL2(e, s.E_primary.flat())).toBeLessThan(1e-6);
        expect(relativeL2(fluxDensity(coilElements(coil, IDENTITY_POSE), pack(s.points)), s.B.flat())).toBeLessThan(
          1e-6,
        );
      }
      for (const loop of loops) {
        const coil: Coil = { id: 'l', title: 'l', pathsMm: [circle(loop, 4000)] };
        const e = await engine.primary(coil, IDENTITY_POSE, loop.dIdt, pack(loop.points));
        expect(relativeL2(e, loop.E_primary.flat())).toBeLessThan(1e-6);
        expect(
          relativeL2(fluxDensity(coilElements(coil, IDENTITY_POSE), pack(loop.points)), loop.B.flat()),
        ).toBeLessThan(1e-6);
      }
    },
  );
});

/** A loop as a regular polygon of the same area. */
function circle(loop: Loop, sides: number): Vec3[] {
  const n = loop.normal;
  const helper: Vec3 = Math.abs(n[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  const along = helper[0] * n[0] + helper[1] * n[1] + helper[2] * n[2];
  const raw = helper.map((h, d) => h - along * n[d]);
  const length = Math.hypot(...raw);
  const u = raw.map((v) => v / length);
  const v = [n[1] * u[2] - n[2] * u[1], n[2] * u[0] - n[0] * u[2], n[0] * u[1] - n[1] * u[0]];
  const step = (2 * Math.PI) / sides;
  const radius = loop.radius * Math.sqrt(step / Math.sin(step));
  return Array.from({ length: sides + 1 }, (_, i) =>
    mm([0, 1, 2].map((d) => loop.centre[d] + radius * (Math.cos(i * step) * u[d] + Math.sin(i * step) * v[d]))),
  );
}
