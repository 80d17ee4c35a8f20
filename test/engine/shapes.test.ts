import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import { readPly } from '../../src/formats/ply-read';
import type { Layer } from '../../src/model/head';
import { IDENTITY_POSE, type Pose } from '../../src/model/pose';
import type { Vec3 } from '../../src/model/vec3';
import { relativeL2, testEngine } from '../helpers/engine';
import { sharedBytes, sharedJson, sharedPath } from '../helpers/reference';

interface ShapeCase {
  kind: 'tms_dipole' | 'tms_figure8' | 'tdcs_point_pair';
  position: number[];
  mdot: number[];
  rotation_columns_are_coil_axes: number[][];
  coil_centre: number[];
  dIdt: number;
  anode: number[];
  cathode: number[];
  current_A: number;
  E: number[][];
  E_mne_bem_ico4: number[][];
}

interface Shape {
  conductivity_S_per_m: { brain: number; skull: number; scalp: number };
  coil_polygons_in_coil_frame: number[][][];
  points: number[][];
  cases: ShapeCase[];
}

const mm = (p: number[]): Vec3 => p.map((v) => 1e3 * v) as unknown as Vec3;

function sourceOf(c: ShapeCase, polygons: number[][][]): Source {
  if (c.kind === 'tdcs_point_pair') {
    const electrode = (at: number[], sign: number) => ({
      atMm: mm(at),
      currentMa: sign * 1e3 * c.current_A,
      shape: { kind: 'point' } as const,
    });
    return { kind: 'tdcs', electrodes: [electrode(c.anode, 1), electrode(c.cathode, -1)] };
  }
  if (c.kind === 'tms_dipole') {
    const dipoles = { positionsMm: Float64Array.from(mm(c.position)), momentsAm2PerA: Float64Array.from(c.mdot) };
    return { kind: 'tms', coil: { id: 'dipole', title: 'dipole', dipoles }, pose: IDENTITY_POSE, didtAPerS: 1 };
  }
  const [x, y, z] = c.rotation_columns_are_coil_axes;
  const centre = mm(c.coil_centre);
  const pose: Pose = [...x, centre[0], ...y, centre[1], ...z, centre[2], 0, 0, 0, 1];
  const pathsMm = polygons.map((p) => [...p, p[0]].map(mm));
  return { kind: 'tms', coil: { id: 'figure8', title: 'figure-eight', pathsMm }, pose, didtAPerS: c.dIdt };
}

describe.skipIf(!sharedPath('reference/shapes/D_egg.json'))(
  'heads that are not spheres, 5,120 triangles a surface, against MNE on the same triangles (reference data present)',
  () => {
    describe.each(['sphere3', 'egg'])('%s', (name) => {
      const shape = sharedPath('reference/shapes/D_egg.json')
        ? sharedJson<Shape>(`reference/shapes/D_${name}.json`)
        : null;
      let engine: FieldEngine;

      beforeAll(async () => {
        const sigma = shape?.conductivity_S_per_m ?? { scalp: 1, skull: 1, brain: 1 };
        const layer = (surface: string, insideSPerM: number): Layer => {
          const file = `${name}_${surface}_ico4.ply`;
          const { positionsMm, triangles } = readPly(sharedBytes(`reference/shapes/surfaces/${file}`), file);
          return {
            name: surface,
            insideSPerM,
            surface: { positionsMm: positionsMm.map((v) => 1e3 * v), triangles },
          };
        };
        const layers = [
          layer('scalp', sigma.scalp),
          layer('outer_skull', sigma.skull),
          layer('inner_skull', sigma.brain),
        ];
        engine = await testEngine();
        await engine.prepare(layers);
      });

      const pointsMm = Float32Array.from((shape?.points ?? []).flat(), (v) => 1e3 * v);
      const cases = (shape?.cases ?? []).map((c, i) => ({ name: `${c.kind} ${i}`, c }));
      it.each(cases)('$name is nearer to the truth than the linear BEM', async ({ c }) => {
        const source = sourceOf(c, shape?.coil_polygons_in_coil_frame ?? []);
        const [e] = (await engine.solve(source, [pointsMm])).eVPerM;
        const ours = relativeL2(e, c.E.flat());
        const theirs = relativeL2(c.E_mne_bem_ico4.flat(), c.E.flat());
        expect(ours).toBeLessThan(theirs);
      });
    });
  },
);
