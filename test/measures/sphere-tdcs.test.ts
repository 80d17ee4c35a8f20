import { describe, expect, it } from 'vitest';
import { depthSample } from '../../src/measures/depth';
import { areaCurveMm2, fractionAtArea } from '../../src/measures/focality';
import { magnitudes, scalarMesh } from '../../src/measures/scalar-mesh';
import type { Vec3 } from '../../src/model/vec3';
import { sharedJson, sharedPath } from '../helpers/reference';
import { sphere } from '../helpers/shapes';
import { type Shells, type SphereElectrode, shellField } from '../helpers/sphere-tdcs';
import { relativeError } from '../helpers/sphere-tms';

interface Case {
  radii_m: number[];
  sigma_S_per_m: number[];
  electrodes: { direction: Vec3; current_A: number; cap_half_angle_rad: number | null }[];
  points: Vec3[];
  layer: number[];
  E: Vec3[];
}
const C = 'reference/closed-form/C_tdcs_sphere.json';

describe('the series these tests stand on', () => {
  it.skipIf(!sharedPath(C))('agrees with the reference in brain and cerebrospinal fluid', () => {
    for (const c of sharedJson<{ cases: Case[] }>(C).cases) {
      const electrodes = c.electrodes.map((e) => ({
        direction: e.direction,
        currentA: e.current_A,
        capHalfAngleRad: e.cap_half_angle_rad,
      }));
      const within = c.points.flatMap((_, i) => (c.layer[i] < c.radii_m.length - 2 ? [i] : []));
      const points = within.flatMap((i) => c.points[i]);
      const e = shellField({ radiiM: c.radii_m, sPerM: c.sigma_S_per_m }, electrodes, points, 300);
      expect(
        relativeError(
          e,
          within.map((i) => c.E[i]),
        ),
      ).toBeLessThan(1e-8);
    }
  });
});

/**
 * Brain, fluid, skull and scalp. The table's own geometry is only partly printed; these radii, conductivities and electrode
 * places (10-20 on a sphere with arcs of 180 degrees, F3 47.5 degrees from the vertex and 41.6 from the midline, HD
 * electrodes of 6 mm) are those that give it back.
 */
const SHELLS: Shells = { radiiM: [0.07, 0.073, 0.079, 0.085], sPerM: [0.33, 1.654, 0.01, 0.465] };
const SCALP_MM = 85;

const place = (tiltDeg: number, leftDeg: number): Vec3 => {
  const [t, a] = [(tiltDeg * Math.PI) / 180, (leftDeg * Math.PI) / 180];
  return [-Math.sin(t) * Math.sin(a), Math.sin(t) * Math.cos(a), Math.cos(t)];
};
const F3 = place(47.5, 41.6);
const F4 = place(47.5, -41.6);
const C3 = place(36, 90);
const FP2 = place(72, -18);

/** The half-angle of a cap with the area of an electrode. */
const capAngle = (areaMm2: number): number => Math.acos(1 - areaMm2 / (2 * Math.PI * SCALP_MM ** 2));

const pads = (anode: Vec3, cathode: Vec3, areaMm2: number): SphereElectrode[] =>
  [1e-3, -1e-3].map((currentA, k) => ({
    direction: k === 0 ? anode : cathode,
    currentA,
    capHalfAngleRad: capAngle(areaMm2),
  }));

const ring4x1 = (ringMm: number): SphereElectrode[] => {
  const capHalfAngleRad = capAngle(Math.PI * 6 ** 2);
  const tilt = (ringMm / SCALP_MM) * (180 / Math.PI);
  return [
    { direction: place(0, 0), currentA: 1e-3, capHalfAngleRad },
    ...[0, 90, 180, 270].map((turn) => ({ direction: place(tilt, turn), currentA: -0.25e-3, capHalfAngleRad })),
  ];
};

const BRAIN_MM = 70;
const FRACTIONS = [0.99, 0.95, 0.9, 0.8, 0.75, 0.7, 0.5];
/** Just inside the brain: the field jumps at its surface. */
const INSIDE = 0.99999;
const MODES = 100;

describe('tDCS on a spherical brain of 70 mm in a head of 85 mm', () => {
  const ball = scalarMesh(sphere(BRAIN_MM, 6));
  const points = Float64Array.from(ball.surface.positionsMm, (x) => INSIDE * (x / 1000));

  it.each<{ title: string; electrodes: SphereElectrode[]; table: number[] }>([
    { title: 'F3-Fp2, 25 cm2', electrodes: pads(F3, FP2, 2500), table: [336, 1389, 2441, 4370, 5351, 6379, 11756] },
    { title: 'F3-Fp2, 35 cm2', electrodes: pads(F3, FP2, 3500), table: [237, 1138, 2271, 4546, 5680, 6849, 12706] },
    { title: 'F3-F4, 35 cm2', electrodes: pads(F3, F4, 3500), table: [351, 1372, 2592, 4972, 6134, 7355, 13497] },
    { title: 'C3-Fp2, 35 cm2', electrodes: pads(C3, FP2, 3500), table: [360, 1807, 3938, 7936, 9677, 11459, 20472] },
  ])('$title: has the areas of the sphere table within 5 %', ({ title, electrodes, table }) => {
    const values = magnitudes(shellField(SHELLS, electrodes, points, MODES));
    const peak = values.reduce((m, v) => Math.max(m, v), 0);
    const areas = areaCurveMm2(ball, values, peak, FRACTIONS);
    console.info(`${title}: ${peak.toFixed(3)} V/m per mA; ${areas.map((a) => a.toFixed(0)).join(' ')} mm2`);
    expect(peak).toBeGreaterThan(0.17);
    expect(peak).toBeLessThan(0.24);
    areas.forEach((area, k) => {
      expect(Math.abs(area / table[k] - 1), `f = ${FRACTIONS[k]}`).toBeLessThan(0.05);
    });
  });

  it('reaches 2500 mm2 at f = 0.896 for F3-Fp2 with pads of 25 cm2', () => {
    const values = magnitudes(shellField(SHELLS, pads(F3, FP2, 2500), points, MODES));
    const peak = values.reduce((m, v) => Math.max(m, v), 0);
    expect(fractionAtArea(ball, values, peak, 2500)).toBeCloseTo(0.896, 2);
  });
});

