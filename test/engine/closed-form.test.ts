import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldEngine } from '../../src/engine/protocol';
import type { Coil } from '../../src/model/coil';
import { IDENTITY_POSE, type Pose } from '../../src/model/pose';
import type { Vec3 } from '../../src/model/vec3';
import { relativeL2, sphereLayers, testEngine } from '../helpers/engine';
import { sharedJson, sharedPath } from '../helpers/reference';

interface Head {
  radii_m: number[];
  sigma_S_per_m: number[];
}

interface DipoleSet {
  head: Head;
  cases: { kind: string; position: number[]; mdot: number[]; points: number[][]; E: number[][] }[];
}

interface Figure8Set {
  coil_polygons_in_coil_frame: Record<string, number[][][]>;
  cases: {
    coil_type: string;
    tilt_deg: number;
    rotation_columns_are_coil_axes: number[][];
    coil_centre: number[];
    dIdt: number;
    points: number[][];
    E: number[][];
  }[];
}

const mm = (p: number[]): Vec3 => p.map((v) => 1e3 * v) as unknown as Vec3;
const pack = (points: number[][]): Float32Array => Float32Array.from(points.flat(), (v) => 1e3 * v);
/** A residual that leaves the bound of one percent to the mesh. */
const ENOUGH = { tolerance: 1e-4 };
const present = sharedPath('reference/closed-form/A1_tms_sphere_dipole.json') !== null;

describe.skipIf(!present)('TMS over layered spheres, points at every depth (reference data present)', () => {
  const dipoles = present ? sharedJson<DipoleSet>('reference/closed-form/A1_tms_sphere_dipole.json') : null;
  const figure8s = present ? sharedJson<Figure8Set>('reference/closed-form/A2_tms_sphere_figure8.json') : null;
  let engine: FieldEngine;

  beforeAll(async () => {
    engine = await testEngine();
    const { radii_m, sigma_S_per_m } = dipoles?.head ?? { radii_m: [], sigma_S_per_m: [] };
    const layers = sphereLayers(
      radii_m.map((r) => 1e3 * r),
      sigma_S_per_m,
      radii_m.map(() => 4),
    );
    await engine.prepare(layers);
  });

  it.each((dipoles?.cases ?? []).map((c, i) => ({ i, c })))('dipole $i to 1 percent', async ({ c }) => {
    const coil: Coil = {
      id: 'dipole',
      title: c.kind,
      dipoles: { positionsMm: Float64Array.from(mm(c.position)), momentsAm2PerA: Float64Array.from(c.mdot) },
    };
    const [e] = (await engine.solve({ kind: 'tms', coil, pose: IDENTITY_POSE, didtAPerS: 1 }, [pack(c.points)], ENOUGH))
      .eVPerM;
    expect(relativeL2(e, c.E.flat())).toBeLessThan(0.01);
  });

  it.each((figure8s?.cases ?? []).map((c, i) => ({ i, c })))(
    'figure-eight $i, its wire 1 to 5 mm off, to 1 percent',
    async ({ c }) => {
      const [x, y, z] = c.rotation_columns_are_coil_axes;
      const centre = mm(c.coil_centre);
      const pose: Pose = [...x, centre[0], ...y, centre[1], ...z, centre[2], 0, 0, 0, 1];
      const polygons = figure8s?.coil_polygons_in_coil_frame[c.coil_type] ?? [];
      const coil: Coil = { id: 'figure8', title: 'figure-eight', pathsMm: polygons.map((p) => [...p, p[0]].map(mm)) };
      const [e] = (await engine.solve({ kind: 'tms', coil, pose, didtAPerS: c.dIdt }, [pack(c.points)], ENOUGH)).eVPerM;
      expect(relativeL2(e, c.E.flat())).toBeLessThan(0.01);
    },
  );
});
