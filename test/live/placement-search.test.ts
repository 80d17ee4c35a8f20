import { describe, expect, test } from 'vitest';
import { runWhole } from '../../src/engine/sliced';
import { builtinCoil } from '../../src/model/coils/catalogue';
import { type Pose, poseAxis, poseCentreMm } from '../../src/model/pose';
import { distance, dot } from '../../src/model/vec3';
import { casingProbe } from '../../src/targeting/casing-probe';
import { casingLift } from '../../src/targeting/coil-clearance';
import { coilSeating, placeCoil } from '../../src/targeting/coil-pose';
import { searchPlacement } from '../../src/targeting/placement-search';
import { type PlacementError, placementSensitivity, placementSpread } from '../../src/targeting/placement-spread';
import { casingRings, seatFan } from '../../src/targeting/seat-fan';
import { icosphere } from '../helpers/icosphere';

const coil = builtinCoil('figure8-70');
if (!coil?.casing) throw new Error('no coil');
const { casing } = coil;
const seating = coilSeating(icosphere(5, 90));
const GAP_MM = 4;
const lift = casingLift(seating, casingProbe(casing), GAP_MM);

/** A goal that is best at one known seat: falls off with the distance of centres and with the turn. */
const best = placeCoil(seating, { siteMm: [-50, 40, 62], angleDeg: 33, tiltDeg: [0, 0], gapMm: GAP_MM }, lift);
const goal = (pose: Pose): number =>
  Math.exp(-distance(poseCentreMm(pose), poseCentreMm(best)) / 30) * (2 + dot(poseAxis(pose, 1), poseAxis(best, 1)));

const objective = (poses: readonly Pose[]): number[] => poses.map(goal);

function search(radiusMm: number, angleSpanDeg: number) {
  const bounds = { centreMm: [-40, 45, 66] as const, radiusMm, angleDeg: 0, angleSpanDeg, gapMm: GAP_MM };
  const steps = searchPlacement(seating, casing, objective, bounds, { siteStepMm: 8, angleStepDeg: 15 });
  return runWhole(steps);
}

describe('a search for the best placement', () => {
  test('finds the seat that is best, better than anything on its grid', () => {
    const found = search(40, 180);
    expect(distance(poseCentreMm(found.pose), poseCentreMm(best))).toBeLessThan(1);
    expect(Math.abs(found.seat.angleDeg - 33)).toBeLessThan(1.5);
    for (const site of found.map) expect(found.value).toBeGreaterThanOrEqual(site.value);
    expect(found.gridPoses).toBe(found.map.length * 24);
  });

  test('is as good as every seat of a far finer grid, each placed by itself', () => {
    const radiusMm = 8;
    const found = search(radiusMm, 60);
    const liftOff = casingLift(seating, casingProbe(casing, 12), GAP_MM);
    const { scalp, centroids } = seating;
    const places = [...scalp.positionsMm, ...centroids];
    let most = -Infinity;
    for (let i = 0; i < places.length; i += 3) {
      const siteMm = [places[i], places[i + 1], places[i + 2]] as const;
      if (distance(siteMm, [-40, 45, 66]) > radiusMm) continue;
      for (let angleDeg = -60; angleDeg <= 60; angleDeg += 5) {
        const seat = { siteMm, angleDeg, tiltDeg: [0, 0], gapMm: GAP_MM } as const;
        most = Math.max(most, goal(placeCoil(seating, seat, liftOff)));
      }
    }
    expect(found.value).toBeGreaterThan(0.999 * most);
  });

  test('holds to its bounds of place and turn', () => {
    const found = search(10, 15);
    expect(distance(found.seat.siteMm, [-40, 45, 66])).toBeLessThanOrEqual(10);
    expect(Math.abs(found.seat.angleDeg)).toBeLessThanOrEqual(15);
    expect(found.seat.angleDeg).toBeGreaterThan(13);
  });

  test('keeps the casing off the scalp by the gap', () => {
    expect(lift(search(40, 180).pose)).toBeLessThan(0.05);
  });

  test('takes a quick objective for its grid alone, made from poses of the grid', () => {
    const bounds = { centreMm: [-40, 45, 66] as const, radiusMm: 40, angleDeg: 0, angleSpanDeg: 180, gapMm: GAP_MM };
    const asked: Pose[][] = [];
    const quick = (trial: readonly Pose[]) => (poses: readonly Pose[]) => {
      asked.push([...trial]);
      return objective(poses).map((value) => 2 * value);
    };
    const steps = searchPlacement(seating, casing, objective, bounds, { siteStepMm: 4, angleStepDeg: 5 }, quick);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const { map, value, gridPoses } = step.value;
    expect(asked).toHaveLength(map.length);
    expect(10 * asked[0].length).toBeLessThan(gridPoses);
    expect(value).toBeCloseTo(goal(step.value.pose), 12);
    expect(Math.max(...map.map((site) => site.value))).toBeGreaterThan(1.5 * value);
  });

  test('says so when there is no scalp within its bounds', () => {
    const bounds = { centreMm: [300, 0, 0] as const, radiusMm: 5, angleDeg: 0, angleSpanDeg: 180, gapMm: 4 };
    expect(() => searchPlacement(seating, casing, objective, bounds).next()).toThrow(
      'no scalp within 5 mm of 300, 0, 0',
    );
  });

  test('the turns it tries are those of the exact placement', () => {
    const siteMm = [-50, 40, 62] as const;
    const poseAt = seatFan(seating, siteMm, GAP_MM, casingRings(casing, 6));
    for (const angleDeg of [-170, -45, 0, 13, 100]) {
      const exact = placeCoil(seating, { siteMm, angleDeg, tiltDeg: [0, 0], gapMm: GAP_MM }, lift);
      poseAt(angleDeg).forEach((value, i) => {
        expect(value).toBeCloseTo(exact[i], i % 4 === 3 ? 0 : 6);
      });
    }
  });
});

describe('what misplacing costs', () => {
  const { seat } = search(40, 180);

  test('nothing gains from the best seat, and farther costs more', () => {
    const steps = placementSensitivity(seating, casing, objective, seat);
    expect(steps).toHaveLength(12);
    for (const { ratio } of steps) expect(ratio).toBeLessThan(1.001);
    const ratio = (aheadMm: number): number => steps.find((s) => s.aheadMm === aheadMm)?.ratio ?? Number.NaN;
    expect(ratio(10)).toBeLessThan(ratio(5));
  });

  test('an error of size zero changes nothing; the same seed gives the same numbers, sorted', () => {
    const spread = (error: PlacementError, count: number): Float64Array =>
      runWhole(placementSpread(seating, casing, objective, seat, error, count));
    const none = spread({ positionSdMm: 0, turnSdDeg: 0, tiltSdDeg: 0 }, 5);
    for (const ratio of none) expect(ratio).toBeCloseTo(1, 9);
    const error = { positionSdMm: 5.6, turnSdDeg: 5, tiltSdDeg: 2 };
    const once = spread(error, 60);
    expect(spread(error, 60)).toEqual(once);
    expect([...once]).toEqual([...once].sort((a, b) => a - b));
    expect(once[0]).toBeLessThan(0.9);
  });
});