/** One quarter of the brain's surface, from the middle electrode on: the field repeats in the others. */
const QUARTERS = 4;
const AZIMUTHS = 16;
const HALVINGS = 24;
/** No region of a 4x1 montage above f = 0.5 reaches as far from its middle. */
const FARTHEST = 0.75;

/**
 * Areas (mm2) with |E| >= f x the value under the middle electrode, without a mesh: along each of some azimuths the polar
 * angle at which |E| falls to the level is found by halving, and the cap within has the area R2 (1 - cos) an azimuth.
 */
function polarAreasMm2(electrodes: readonly SphereElectrode[]): number[] {
  const azimuths = Array.from({ length: AZIMUTHS }, (_, k) => ((k + 0.5) * Math.PI) / (2 * AZIMUTHS));
  const fieldAt = (polar: readonly number[]): ArrayLike<number> => {
    const places = polar.flatMap((t, k) => [
      Math.sin(t) * Math.cos(azimuths[k]),
      Math.sin(t) * Math.sin(azimuths[k]),
      Math.cos(t),
    ]);
    const at = places.map((x) => (INSIDE * BRAIN_MM * x) / 1000);
    return magnitudes(shellField(SHELLS, electrodes, at, MODES));
  };
  const peak = fieldAt(azimuths.map(() => 0))[0];
  return FRACTIONS.map((f) => {
    const low = azimuths.map(() => 0);
    const high = azimuths.map(() => FARTHEST);
    for (let n = 0; n < HALVINGS; n++) {
      const middle = low.map((t, k) => (t + high[k]) / 2);
      const values = fieldAt(middle);
      middle.forEach((t, k) => {
        if (values[k] >= f * peak) low[k] = t;
        else high[k] = t;
      });
    }
    const caps = low.map((t) => (1 - Math.cos(t)) * (Math.PI / 2 / AZIMUTHS));
    return QUARTERS * BRAIN_MM ** 2 * caps.reduce((sum, cap) => sum + cap, 0);
  });
}

describe('a 4x1 montage on the same sphere', () => {
  // Dense under the middle electrode, where the smallest regions are two millimetres across.
  const shell = depthSample({ deepestMm: 0, rings: 200, sectors: 48, radiusMm: BRAIN_MM });
  const points = Float64Array.from(shell.pointsMm, (x) => INSIDE * (x / 1000));

  it.each<{ ringMm: number; table: (number | null)[]; printed: number; here: number }>([
    { ringMm: 50, table: [null, 85, 183, 439, 599, 797, 2066], printed: 18, here: 16.0 },
    { ringMm: 60, table: [null, 89, 200, 488, 680, 910, 2500], printed: 20, here: 17.2 },
  ])('ring $ringMm mm: has the areas of the table within 5 % but for f = 0.99, where the table is off', (row) => {
    const electrodes = ring4x1(row.ringMm);
    const values = magnitudes(shellField(SHELLS, electrodes, points, MODES));
    const peak = values.reduce((m, v) => Math.max(m, v), 0);
    const measured = areaCurveMm2(shell.unit, values, peak, FRACTIONS).map((a) => a * BRAIN_MM ** 2);
    const exact = polarAreasMm2(electrodes);
    const line = (areas: number[]): string => areas.map((a) => a.toFixed(1)).join(' ');
    console.info(`ring ${row.ringMm} mm: ${line(measured)} mm2 on a mesh, ${line(exact)} without one`);
    row.table.forEach((area, k) => {
      expect(Math.abs(measured[k] / exact[k] - 1), `f = ${FRACTIONS[k]}, mesh`).toBeLessThan(0.01);
      if (area !== null) expect(Math.abs(measured[k] / area - 1), `f = ${FRACTIONS[k]}`).toBeLessThan(0.05);
    });
    // Near a peak an area is all but proportional to 1 - f: a fifth of that at 0.95, a little less. The printed one is more.
    expect(Math.abs(exact[0] / row.here - 1)).toBeLessThan(0.01);
    expect(exact[0]).toBeLessThan(exact[1] / 5);
    expect(row.printed).toBeGreaterThan((row.table[1] ?? 0) / 5);
  });
});
