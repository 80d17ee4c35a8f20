import { describe, expect, it } from 'vitest';
import type { Coil } from '../../src/model/coil';
import { IDENTITY_POSE } from '../../src/model/pose';
import type { Vec3 } from '../../src/model/vec3';
import { primaryField } from '../helpers/biot-savart';
import { relativeL2, testEngine } from '../helpers/engine';
import { sharedJson, sharedPath } from '../helpers/reference';

interface Segment {
  start: number[];
  end: number[];
  dIdt: number;
  points: number[][];
  E_primary: number[][];
}

interface Loop {
  radius: number;
  centre: number[];
  normal: Vec3;
  dIdt: number;
  points: number[][];
  E_primary: number[][];
}

const mm = (p: number[]): Vec3 => p.map((v) => 1e3 * v) as unknown as Vec3;
const pack = (points: number[][]): Float32Array => Float32Array.from(points.flat(), (v) => 1e3 * v);

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

  const data = 'reference/closed-form/B_primary_fields.json';
  it.skipIf(!sharedPath(data))(
    'agree with the closed forms of segments and loops (reference data present)',
    async () => {
      const engine = await testEngine();
      const { segments, loops } = sharedJson<{ segments: Segment[]; loops: Loop[] }>(data);
      for (const s of segments) {
        const coil: Coil = { id: 's', title: 's', pathsMm: [[mm(s.start), mm(s.end)]] };
        const e = await engine.primary(coil, IDENTITY_POSE, s.dIdt, pack(s.points));
        // single precision; worst where a point lies nearly in line with its segment
        expect(relativeL2(e, s.E_primary.flat())).toBeLessThan(2e-5);
      }
      for (const loop of loops) {
        const coil: Coil = { id: 'l', title: 'l', pathsMm: [circle(loop, 4000)] };
        const e = await engine.primary(coil, IDENTITY_POSE, loop.dIdt, pack(loop.points));
        expect(relativeL2(e, loop.E_primary.flat())).toBeLessThan(5e-6);
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
