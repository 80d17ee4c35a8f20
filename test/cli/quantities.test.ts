import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { engineFrom } from '../../src/cli/engine';
import type { Format } from '../../src/cli/field-files';
import { solveJob } from '../../src/cli/solve';
import { coilElements, fluxDensity, vectorPotential } from '../../src/engine/coil-potential';
import { writeNifti } from '../../src/formats/nifti-write';
import { readNpy } from '../../src/formats/npy-read';
import { writePly } from '../../src/formats/ply-write';
import { IDENTITY_POSE } from '../../src/model/pose';
import { relativeL2 } from '../helpers/engine';
import { icosphere } from '../helpers/icosphere';
import { workspace } from '../helpers/workspace';

const { path, write } = workspace();
const CORE = new URL('../../build/core.wasm', import.meta.url).pathname;

write('outer.ply', writePly(icosphere(3, 90)));
write('inner.ply', writePly(icosphere(3, 80)));
const points = [
  [0, 0, 50],
  [20, -30, 40],
  [0, 10, 85],
  [0, 0, 95],
];
write('points.csv', `x,y,z\n${points.map((p) => p.join(',')).join('\n')}\n`);
const head = {
  layers: [
    { name: 'outer', surface: 'outer.ply', inside: 0.4 },
    { name: 'inner', surface: 'inner.ply', inside: 0.25 },
  ],
};
const dipole = { position: [0, 30, 130], moment: [1, 0.2, -0.5] };
const elements = coilElements(
  {
    id: 'd',
    title: 'd',
    dipoles: { positionsMm: Float64Array.from(dipole.position), momentsAm2PerA: Float64Array.from(dipole.moment) },
  },
  IDENTITY_POSE,
);

async function solved(job: object, out: string, formats: Format[] = []): Promise<(file: string) => number[][]> {
  const parts = {
    engine: () => engineFrom(CORE),
    bundledHead: () => Promise.reject(new Error('not used')),
    version: 'test',
    onProgress: () => {},
  };
  const settings = { out: path(out), formats: new Set(formats), nullCheck: false, maxEdgeMm: 100 };
  await solveJob(write('job.json', { head, points: 'points.csv', ...job }), settings, parts);
  return (file) => {
    const [header, ...rows] = readFileSync(path(`${out}/${file}`), 'utf8')
      .trim()
      .split('\n');
    expect(header).toMatch(/^x,y,z,([EJB])x,\1y,\1z$/);
    return rows.map((row) => row.split(',').slice(3).map(Number));
  };
}

describe('what a job can ask for beside E', () => {
  it('J is E times the conductivity of the layer, and none outside; B is the coil in closed form', async () => {
    const tms = { coil: { dipoles: [dipole] }, didt: 1e6 };
    const table = await solved({ tms, quantities: ['J', 'B'] }, 'both', ['npy', 'npz']);
    const e = table('field.csv');
    expect(
      relativeL2(
        table('field-J.csv').flat(),
        e.flatMap((row, i) => row.map((v) => [0.25, 0.25, 0.4, 0][i] * v)),
      ),
    ).toBeLessThan(1e-6);
    const b = fluxDensity(elements, Float64Array.from(points.flat()));
    expect(relativeL2(table('field-B.csv').flat(), b)).toBeLessThan(1e-6);
    expect(readNpy(readFileSync(path('both/field-B.npy')), 'field-B.npy').shape).toEqual([4, 3]);
  });

  it('a coil given as its A-field on a grid has E of the coil it was sampled from, and no B', async () => {
    const dims = [33, 33, 33] as const;
    const affine = [6, 0, 0, -96, 0, 6, 0, -96, 0, 0, 6, -96, 0, 0, 0, 1];
    const at = Float64Array.from({ length: 3 * 33 ** 3 }, (_, i) => {
      const v = Math.floor(i / 3);
      return 6 * [v % 33, Math.floor(v / 33) % 33, Math.floor(v / 33 ** 2)][i % 3] - 96;
    });
    const a = vectorPotential(elements, at);
    const values = Float32Array.from(a, (_, i) => a[3 * (i % 33 ** 3) + Math.floor(i / 33 ** 3)]);
    write('coil.nii.gz', writeNifti({ dims, affine, components: 3, values, description: 'A of a dipole' }));
    const grid = { coil: 'coil.nii.gz', didt: 1e6 };
    const fromGrid = (await solved({ tms: grid }, 'grid'))('field.csv');
    const exact = (await solved({ tms: { coil: { dipoles: [dipole] }, didt: 1e6 } }, 'exact'))('field.csv');
    expect(relativeL2(fromGrid.flat(), exact.flat())).toBeLessThan(0.01);
    await expect(solved({ tms: grid, quantities: ['B'] }, 'none')).rejects.toThrow(
      /^quantities: "B" needs wires or dipoles/,
    );
  });

  it('says in one line what it has not', async () => {
    const primary = { uniform_v_per_m: [0, 0, 1] };
    await expect(solved({ primary, quantities: ['B'] }, 'none')).rejects.toThrow(
      /^quantities: "B" is the field of a coil/,
    );
    await expect(solved({ primary, quantities: ['H'] }, 'none')).rejects.toThrow(/quantities\[0\]: must be "J" or "B"/);
    await expect(solved({ primary, quantities: ['J', 'J'] }, 'none')).rejects.toThrow(
      /quantities: names a quantity twice/,
    );
  });
});
