import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import type { ElectrodeShape } from '../../src/model/electrode';
import { IDENTITY_POSE } from '../../src/model/pose';
import type { Vec3 } from '../../src/model/vec3';
import { rdm, relativeL2, sphereLayers, testEngine } from '../helpers/engine';
import { sharedJson, sharedPath } from '../helpers/reference';

interface OpenCase {
  name: string;
  layers: { radius_mm: number; inside: number }[];
  tms?: {
    coil: { dipoles?: { position: number[]; moment: number[] }[]; polylines?: Vec3[][] };
    pose?: number[];
    didt: number;
  };
  tdcs?: { electrodes: { at: Vec3; current_mA: number; shape: 'point' | { disc_mm: number } }[] };
  points_mm: number[][];
  E: number[][];
}

const folder = sharedPath('reference/open');

function sourceOf({ tms, tdcs }: OpenCase): Source {
  if (tms) {
    const dipoles = tms.coil.dipoles && {
      positionsMm: Float64Array.from(tms.coil.dipoles.flatMap((d) => d.position)),
      momentsAm2PerA: Float64Array.from(tms.coil.dipoles.flatMap((d) => d.moment)),
    };
    const coil = { id: 'case', title: 'case', dipoles, pathsMm: tms.coil.polylines };
    return { kind: 'tms', coil, pose: tms.pose ?? IDENTITY_POSE, didtAPerS: tms.didt };
  }
  const shapeOf = (shape: 'point' | { disc_mm: number }): ElectrodeShape =>
    shape === 'point' ? { kind: 'point' } : { kind: 'disc', radiusMm: shape.disc_mm };
  const electrodes = (tdcs?.electrodes ?? []).map((e) => ({
    atMm: e.at,
    currentMa: e.current_mA,
    shape: shapeOf(e.shape),
  }));
  return { kind: 'tdcs', electrodes };
}

describe.skipIf(!folder)('five concentric spheres against closed forms (reference data present)', () => {
  const names = folder ? readdirSync(folder).filter((f) => f.endsWith('.json')) : [];
  const cases = names.map((f) => sharedJson<OpenCase>(`reference/open/${f}`));
  let engine: FieldEngine;

  const solveCase = async (c: OpenCase): Promise<Float32Array> => {
    const { eVPerM } = await engine.solve(sourceOf(c), [Float32Array.from(c.points_mm.flat())]);
    return eVPerM[0];
  };

  describe('5,120 triangles a layer', () => {
    beforeAll(async () => {
      engine = await testEngine();
      const { layers } = cases[0];
      await engine.prepare(
        sphereLayers(
          layers.map((l) => l.radius_mm),
          layers.map((l) => l.inside),
          layers.map(() => 4),
        ),
      );
    });

    it.each(cases.filter((c) => c.tms))('$name to 1 percent', async (c) => {
      expect(relativeL2(await solveCase(c), c.E.flat())).toBeLessThan(0.01);
    });
  });

  describe('edges of 3.5 mm and less in the outer layers, for tDCS', () => {
    beforeAll(async () => {
      engine = await testEngine();
      const { layers } = cases[0];
      await engine.prepare(
        sphereLayers(
          layers.map((l) => l.radius_mm),
          layers.map((l) => l.inside),
          [5, 5, 5, 4, 4],
        ),
      );
    });

    it.each(cases.filter((c) => c.tdcs))('$name to 3 percent, RDM 0.03', async (c) => {
      const e = await solveCase(c);
      expect(relativeL2(e, c.E.flat())).toBeLessThan(0.03);
      expect(rdm(e, c.E.flat())).toBeLessThan(0.03);
    });
  });
});
