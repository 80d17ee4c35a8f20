import { beforeAll, describe, expect, it } from 'vitest';
import { BoundaryOperator } from '../../src/engine/boundary-operator';
import type { Core } from '../../src/engine/core';
import { runWhole } from '../../src/engine/sliced';
import { stackLayers, type TriangleSet } from '../../src/engine/triangles';
import { add, cross, dot, norm, scale, sub, type Vec3 } from '../../src/model/vec3';
import { relativeL2, sphereLayers, testCore } from '../helpers/engine';

const corner = (set: TriangleSet, t: number, k: number): Vec3 =>
  Array.from(set.cornersM.subarray(9 * t + 3 * k, 9 * t + 3 * k + 3)) as unknown as Vec3;

/** Solid angle of triangle t seen from p, positive from its inner side. */
function solidAngle(set: TriangleSet, t: number, p: Vec3): number {
  const [a, b, c] = [0, 1, 2].map((k) => sub(corner(set, t, k), p));
  const [ra, rb, rc] = [norm(a), norm(b), norm(c)];
  return 2 * Math.atan2(dot(a, cross(b, c)), ra * rb * rc + dot(a, b) * rc + dot(b, c) * ra + dot(c, a) * rb);
}

/** Centroids of the n^2 parts of triangle t: a slow, sure quadrature. */
function* parts(set: TriangleSet, t: number, n: number): Generator<Vec3> {
  const [a, b, c] = [0, 1, 2].map((k) => corner(set, t, k));
  const point = (u: number, v: number): Vec3 => add(scale(a, 1 - u - v), add(scale(b, u), scale(c, v)));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n - i; j++) {
      yield point((i + 1 / 3) / n, (j + 1 / 3) / n);
      if (i + j < n - 1) yield point((i + 2 / 3) / n, (j + 2 / 3) / n);
    }
  }
}

describe('the boundary operator', () => {
  let core: Core;
  let set: TriangleSet;
  let operator: BoundaryOperator;

  beforeAll(async () => {
    core = await testCore();
    // two spheres 6 mm apart with 7 mm edges: near, touching and far pairs all occur
    set = runWhole(stackLayers(sphereLayers([92, 86], [0.465, 0.01], [4, 4])));
    operator = runWhole(BoundaryOperator.build(core, set));
  });

  function product(charge: (t: number) => number, op = operator): Float64Array {
    const { arena, slots, slotOf } = op;
    const mark = arena.mark();
    const q = arena.zeros(slots);
    const y = arena.zeros(slots);
    const view = arena.f32(q, slots);
    for (let t = 0; t < set.count; t++) view[slotOf[t]] = charge(t);
    runWhole(op.apply([op.side(q, y)]));
    const out = arena.f32(y, slots);
    const result = Float64Array.from({ length: set.count }, (_, t) => out[slotOf[t]]);
    arena.release(mark);
    return result;
  }

  /** A charge that varies smoothly over the surfaces, as those of a solution do. */
  const smooth = (t: number): number =>
    set.areasM2[t] * (Math.sin(60 * set.centroidsM[3 * t]) + Math.cos(45 * set.centroidsM[3 * t + 2]));

  it('agrees with brute force: the mean flux of every source through a target', () => {
    const fast = product(smooth);
    const picked = Array.from({ length: 12 }, (_, k) => Math.floor(((k + 0.5) * set.count) / 12));
    const slow = picked.map((target) => {
      let sum = 0;
      for (let source = 0; source < set.count; source++) {
        if (source === target) continue;
        const near = [0, 1, 2].reduce(
          (s, d) => s + (set.centroidsM[3 * source + d] - set.centroidsM[3 * target + d]) ** 2,
          0,
        );
        const n = near < 0.015 ** 2 ? 8 : 3;
        let angle = 0;
        for (const p of parts(set, source, n)) angle += solidAngle(set, target, p) / n ** 2;
        sum += (smooth(source) * angle) / (4 * Math.PI * set.areasM2[target]);
      }
      return sum;
    });
    expect(
      relativeL2(
        picked.map((t) => fast[t]),
        slow,
      ),
    ).toBeLessThan(2e-3);
  });

  it('comes nearer to a high-degree far field as the degree grows', () => {
    const at = (degree: number): Float64Array =>
      product(smooth, runWhole(BoundaryOperator.build(core, set, { degree })));
    const best = at(12);
    const errors = [5, 7, 9].map((degree) => relativeL2(at(degree), best));
    expect(errors[1]).toBeLessThan(errors[0] / 2);
    expect(errors[2]).toBeLessThan(0.6 * errors[1]);
    expect(errors[1]).toBeLessThan(2e-3);
  });

  it('sends half of a charge out through its own surface, all through one round it, none through one inside', () => {
    const flux = (normalField: Float64Array, layer: number): number => {
      let sum = 0;
      for (let t = set.layerStart[layer]; t < set.layerStart[layer + 1]; t++) sum += set.areasM2[t] * normalField[t];
      return sum;
    };
    for (const [source, expected] of [
      [0, [0.5, 0]],
      [1, [1, 0.5]],
    ] as const) {
      const within = (t: number): boolean => t >= set.layerStart[source] && t < set.layerStart[source + 1];
      const charge = (t: number): number => (within(t) ? set.areasM2[t] * (1 + 0.5 * Math.sin(t)) : 0);
      const total = Array.from({ length: set.count }, (_, t) => charge(t)).reduce((a, b) => a + b, 0);
      const normalField = product(charge);
      for (const layer of [0, 1]) expect(flux(normalField, layer) / total).toBeCloseTo(expected[layer], 3);
    }
  });

  it('gives the same bits each time', () => {
    expect(product(smooth)).toEqual(product(smooth));
  });
});
