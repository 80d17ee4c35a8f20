import { describe, expect, it } from 'vitest';
import { distance, type Vec3 } from '../../src/model/vec3';
import { beamF3 } from '../../src/targeting/beam-f3';
import { layHeadTapes, walkMarks } from '../../src/targeting/marks-on-scalp';
import { inFrontOfHotspot } from '../../src/targeting/motor-offset';
import { lengthMm } from '../../src/targeting/polyline';
import { fromScaled, scaleHead } from '../../src/targeting/scale-head';
import { scalpHeuristic } from '../../src/targeting/scalp-heuristics';
import { tenTenPositions } from '../../src/targeting/ten-ten';
import { loadHead } from '../head/bundled';
import { sphere } from '../helpers/shapes';

const R = 90;
const rad = (deg: number) => (deg * Math.PI) / 180;
const onSphere = (tilt: number, azimuth: number): Vec3 => [
  -R * Math.sin(rad(tilt)) * Math.sin(rad(azimuth)),
  R * Math.sin(rad(tilt)) * Math.cos(rad(azimuth)),
  R * Math.cos(rad(tilt)),
];

describe('tapes on a sphere', () => {
  // Arcs of 225 degrees: Fpz and Oz lie on the equator, 90 degrees from the vertex.
  const ball = sphere(R, 5);
  const marks = {
    nasion: onSphere(112.5, 0),
    lpa: onSphere(112.5, 90),
    inion: onSphere(112.5, 180),
    rpa: onSphere(112.5, 270),
  };
  const tapes = layHeadTapes(ball, marks);

  it('read the arcs and the circumference', () => {
    expect(tapes.measures.nasionInionCm).toBeCloseTo((R * rad(225)) / 10, 1);
    expect(tapes.measures.tragusTragusCm).toBeCloseTo((R * rad(225)) / 10, 1);
    expect(tapes.measures.circumferenceCm).toBeCloseTo((2 * Math.PI * R) / 10, 1);
  });

  it('walk marks to their exact places, left and right', () => {
    const [xMm, yMm] = [R * rad(40), R * rad(55)];
    const lengths = { xCm: xMm / 10, yCm: yMm / 10 };
    const left = walkMarks(tapes, lengths, 'left');
    expect(distance(left.markMm, onSphere(90, 40))).toBeLessThan(0.2);
    expect(distance(left.siteMm, onSphere(55, 40))).toBeLessThan(0.2);
    expect(lengthMm(left.xTape)).toBeCloseTo(xMm, 6);
    expect(lengthMm(left.yTape)).toBeCloseTo(yMm, 6);
    expect(lengthMm(left.yRest)).toBeCloseTo(R * rad(35), 0);
    expect(distance(walkMarks(tapes, lengths, 'right').siteMm, onSphere(55, -40))).toBeLessThan(0.2);
  });

  it('refuse marks beyond the head', () => {
    expect(() => walkMarks(tapes, { xCm: 6, yCm: 20 }, 'left')).toThrow('longer than the line to the mark');
    expect(() => walkMarks(tapes, { xCm: 40, yCm: 6 }, 'left')).toThrow('half the circumference');
  });

  it('walk forward from a hotspot along its sagittal plane', () => {
    const hotspot = onSphere(45, 90);
    const { siteMm, line } = inFrontOfHotspot(ball, hotspot, 5);
    // The sagittal circle there has radius R cos 45.
    const r = R * Math.cos(rad(45));
    const turn = 50 / r;
    expect(distance(siteMm, [hotspot[0], r * Math.sin(turn), r * Math.cos(turn)])).toBeLessThan(0.2);
    expect(lengthMm(line)).toBeCloseTo(50, 6);
  });
});

describe('the bundled head', async () => {
  const head = await loadHead('light');
  const scalp = head.layers[0].surface;
  const { landmarks } = head;
  if (!landmarks) throw new Error('the bundled head has landmarks');
  const own = layHeadTapes(scalp, landmarks);

  it('reads plausible tapes', () => {
    console.info('own measures, cm:', own.measures);
    expect(own.measures.nasionInionCm).toBeGreaterThan(34);
    expect(own.measures.circumferenceCm).toBeLessThan(63);
  });

  it('has Beam F3 within 4 mm of its computed F3, at its own measures', () => {
    for (const [side, name] of [
      ['left', 'F3'],
      ['right', 'F4'],
    ] as const) {
      const { siteMm } = walkMarks(own, beamF3(own.measures), side);
      const f = tenTenPositions(scalp, landmarks).get(name) ?? [0, 0, 0];
      console.info(`Beam ${name} at own measures: ${distance(siteMm, f).toFixed(1)} mm from ${name}`, siteMm, f);
      expect(distance(siteMm, f)).toBeLessThan(4);
    }
  });

  it('is scaled to 36/36/56, where Beam F3 is within 4 mm of F3', () => {
    const measures = { nasionInionCm: 36, tragusTragusCm: 36, circumferenceCm: 56 };
    const start = performance.now();
    const patient = scaleHead(scalp, landmarks, measures);
    console.info(`scaled in ${(performance.now() - start).toFixed(0)} ms by`, patient.scale, patient.residualCm);
    for (const key of ['nasionInionCm', 'tragusTragusCm', 'circumferenceCm'] as const) {
      expect(patient.tapes.measures[key]).toBeCloseTo(measures[key], 1);
    }
    const f3 = tenTenPositions(patient.scalp, patient.landmarks).get('F3') ?? [0, 0, 0];
    const { siteMm } = walkMarks(patient.tapes, beamF3(measures), 'left');
    const unscaled = walkMarks(own, beamF3(measures), 'left').siteMm;
    const f3own = tenTenPositions(scalp, landmarks).get('F3') ?? [0, 0, 0];
    console.info(
      `Beam F3 36/36/56: ${distance(siteMm, f3).toFixed(1)} mm from F3 on the scaled head, MNI`,
      fromScaled(patient, siteMm),
      `; laid on the unscaled head ${distance(unscaled, f3own).toFixed(1)} mm`,
    );
    expect(distance(siteMm, f3)).toBeLessThan(4);
    for (const site of ['left-anterior', 'left-posterior'] as const) {
      const s = walkMarks(own, scalpHeuristic(site, own.measures), 'left').siteMm;
      console.info(site, s);
    }
  });

  it('refuses measures of no ordinary head', () => {
    expect(() => scaleHead(scalp, landmarks, { nasionInionCm: 60, tragusTragusCm: 20, circumferenceCm: 56 })).toThrow(
      RangeError,
    );
  });
});
