import { describe, expect, it } from 'vitest';
import type { Landmarks } from '../../src/model/head';
import { mniPoint } from '../../src/model/head';
import type { Surface } from '../../src/model/surface';
import { at, distance } from '../../src/model/vec3';
import { fitScalp, LANDMARK_KEYS, landmarksFault } from '../../src/targeting/fit-scalp';
import { bundledHead } from '../app/bundled';
import { icosphere } from '../helpers/icosphere';

const head = await bundledHead();
const scalp = head.layers[0].surface;
const landmarks = head.landmarks as Landmarks;

/** Turned by 12 degrees about x, stretched and shifted: another scanner's frame and another head's proportions. */
const [cos, sin] = [Math.cos(0.2), Math.sin(0.2)];
const AFFINE = [0.93, 0, 0, 12, 0, 1.04 * cos, -0.97 * sin, -30, 0, 1.04 * sin, 0.97 * cos, 41];
const moved = (s: Surface): Surface => ({
  ...s,
  positionsMm: Float32Array.from(
    { length: s.positionsMm.length },
    (_, i) => mniPoint({ fromMni: AFFINE }, at(s.positionsMm, Math.floor(i / 3)))[i % 3],
  ),
});

describe('a template carried to another scalp', () => {
  it('finds the affine map that the scalp was made by', () => {
    const other = moved(scalp);
    const fit = fitScalp(scalp, landmarks, other);
    expect(fit.rmsMm).toBeLessThan(0.5);
    for (const key of LANDMARK_KEYS) {
      expect(distance(fit.landmarks[key], mniPoint({ fromMni: AFFINE }, landmarks[key]))).toBeLessThan(3);
    }
    const inside = [-42, 44, 30] as const;
    expect(distance(mniPoint(fit, inside), mniPoint({ fromMni: AFFINE }, inside))).toBeLessThan(2);
  });

  it('meets landmarks that were picked, and keeps them', () => {
    const picked = Object.fromEntries(
      LANDMARK_KEYS.map((key) => [key, mniPoint({ fromMni: AFFINE }, landmarks[key])]),
    ) as unknown as Landmarks;
    const fit = fitScalp(scalp, landmarks, moved(scalp), picked);
    for (const key of LANDMARK_KEYS) expect(distance(fit.landmarks[key], picked[key])).toBeLessThan(0.01);
    expect(distance(mniPoint(fit, landmarks.lpa), picked.lpa)).toBeLessThan(2);
  });

  it('lands on a sphere that lies off the origin with sensible landmarks', () => {
    const ball = icosphere(4, 95, [30, 200, -50]);
    const fit = fitScalp(scalp, landmarks, ball);
    expect(landmarksFault(fit)).toBeNull();
    for (const key of LANDMARK_KEYS) expect(distance(fit.landmarks[key], [30, 200, -50])).toBeGreaterThan(94);
    expect(fit.landmarks.nasion[1]).toBeGreaterThan(270);
    expect(fit.landmarks.rpa[0]).toBeGreaterThan(100);
  });
});

it('landmarks of a mirrored head are refused', () => {
  expect(landmarksFault({ landmarks: { ...landmarks, lpa: landmarks.rpa, rpa: landmarks.lpa } })).toMatch(
    /is the head RAS/,
  );
  expect(landmarksFault({ landmarks })).toBeNull();
});
