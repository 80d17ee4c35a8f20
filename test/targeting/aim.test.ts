import { describe, expect, test } from 'vitest';
import { composePoses, type Pose, poseFromAxes } from '../../src/model/pose';
import { aimErrors, pictureAxes } from '../../src/targeting/aim';

/** On the vertex, handle to the back: y forward, z down into the head. */
const target = poseFromAxes([0, 1, 0], [0, 0, -1], [0, 0, 90]);

/** A move in the coil's own frame: mm, and degrees about its z, then its x. */
function moved(mm: [number, number, number], aboutZ = 0, aboutX = 0): Pose {
  const [a, b] = [aboutZ, aboutX].map((x) => (x * Math.PI) / 180);
  const turn: Pose = [
    Math.cos(a),
    -Math.sin(a),
    0,
    mm[0],
    Math.sin(a),
    Math.cos(a),
    0,
    mm[1],
    0,
    0,
    1,
    mm[2],
    0,
    0,
    0,
    1,
  ];
  const tilt: Pose = [1, 0, 0, 0, 0, Math.cos(b), -Math.sin(b), 0, 0, Math.sin(b), Math.cos(b), 0, 0, 0, 0, 1];
  return composePoses(target, composePoses(turn, tilt));
}

describe('a coil against its target', () => {
  test('misses nothing where it is meant to be', () => {
    expect(aimErrors(target, target)).toEqual({
      rightMm: 0,
      upMm: 0,
      offsetMm: 0,
      turnDeg: expect.closeTo(0, 9),
      tiltDeg: expect.closeTo(0, 9),
      awayMm: expect.closeTo(0, 9),
    });
  });

  test('is seen from above with the head’s right on the right', () => {
    expect(pictureAxes(target).right.map((x) => x + 0)).toEqual([1, 0, 0]);
    const right = poseFromAxes([0, 1, 0], [0, 0, -1], [3, 4, 102]);
    expect(aimErrors(target, right)).toMatchObject({ rightMm: 3, upMm: 4, offsetMm: 5, awayMm: 12 });
  });

  test('turns clockwise to the right, as the coil’s angle grows', () => {
    const turned = poseFromAxes([Math.sin(0.2), Math.cos(0.2), 0], [0, 0, -1], [0, 0, 90]);
    expect(aimErrors(target, turned)?.turnDeg).toBeCloseTo((0.2 * 180) / Math.PI, 9);
  });

  test('a tilted coil misses where its axis goes, not where its centre is', () => {
    const pose = moved([0, 0, -20], 0, 10);
    const errors = aimErrors(target, pose);
    expect(errors?.tiltDeg).toBeCloseTo(10, 9);
    expect(errors?.offsetMm).toBeCloseTo(20 * Math.tan((10 * Math.PI) / 180), 9);
    expect(errors?.awayMm).toBeCloseTo(20 / Math.cos((10 * Math.PI) / 180), 9);
  });

  test('has no answer for a coil on its edge', () => {
    expect(aimErrors(target, moved([0, 0, 0], 0, 90))).toBeNull();
  });
});
