import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { engineFrom } from '../../src/cli/engine';
import { solveJob } from '../../src/cli/solve';
import { writePly } from '../../src/formats/ply-write';
import type { Vec3 } from '../../src/model/vec3';
import { icosphere } from '../helpers/icosphere';
import { sharedBytes, sharedJson, sharedPath } from '../helpers/reference';
import { workspace } from '../helpers/workspace';

interface OpenCase {
  name: string;
  layers: { name: string; radius_mm: number; inside: number }[];
  tms?: object;
  tdcs?: { electrodes: { at: Vec3; current_mA: number; shape: 'point' | { disc_mm: number } }[] };
  points_mm: Vec3[];
  E: Vec3[];
}

const { path, write } = workspace();
const CORE = new URL('../../build/core.wasm', import.meta.url).pathname;

/** The case as a job: each layer an icosphere of 1280 triangles, as a user would give it. */
function jobOf(reference: OpenCase): string {
  const layers = reference.layers.map(({ name, radius_mm, inside }) => {
    write(`${name}.ply`, writePly(icosphere(3, radius_mm)));
    return { name, surface: `${name}.ply`, inside };
  });
  write('points.csv', `x,y,z\n${reference.points_mm.map((p) => p.join(',')).join('\n')}\n`);
  const electrodes = reference.tdcs?.electrodes.map(({ at, current_mA, shape }) => ({
    at,
    current_mA,
    shape: typeof shape === 'string' ? shape : { disc_mm: shape.disc_mm },
  }));
  const source = reference.tms ? { tms: reference.tms } : { tdcs: { electrodes } };
  return write('job.json', { head: { layers }, ...source, points: 'points.csv' });
}

async function solveTo(jobFile: string, maxEdgeMm?: number): Promise<number[][]> {
  const parts = {
    engine: () => engineFrom(CORE),
    bundledHead: () => Promise.reject(new Error('not used')),
    version: 'test',
    onProgress: () => {},
  };
  await solveJob(jobFile, { out: path('out'), formats: new Set(), nullCheck: false, maxEdgeMm }, parts);
  const rows = readFileSync(path('out/field.csv'), 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => row.split(',').slice(3).map(Number));
}

function relativeError(got: number[][], want: Vec3[]): number {
  let [difference, size] = [0, 0];
  for (const [i, e] of want.entries()) {
    for (const [d, value] of e.entries()) {
      difference += (got[i][d] - value) ** 2;
      size += value ** 2;
    }
  }
  return Math.sqrt(difference / size);
}

describe.skipIf(!sharedPath('reference/open'))(
  'closed-form fields in layered spheres, through job files (skipped: reference not present)',
  () => {
    // 1280 triangles a layer, with edges of 14 mm, are coarse beside a thin skull: the bounds are for the path of a job, not for
    // the solver, which test/engine/spheres.test.ts and closed-form.test.ts hold to these fields.
    it.each([
      ['tms-dipole-0', 0.05],
      ['tms-figure8-1', 0.05],
      ['tdcs-disc-1', 0.15],
    ])('%s', async (name, bound) => {
      const reference = sharedJson<OpenCase>(`reference/open/${name}.json`);
      expect(relativeError(await solveTo(jobOf(reference), 14), reference.E)).toBeLessThan(bound);
    });
  },
);

interface PointwiseReference {
  cases: Record<string, { p_mm: Vec3; E: Vec3 }[]>;
}

describe.skipIf(!sharedPath('reference/sphere_pointwise_reference.json') || !sharedPath('peer-data/coils'))(
  'real coils over a sphere, from their .ccd files (skipped: reference not present)',
  () => {
    it.each(['MagStim_D70', 'MagVenture_MC-B70', 'testcoil'])('%s', async (coil) => {
      const cases = sharedJson<PointwiseReference>('reference/sphere_pointwise_reference.json').cases[coil];
      write(`${coil}.ccd`, sharedBytes(`peer-data/coils/${coil}.ccd`));
      write('sphere.ply', writePly(icosphere(4, 85)));
      write('points.csv', `x,y,z\n${cases.map((c) => c.p_mm.join(',')).join('\n')}\n`);
      const pose = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 89, 0, 0, 0, 1];
      const head = { layers: [{ name: 'sphere', surface: 'sphere.ply', inside: 0.33 }] };
      const job = { head, tms: { coil: `${coil}.ccd`, pose, didt: 1e6 }, points: 'points.csv' };
      const got = await solveTo(write('job.json', job));
      expect(
        relativeError(
          got,
          cases.map((c) => c.E),
        ),
      ).toBeLessThan(0.01);
    });
  },
);
