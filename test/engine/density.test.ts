import { beforeAll, describe, expect, it } from 'vitest';
import { BoundaryOperator } from '../../src/engine/boundary-operator';
import { densityRows, spreadRecords } from '../../src/engine/density';
import { runWhole } from '../../src/engine/sliced';
import { stackLayers, type TriangleSet } from '../../src/engine/triangles';
import { sphereLayers, testCore } from '../helpers/engine';

describe('a density given by its means', () => {
  let operator: BoundaryOperator;
  let set: TriangleSet;

  beforeAll(async () => {
    set = runWhole(stackLayers(sphereLayers([90, 60], [1, 1], [3, 3])));
    operator = runWhole(BoundaryOperator.build(await testCore(), set));
  });

  /** The uniform charges that stand for means, by triangle. */
  function spread(mean: (t: number) => number): Float64Array {
    const { arena, slots, slotOf, core } = operator;
    const mark = arena.mark();
    const records = spreadRecords(operator);
    const x = arena.zeros(slots);
    const charge = arena.zeros(slots);
    const view = arena.f32(x, slots);
    for (let t = 0; t < set.count; t++) view[slotOf[t]] = mean(t) * Math.sqrt(set.areasM2[t]);
    core.exports.spread(records, x, charge, 0, slots);
    const q = arena.f32(charge, slots);
    const out = Float64Array.from({ length: set.count }, (_, t) => q[slotOf[t]]);
    arena.release(mark);
    return out;
  }

  const onOuter = (t: number): boolean => t < set.layerStart[1];

  it('keeps its total on each surface', () => {
    const wavy = (t: number): number => Math.sin(70 * set.centroidsM[3 * t]) + (onOuter(t) ? 2 : 0);
    const q = spread(wavy);
    for (const outer of [true, false]) {
      let got = 0;
      let want = 0;
      for (let t = 0; t < set.count; t++) {
        if (onOuter(t) !== outer) continue;
        got += q[t];
        want += wavy(t) * set.areasM2[t];
      }
      expect(got).toBeCloseTo(want, 6);
    }
  });

  it('has the dipole moment of a smooth density where a staircase falls short', () => {
    // of a density z on a sphere of radius r the moment is 4/3 pi r^4; the mesh is refined to see it without its facets
    const exact = (t: number): number => set.centroidsM[3 * t + 2];
    const q = spread(exact);
    let stairs = 0;
    let linear = 0;
    let smooth = 0;
    for (let t = 0; t < set.layerStart[1]; t++) {
      const z = set.centroidsM[3 * t + 2];
      stairs += z * exact(t) * set.areasM2[t];
      linear += z * q[t];
      // the integral of z^2 over a flat triangle
      const corners = [0, 1, 2].map((k) => set.cornersM[9 * t + 3 * k + 2]);
      const sum = corners.reduce((s, c) => s + c, 0);
      smooth += (set.areasM2[t] * (corners.reduce((s, c) => s + c * c, 0) + sum * sum)) / 12;
    }
    expect(Math.abs(linear / smooth - 1)).toBeLessThan(0.2 * Math.abs(stairs / smooth - 1));
  });

  it('has the slope of a linear function, within the plane of each triangle', () => {
    const gradient = [3, -2, 1];
    const mean = Float64Array.from({ length: set.count }, (_, t) =>
      gradient.reduce((s, g, d) => s + g * set.centroidsM[3 * t + d], 0),
    );
    const { arena, slots, slotOf } = operator;
    const rows = arena.f32(densityRows(operator, mean), 4 * slots);
    let off = 0;
    for (let t = 0; t < set.count; t++) {
      const n = set.normals.subarray(3 * t, 3 * t + 3);
      const along = gradient.reduce((s, g, d) => s + g * n[d], 0);
      expect(rows[slotOf[t]] * 4 * Math.PI).toBeCloseTo(mean[t], 5);
      for (let d = 0; d < 3; d++) {
        off = Math.max(off, Math.abs(4 * Math.PI * rows[(1 + d) * slots + slotOf[t]] - (gradient[d] - along * n[d])));
      }
    }
    // neighbours are folded into the plane, so curvature leaves a little
    expect(off).toBeLessThan(0.25);
  });
});
