import { describe, expect, it } from 'vitest';
import { depthSample } from '../../src/measures/depth';
import { areaCurveMm2, fractionAtArea } from '../../src/measures/focality';
import { magnitudes, scalarMesh } from '../../src/measures/scalar-mesh';
import { add, cross, dot, normalize, scale, type Vec3 } from '../../src/model/vec3';
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

/** Areas (mm2) at or above f = 0.99, 0.95, 0.9, 0.8, 0.75, 0.7, 0.5 of the largest field, as tabulated. */
const TABLE = {
  'F3-Fp2, 25 cm2': [336, 1389, 2441, 4370, 5351, 6379, 11756],
  'F3-Fp2, 35 cm2': [237, 1138, 2271, 4546, 5680, 6849, 12706],
  'F3-F4, 35 cm2': [351, 1372, 2592, 4972, 6134, 7355, 13497],
  'C3-Fp2, 35 cm2': [360, 1807, 3938, 7936, 9677, 11459, 20472],
  'HD 4x1, ring 50 mm': [18, 85, 183, 439, 599, 797, 2066],
  'HD 4x1, ring 60 mm': [20, 89, 200, 488, 680, 910, 2500],
};

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

/** An anode at `middle` and four cathodes about it, the first two to the sides of the vertex. */
const ring4x1 = (ringMm: number, middle: Vec3): SphereElectrode[] => {
  const capHalfAngleRad = capAngle(Math.PI * 6 ** 2);
  const side = normalize(cross(middle[2] < 1 ? [0, 0, 1] : [0, 1, 0], middle));
  const up = cross(middle, side);
  const arc = ringMm / SCALP_MM;
  const around = [side, scale(side, -1), up, scale(up, -1)].map((away) =>
    add(scale(middle, Math.cos(arc)), scale(away, Math.sin(arc))),
  );
  return [
    { direction: middle, currentA: 1e-3, capHalfAngleRad },
    ...around.map((direction) => ({ direction, currentA: -0.25e-3, capHalfAngleRad })),
  ];
};
const RINGS_MM = [50, 60] as const;

const BRAIN_MM = 70;
const FRACTIONS = [0.99, 0.95, 0.9, 0.8, 0.75, 0.7, 0.5];
/** Just inside the brain: the field jumps at its surface. */
const INSIDE = 0.99999;
const MODES = 100;

describe('tDCS on a spherical brain of 70 mm in a head of 85 mm', () => {
  const ball = scalarMesh(sphere(BRAIN_MM, 6));
  const points = Float64Array.from(ball.surface.positionsMm, (x) => INSIDE * (x / 1000));

  it.each<{ title: keyof typeof TABLE; electrodes: SphereElectrode[] }>([
    { title: 'F3-Fp2, 25 cm2', electrodes: pads(F3, FP2, 2500) },
    { title: 'F3-Fp2, 35 cm2', electrodes: pads(F3, FP2, 3500) },
    { title: 'F3-F4, 35 cm2', electrodes: pads(F3, F4, 3500) },
    { title: 'C3-Fp2, 35 cm2', electrodes: pads(C3, FP2, 3500) },
  ])('$title: has the areas of the sphere table within 5 %', ({ title, electrodes }) => {
    const values = magnitudes(shellField(SHELLS, electrodes, points, MODES));
    const peak = values.reduce((m, v) => Math.max(m, v), 0);
    const areas = areaCurveMm2(ball, values, peak, FRACTIONS);
    console.info(`${title}: ${peak.toFixed(3)} V/m per mA; ${areas.map((a) => a.toFixed(0)).join(' ')} mm2`);
    expect(peak).toBeGreaterThan(0.17);
    expect(peak).toBeLessThan(0.24);
    areas.forEach((area, k) => {
      expect(Math.abs(area / TABLE[title][k] - 1), `f = ${FRACTIONS[k]}`).toBeLessThan(0.05);
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

  it.each(RINGS_MM)('ring %i mm: has the areas found without a mesh to a hundredth', (ringMm) => {
    const electrodes = ring4x1(ringMm, [0, 0, 1]);
    const values = magnitudes(shellField(SHELLS, electrodes, points, MODES));
    const peak = values.reduce((m, v) => Math.max(m, v), 0);
    const measured = areaCurveMm2(shell.unit, values, peak, FRACTIONS).map((a) => a * BRAIN_MM ** 2);
    const exact = polarAreasMm2(electrodes);
    const line = (areas: number[]): string => areas.map((a) => a.toFixed(1)).join(' ');
    console.info(`ring ${ringMm} mm: ${line(measured)} mm2 on a mesh, ${line(exact)} without one`);
    measured.forEach((area, k) => {
      expect(Math.abs(area / exact[k] - 1), `f = ${FRACTIONS[k]}`).toBeLessThan(0.01);
    });
  });
});

/** Points the table was counted over: each stands for as much of the sphere. */
const CELLS = 40_000;
const CELL_MM2 = (4 * Math.PI * BRAIN_MM ** 2) / CELLS;

/** The golden spiral's points within an angle (its cosine) of `middle`, packed xyz, radius 1. */
function spiralCap(middle: Vec3, leastCosine: number): number[] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  const out: number[] = [];
  for (let i = 0; i < CELLS; i++) {
    const z = 1 - (2 * i + 1) / CELLS;
    const r = Math.sqrt(1 - z * z);
    const point: Vec3 = [r * Math.cos(golden * i), r * Math.sin(golden * i), z];
    if (dot(point, middle) > leastCosine) out.push(...point);
  }
  return out;
}

describe('the table itself', () => {
  it('counts cells of 1.54 mm2: each of its 42 numbers is a whole multiple, rounded', () => {
    for (const area of Object.values(TABLE).flat()) {
      expect(Math.abs(Math.round(area / CELL_MM2) * CELL_MM2 - area), `${area} mm2`).toBeLessThan(0.52);
    }
  });

  // At f = 0.99 the region is 4.5 mm across, 12 cells or 13: there a count is not an area, and only a count gives it back.
  it.each(RINGS_MM)('HD 4x1, ring %i mm: counted the same way, its areas are had to a twentieth', (ringMm) => {
    const points = spiralCap(F3, Math.cos(FARTHEST / 1.5)).map((x) => (INSIDE * BRAIN_MM * x) / 1000);
    const values = magnitudes(shellField(SHELLS, ring4x1(ringMm, F3), Float64Array.from(points), MODES));
    const peak = values.reduce((m, v) => Math.max(m, v), 0);
    const counted = FRACTIONS.map((f) => CELL_MM2 * values.filter((v) => v >= f * peak).length);
    console.info(`ring ${ringMm} mm, counted: ${counted.map((a) => a.toFixed(1)).join(' ')} mm2`);
    counted.forEach((area, k) => {
      expect(Math.abs(area / TABLE[`HD 4x1, ring ${ringMm} mm`][k] - 1), `f = ${FRACTIONS[k]}`).toBeLessThan(0.05);
    });
  });
});
