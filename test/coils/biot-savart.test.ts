import { describe, expect, it } from 'vitest';
import { norm, scale, sub, type Vec3 } from '../../src/model/vec3';
import { overPaths, segmentA, segmentB } from '../helpers/biot-savart';
import { sharedJson, sharedPath } from '../helpers/reference';

interface Case {
  points: Vec3[];
  A: Vec3[];
  B: Vec3[];
  E_primary: Vec3[];
  dIdt: number;
}
interface PrimaryFields {
  loops: (Case & { radius: number; centre: Vec3; normal: Vec3 })[];
  segments: (Case & { start: Vec3; end: Vec3 })[];
}

const FILE = 'reference/closed-form/B_primary_fields.json';

function worstRelative(got: Vec3[], want: Vec3[]): number {
  const largest = Math.max(...want.map(norm));
  return Math.max(...got.map((g, i) => norm(sub(g, want[i])))) / largest;
}

/** A regular polygon of the loop's area, right-handed about its normal, mm. */
function loopPathMm(radius: number, centre: Vec3, normal: Vec3, sides: number): Vec3[] {
  const reference: Vec3 = Math.abs(normal[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  const along = reference[0] * normal[0] + reference[1] * normal[1] + reference[2] * normal[2];
  const flat = sub(reference, scale(normal, along));
  const u = scale(flat, 1 / norm(flat));
  const v: Vec3 = [
    normal[1] * u[2] - normal[2] * u[1],
    normal[2] * u[0] - normal[0] * u[2],
    normal[0] * u[1] - normal[1] * u[0],
  ];
  const step = (2 * Math.PI) / sides;
  const r = radius * Math.sqrt(step / Math.sin(step));
  return Array.from({ length: sides + 1 }, (_, i) => {
    const [c, s] = [r * Math.cos(step * i), r * Math.sin(step * i)];
    return [0, 1, 2].map((d) => 1000 * (centre[d] + c * u[d] + s * v[d])) as unknown as Vec3;
  });
}

describe.skipIf(!sharedPath(FILE))('the test suite’s own Biot-Savart against independent closed forms', () => {
  it('segments: A, B and -dA/dt to 1e-8', () => {
    for (const s of sharedJson<PrimaryFields>(FILE).segments) {
      const a = s.points.map((p) => segmentA(s.start, s.end, p));
      expect(worstRelative(a, s.A)).toBeLessThan(1e-8);
      expect(
        worstRelative(
          s.points.map((p) => segmentB(s.start, s.end, p)),
          s.B,
        ),
      ).toBeLessThan(1e-8);
      expect(
        worstRelative(
          a.map((v) => scale(v, -s.dIdt)),
          s.E_primary,
        ),
      ).toBeLessThan(1e-8);
    }
  });

  it('loops: a 4096-gon converges on the elliptic integrals', () => {
    for (const loop of sharedJson<PrimaryFields>(FILE).loops) {
      const path = loopPathMm(loop.radius, loop.centre, loop.normal, 4096);
      const [a, b] = [segmentA, segmentB].map((f) => loop.points.map((p) => overPaths([path], scale(p, 1e3), f)));
      expect(worstRelative(a, loop.A)).toBeLessThan(1e-5);
      expect(worstRelative(b, loop.B)).toBeLessThan(1e-4);
    }
  });
});
