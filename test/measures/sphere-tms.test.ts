import { describe, expect, it } from 'vitest';
import { DENG_SPHERE, depthFigures, depthSample } from '../../src/measures/depth';
import { areaCurveMm2 } from '../../src/measures/focality';
import { magnitudes } from '../../src/measures/scalar-mesh';
import type { Vec3 } from '../../src/model/vec3';
import { sharedJson, sharedPath } from '../helpers/reference';
import { driven, figureEight, loopDipoles, relativeError, sphereField } from '../helpers/sphere-tms';

interface DipoleCase {
  position: Vec3;
  mdot: Vec3;
  points: Vec3[];
  E: Vec3[];
}
interface CoilCase {
  coil_parameters: { n_turns: number; r_in: number; r_out: number; nseg: number; centre: number };
  rotation_columns_are_coil_axes: Vec3[];
  coil_centre: Vec3;
  dIdt: number;
  points: Vec3[];
  E: Vec3[];
}

const A1 = 'reference/closed-form/A1_tms_sphere_dipole.json';
const A2 = 'reference/closed-form/A2_tms_sphere_figure8.json';

describe('the closed form these tests stand on', () => {
  it.skipIf(!sharedPath(A1))('agrees with the reference for single dipoles', () => {
    for (const c of sharedJson<{ cases: DipoleCase[] }>(A1).cases) {
      const e = sphereField([{ position: c.position, moment: c.mdot }], c.points.flat());
      expect(relativeError(e, c.E)).toBeLessThan(1e-8);
    }
  });

  it.skipIf(!sharedPath(A2))('agrees with the reference for figure-of-eight coils', () => {
    const { cases, coil_polygons_in_coil_frame: polygons } = sharedJson<{
      cases: CoilCase[];
      coil_polygons_in_coil_frame: { A: Vec3[][] };
    }>(A2);
    for (const c of cases) {
      const dipoles = polygons.A.flatMap((loop) =>
        loopDipoles(
          loop.map((p): Vec3 => {
            const [x, y, z] = c.rotation_columns_are_coil_axes.map(
              (row) => row[0] * p[0] + row[1] * p[1] + row[2] * p[2],
            );
            return [x + c.coil_centre[0], y + c.coil_centre[1], z + c.coil_centre[2]];
          }),
          10,
        ),
      );
      expect(relativeError(sphereField(driven(dipoles, c.dIdt), c.points.flat()), c.E)).toBeLessThan(0.01);
    }
  });
});

/** The 70 mm figure-of-eight of the sphere table: nine turns of 26 to 44 mm, wings 45 mm from the middle; 100 A/us. */
const coilOverSphere = (gapMm: number) => {
  const loops = figureEight(9, 0.026, 0.044, 0.045, 32);
  const lifted = loops.map((loop) => loop.map((p): Vec3 => [p[0], p[1], (DENG_SPHERE.headRadiusMm + gapMm) / 1000]));
  return driven(
    lifted.flatMap((loop) => loopDipoles(loop, 4)),
    1e8,
  );
};
const metres = (mm: Float32Array): Float64Array => Float64Array.from(mm, (x) => x / 1000);

describe('a figure-of-eight coil over a spherical brain of 70 mm in a head of 85 mm', () => {
  // One shell: the brain's surface, with a fine mesh under the coil.
  const surface = depthSample({ deepestMm: 0, rings: 90, sectors: 72 });
  const fractions = [0.99, 0.95, 0.9, 0.8, 0.75, 0.7, 0.5];

  it.each([
    [5, [34, 184, 385, 847, 1122, 1430, 3272]],
    [10, [38, 196, 411, 905, 1193, 1519, 3454]],
  ])('has the areas of the sphere table within 5 % at a gap of %d mm', (gapMm, table) => {
    const values = magnitudes(sphereField(coilOverSphere(gapMm), metres(surface.pointsMm)));
    const peak = values.reduce((m, v) => Math.max(m, v), 0);
    const areas = areaCurveMm2(surface.unit, values, peak, fractions).map((a) => a * surface.radiusMm ** 2);
    console.info(`gap ${gapMm} mm: ${peak.toFixed(1)} V/m; areas ${areas.map((a) => a.toFixed(0)).join(' ')} mm2`);
    if (gapMm === 5) expect(Math.abs(peak / 157 - 1)).toBeLessThan(0.01);
    areas.forEach((area, k) => {
      expect(Math.abs(area / table[k] - 1), `f = ${fractions[k]}`).toBeLessThan(0.05);
    });
  });

  it('has the half-depth, volume and spread of the table within 5 %', () => {
    const sample = depthSample({ deepestMm: 18, rings: 36, sectors: 36 });
    const figures = depthFigures(sample, magnitudes(sphereField(coilOverSphere(5), metres(sample.pointsMm))));
    console.info(figures);
    expect(Math.abs(figures.halfDepthMm / 14.0 - 1)).toBeLessThan(0.05);
    expect(Math.abs(figures.halfVolumeMm3 / 21_000 - 1)).toBeLessThan(0.05);
    expect(Math.abs(figures.halfSpreadMm2 / 1500 - 1)).toBeLessThan(0.05);
  });
});
