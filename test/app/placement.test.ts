import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Placer, poseDifference } from '../../src/app/placement';
import { DEFAULT_PLAN, LIMITS, type Placement } from '../../src/app/plan';
import type { Coil } from '../../src/model/coil';
import { builtinCoil, builtinCoilIds } from '../../src/model/coils/catalogue';
import type { Head } from '../../src/model/head';
import { poseFault } from '../../src/model/pose';
import { distance, type Vec3 } from '../../src/model/vec3';
import { casingGapMm } from '../helpers/casing-gap';
import { bundledHead } from './bundled';

let head: Head;
let placer: Placer;
beforeAll(async () => {
  head = await bundledHead();
  placer = new Placer(head.layers[0].surface);
});

const coil = (id: string): Coil => {
  const found = builtinCoil(id);
  if (!found) throw new Error(`no coil ${id}`);
  return found;
};

/** Any site above the ears, turned and tilted any way the controls allow. */
const placements: fc.Arbitrary<Placement> = fc.record({
  siteMm: fc
    .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }))
    .map(([u, v]): Vec3 => [120 * u, 140 * v - 14, 60 + 80 * (1 - Math.hypot(u, v))]),
  angleDeg: fc.integer({ min: -180, max: 180 }),
  pitchDeg: fc.integer({ min: -30, max: 30 }),
  rollDeg: fc.integer({ min: -30, max: 30 }),
  gapMm: fc.integer({ min: 0, max: 20 }),
});

describe('laying a coil on the head', () => {
  test.each(builtinCoilIds)('%s never enters the scalp, however it is turned and tilted', (id) => {
    const { casing } = coil(id);
    if (!casing) throw new Error(`${id} has no casing`);
    placer.setCoil(coil(id));
    const scalp = head.layers[0].surface.positionsMm;
    fc.assert(
      fc.property(placements, (p) => {
        const pose = placer.pose(p);
        expect(poseFault(pose)).toBeNull();
        // The casing is tested at points 6 mm apart, so a vertex of the scalp may come closer by the bulge between them.
        expect(casingGapMm(casing, pose, scalp)).toBeGreaterThan(p.gapMm - 0.6);
      }),
      { numRuns: 4, seed: 7 },
    );
  });

  test('keeps the gap it is asked for when it lies flat on F3', () => {
    placer.setCoil(coil('figure8-70'));
    const { casing } = coil('figure8-70');
    if (!casing) throw new Error('no casing');
    const gap = casingGapMm(casing, placer.pose(DEFAULT_PLAN.placement), head.layers[0].surface.positionsMm);
    expect(gap).toBeGreaterThan(3.4);
    expect(gap).toBeLessThan(5.5);
  });

  test('reads a placement back from its pose', () => {
    placer.setCoil(coil('figure8-70'));
    const p: Placement = { siteMm: placer.onScalp([-50, 54, 43]), angleDeg: 30, pitchDeg: 5, rollDeg: -4, gapMm: 8 };
    const back = placer.placementOf(placer.pose(p));
    if (!back) throw new Error('the axis missed the scalp');
    expect(distance(back.siteMm, p.siteMm)).toBeLessThan(0.5);
    expect(back.angleDeg).toBeCloseTo(30, 0);
    expect(back.pitchDeg).toBeCloseTo(5, 0);
    expect(back.rollDeg).toBeCloseTo(-4, 0);
  });

  test('takes the pose of a file as it is, within what the controls can say', () => {
    placer.setCoil(coil('figure8-70'));
    fc.assert(
      fc.property(placements, (p) => {
        const pose = placer.pose(p);
        const back = placer.placementOf(pose);
        if (!back || Math.abs(back.gapMm - LIMITS.gapMm.max) < 0.1) return;
        const { mm, deg } = poseDifference(pose, placer.pose(back));
        expect(mm).toBeLessThan(0.3);
        expect(deg).toBeLessThan(0.3);
      }),
      { numRuns: 12, seed: 3 },
    );
  });
});
