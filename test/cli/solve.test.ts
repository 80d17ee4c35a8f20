import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Format } from '../../src/cli/field-files';
import { type SolveParts, type SolveSettings, solveJob } from '../../src/cli/solve';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import { readGifti, readGiftiSurface } from '../../src/formats/gifti-read';
import { readGlb } from '../../src/formats/glb-read';
import { tagCounts } from '../../src/formats/gmsh-mesh';
import { readGmsh } from '../../src/formats/gmsh-read';
import { readNifti } from '../../src/formats/nifti-read';
import { readNpy } from '../../src/formats/npy-read';
import { readPly } from '../../src/formats/ply-read';
import { writePly } from '../../src/formats/ply-write';
import { readSurface } from '../../src/formats/read-surface';
import { writeStl } from '../../src/formats/stl';
import type { Head, Layer } from '../../src/model/head';
import { vertexAreasMm2, vertexNormals } from '../../src/model/surface';
import { icosphere } from '../helpers/icosphere';
import { workspace } from '../helpers/workspace';

const { path, write } = workspace();

/** Not a solver: answers E = (x, y, z) of each point, and keeps what it was asked, to test everything around it. */
function echoEngine(asked: { layers: Layer[]; sources: Source[] } = { layers: [], sources: [] }): FieldEngine {
  const engine: FieldEngine = {
    prepare: async (layers) => {
      asked.layers.push(...layers);
      return { triangles: 0, seconds: 0, bytes: 0 };
    },
    solve: async (source, points) => {
      asked.sources.push(source);
      const seconds = { primary: 0, solve: 0, evaluate: 0 };
      return {
        eVPerM: points.map((p) => p.slice()),
        report: { iterations: 5, residual: 1e-6, seconds, bytes: 0, netCharge: [0] },
      };
    },
    solveAll: (requests, options) => each(engine.solve, requests, options),
    primary: async (_coil, _pose, _didt, points) => points.slice(),
  };
  return engine;
}

const each: (
  solve: FieldEngine['solve'],
  ...asked: Parameters<FieldEngine['solveAll']>
) => ReturnType<FieldEngine['solveAll']> = (solve, requests, options) =>
  Promise.all(requests.map(({ source, pointsMm }) => solve(source, pointsMm, options)));

/** An echo that solves otherwise. */
const engineThat = (solve: FieldEngine['solve']): FieldEngine => ({
  ...echoEngine(),
  solve,
  solveAll: (requests, options) => each(solve, requests, options),
});

function testHead(): Head {
  const surface = icosphere(2, 70);
  const layers = [
    ['scalp', 90],
    ['grey_matter', 70],
  ] as const;
  return {
    id: 'colin27',
    title: 'two spheres',
    layers: layers.map(([name, r]) => ({ name, surface: icosphere(2, r), insideSPerM: 0.3 })),
    fieldSurfaces: [
      { id: 'cortex', surface, pointsMm: surface.positionsMm.map((v) => v * 0.9), normals: vertexNormals(surface) },
    ],
    landmarks: { nasion: [0, 85, -25], inion: [0, -85, -25], lpa: [-85, 0, -25], rpa: [85, 0, -25] },
  };
}

const parts = (engine = echoEngine()): SolveParts => ({
  engine: async () => engine,
  bundledHead: async () => testHead(),
  version: '9.9.9',
  onProgress: () => {},
});
const settings = (out: string, formats: Format[] = []): SolveSettings => ({
  out: path(out),
  formats: new Set(formats),
  nullCheck: true,
});

write('scalp.ply', writePly(icosphere(2, 90)));
write('brain.stl', writeStl(icosphere(2, 80)));
write('points.csv', 'x,y,z\n0.1,2,-3\n10,20,30.123456789\n');
const layers = [
  { name: 'scalp', surface: 'scalp.ply', inside: 0.465 },
  { name: 'brain', surface: 'brain.stl', inside: 0.33 },
];
const head = { layers };
const tms = { coil: { dipoles: [{ position: [0, 0, 100], moment: [0, 0, 1] }] } };

describe('solve', () => {
  it('hands job, head and source to the engine and writes what comes back', async () => {
    const asked = { layers: [] as Layer[], sources: [] as Source[] };
    const job = write('job.json', { head, tms, points: 'points.csv' });
    await solveJob(job, settings('out'), parts(echoEngine(asked)));
    expect(asked.layers.map((l) => [l.name, l.insideSPerM, l.surface.triangles.length])).toEqual([
      ['scalp', 0.465, 960],
      ['brain', 0.33, 960],
    ]);
    expect(asked.sources.map((s) => s.kind)).toEqual(['tms', 'uniform']);
    expect(asked.sources[0]).toMatchObject({
      didtAPerS: 1e6,
      coil: { dipoles: { positionsMm: Float64Array.of(0, 0, 100) } },
    });
    expect(readFileSync(path('out/field.csv'), 'utf8')).toBe(
      'x,y,z,Ex,Ey,Ez\n0.1,2,-3,0.1,2,-3\n10,20,30.123456789,10,20,30.123457\n',
    );
    const summary = JSON.parse(readFileSync(path('out/summary.json'), 'utf8'));
    expect(summary).toMatchObject({
      versions: { coilscope: '9.9.9' },
      points: { from: 'points.csv', count: 2 },
      field: { weights: 'equal', areas_mm2: null },
      iterations: 5,
      residual: 1e-6,
    });
    expect(summary.null_field_error.median).toBeGreaterThan(0);
    const hashes = Object.fromEntries(summary.inputs.map((i: { file: string; sha256: string }) => [i.file, i.sha256]));
    expect(Object.keys(hashes)).toEqual(['job.json', 'scalp.ply', 'brain.stl', 'points.csv']);
    expect(hashes['points.csv']).toBe(
      createHash('sha256')
        .update(readFileSync(path('points.csv')))
        .digest('hex'),
    );
    expect(readdirSync(path('out')).sort()).toEqual(['field.csv', 'summary.json']);
  });

  it('surface files in metres become mm', async () => {
    write('m.ply', writePly(icosphere(2, 0.09)));
    const asked = { layers: [] as Layer[], sources: [] as Source[] };
    const job = write('m.json', {
      head: { layers: [{ name: 'a', surface: 'm.ply', inside: 1 }], unit: 'm' },
      tms,
      points: 'points.csv',
    });
    await solveJob(job, settings('m'), parts(echoEngine(asked)));
    expect(Math.max(...asked.layers[0].surface.positionsMm)).toBeGreaterThan(70);
  });

  it('the cortex of the bundled head: area-weighted figures, and every format opens', async () => {
    const job = write('cortex.json', { head: 'colin27', tms: { coil: 'figure8-70' }, points: 'cortex' });
    await solveJob(job, settings('cortex', ['gii', 'nii', 'vtp', 'msh', 'ply', 'npy']), parts());
    const summary = JSON.parse(readFileSync(path('cortex/summary.json'), 'utf8'));
    const surface = icosphere(2, 70);
    const area = vertexAreasMm2(surface).reduce((a, b) => a + b, 0);
    expect(summary.field.weights).toBe('area');
    expect(summary.field.surface_area_mm2).toBeCloseTo(area, 0);
    // |E| of the echo is the radius, 63 mm at every point.
    expect(summary.field.percentiles_v_per_m['99.9']).toBeCloseTo(63, 3);
    expect(summary.field.areas_mm2['0.9']).toBeCloseTo(area, 0);
    const read = (name: string): Uint8Array => new Uint8Array(readFileSync(path(`cortex/${name}`)));
    expect(readdirSync(path('cortex')).sort()).toEqual(
      [
        'E.nii.gz',
        'field.csv',
        'field.func.gii',
        'field.msh',
        'field.npy',
        'field.ply',
        'field.surf.gii',
        'field.vtp',
        'magnE.nii.gz',
        'summary.json',
      ].sort(),
    );
    expect(readGifti(read('field.func.gii'), 'f').map((a) => a.dims[0])).toEqual([162, 162, 162, 162, 162, 162]);
    expect(readGiftiSurface(read('field.surf.gii'), 's').triangles).toEqual(surface.triangles);
    expect(readGmsh(read('field.msh'), 'm').triangles).toEqual(surface.triangles);
    expect(readPly(read('field.ply'), 'p').positionsMm).toEqual(surface.positionsMm);
    const volume = readNifti(read('magnE.nii.gz'), 'magnE.nii.gz');
    const [nx, ny, nz] = volume.dims;
    const voxel = (x: number, y: number, z: number): number => {
      const [i, j, k] = [x, y, z].map((v, d) => (v - volume.affineMm[4 * d + 3]) / 2);
      return volume.values[i + nx * (j + ny * k)];
    };
    expect(voxel(30, -20, 10)).toBeCloseTo(Math.hypot(30, 20, 10), 4);
    expect(voxel(-68, -68, -68)).toBe(0);
    expect(volume.values.length).toBe(nx * ny * nz);
    const note = JSON.parse(volume.comments[0]);
    expect(note).toMatchObject({ software: 'coilscope 9.9.9', source: { kind: 'tms', coil: 'figure8-70' } });
    expect(note.head.layers[0]).toEqual({ name: 'scalp', inside_s_per_m: 0.3, triangles: 320 });
  });

  it('the normal component and the area of each vertex come with the field of a surface', async () => {
    const job = write('npz.json', { head: 'colin27', tms: { coil: 'figure8-70' }, points: 'cortex' });
    await solveJob(job, settings('npz', ['npz', 'msh41', 'glb']), parts());
    const arrays = unzipSync(readFileSync(path('npz/field.npz')));
    const values = (name: string) => readNpy(arrays[`${name}.npy`], name).values as Float32Array;
    // E of the echo points outward
    expect(Math.max(...values('normalE').map((e, i) => Math.abs(e - values('magnE')[i])))).toBeLessThan(0.5);
    const surface = icosphere(2, 70);
    expect(values('area')).toEqual(vertexAreasMm2(surface));
    expect(values('points_mm')[0]).toBeCloseTo(0.9 * values('vertices_mm')[0], 3);
    const attributes = readGlb(new Uint8Array(readFileSync(path('npz/field.glb'))).buffer, 'g').meshes[0].attributes;
    expect(Object.keys(attributes).sort()).toEqual(['_AREA', '_E', '_MAGNE', '_NORMALE']);
    expect(readSurface(new Uint8Array(readFileSync(path('npz/field.41.msh'))), 'a.msh').triangles).toHaveLength(960);
  });

  it('a volume on the grid of an oblique image: voxels of the brain, and only they', async () => {
    const job = write('grid.json', { head: 'colin27', tms: { coil: 'figure8-70' }, points: 'cortex' });
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
    const frame = {
      dims: [31, 30, 29] as const,
      affine: [5 * c, -5 * s, 0, -60, 5 * s, 5 * c, 0, -95, 0, 0, -5, 70, 0, 0, 0, 1],
    };
    await solveJob(job, { ...settings('grid', ['nii']), volume: frame }, parts());
    const { dims, values } = readNifti(new Uint8Array(readFileSync(path('grid/magnE.nii.gz'))), 'm');
    expect(dims).toEqual([31, 30, 29]);
    let checked = 0;
    values.forEach((value, v) => {
      const [i, j, k] = [v % 31, Math.floor(v / 31) % 30, Math.floor(v / 930)];
      const place = [0, 1, 2].map((d) => {
        const [a, b, e, f] = frame.affine.slice(4 * d, 4 * d + 4);
        return a * i + b * j + e * k + f;
      });
      const radius = Math.hypot(...place);
      // the brain is an icosphere of 70 mm, whose faces lie a little within
      if (radius > 66 && radius < 70.01) return;
      checked++;
      expect(value).toBeCloseTo(radius <= 66 ? radius : 0, 3);
    });
    expect(checked).toBeGreaterThan(20_000);
  });

  it('charges: every interface under its own tag, in the formats that keep them', async () => {
    const engine = engineThat(async (source, points, options) => ({
      ...(await echoEngine().solve(source, points)),
      ...(options?.charges && { chargesVPerM: [1280, 320].map((n) => new Float32Array(n).fill(n)) }),
    }));
    const job = write('charges.json', { head: 'colin27', tms: { coil: 'figure8-70' }, points: 'cortex' });
    await solveJob(job, { ...settings('charges', ['msh']), charges: true, maxEdgeMm: 23 }, parts(engine));
    const mesh = readGmsh(new Uint8Array(readFileSync(path('charges/charge.msh'))), 'c');
    expect([...tagCounts(mesh.triangleTags)]).toEqual([
      [1001, 1280],
      [1002, 320],
    ]);
  });

  it('a uniform source is its own null-field check', async () => {
    const asked = { layers: [] as Layer[], sources: [] as Source[] };
    const job = write('uniform.json', { head, primary: { uniform_v_per_m: [0, 0, 10] }, points: 'points.csv' });
    const summary = (await solveJob(job, settings('uniform'), parts(echoEngine(asked)))) as {
      null_field_error: { p95: number };
    };
    expect(asked.sources).toHaveLength(1);
    expect(summary.null_field_error.p95).toBeCloseTo(Math.hypot(10, 20, 30.123457) / 10, 4);
  });

  it('electrodes at names stand on the scalp', async () => {
    const asked = { layers: [] as Layer[], sources: [] as Source[] };
    const electrodes = [
      { at: 'Cz', current_mA: 1, shape: 'point' },
      { at: [1, 2, 3], current_mA: -1, shape: { rect_mm: [5, 7] } },
    ];
    const job = write('names.json', { head: 'colin27', tdcs: { electrodes }, points: 'cortex' });
    await solveJob(job, settings('names'), parts(echoEngine(asked)));
    const [source] = asked.sources;
    if (source.kind !== 'tdcs') throw new Error('is no tdcs source');
    const [cz, other] = source.electrodes;
    expect(cz.atMm[2]).toBeGreaterThan(85);
    expect(other).toEqual({ atMm: [1, 2, 3], currentMa: -1, shape: { kind: 'rect', widthMm: 5, heightMm: 7 } });
  });
});

describe('what is refused, before anything is written', () => {
  write('open.ply', writePly({ ...icosphere(2, 90), triangles: icosphere(2, 90).triangles.slice(3) }));
  write('bad.csv', 'x,y,z\n1,2\n');
  const file = (surface: string) => ({ layers: [{ name: 'scalp', surface, inside: 1 }] });
  it.each<[string, object, RegExp]>([
    ['a missing surface', { head: file('none.ply'), tms, points: 'points.csv' }, /^none\.ply: no such file$/],
    [
      'an open surface',
      { head: file('open.ply'), tms, points: 'points.csv' },
      /^scalp: 3 edges belong to one triangle only/,
    ],
    [
      'layers inside out',
      { head: { layers: [...layers].reverse() }, tms, points: 'points.csv' },
      /scalp: 162 of 162 vertices lie outside brain/,
    ],
    ['a missing points file', { head, tms, points: 'nowhere.csv' }, /^nowhere\.csv: no such file$/],
    ['a broken points file', { head, tms, points: 'bad.csv' }, /^bad\.csv: line 2/],
    [
      'white matter that a head from files has not',
      { head, tms, points: 'white' },
      /no surface "white" \(it has "cortex"\)/,
    ],
    [
      'a coil that is none',
      { head, tms: { coil: 'figure8-71' }, points: 'points.csv' },
      /coil "figure8-71" is neither built in \(figure8-70, .*nor a \.ccd, \.tcd or \.nii\.gz file/,
    ],
    ['a missing coil', { head, tms: { coil: 'x.ccd' }, points: 'points.csv' }, /^x\.ccd: no such file$/],
    [
      'a name on a head without landmarks',
      {
        head,
        tdcs: {
          electrodes: [
            { at: 'F3', current_mA: 1, shape: 'point' },
            { at: 'F4', current_mA: -1, shape: 'point' },
          ],
        },
        points: 'points.csv',
      },
      /electrode "F3": the head has no landmarks/,
    ],
    [
      'a name that is none',
      {
        head: 'colin27',
        tdcs: {
          electrodes: [
            { at: 'Q9', current_mA: 1, shape: 'point' },
            { at: 'F4', current_mA: -1, shape: 'point' },
          ],
        },
        points: 'cortex',
      },
      /electrode "Q9" is no 10-10 or 10-5 position/,
    ],
  ])('%s', async (_, job, message) => {
    const name = write('refused.json', job);
    await expect(solveJob(name, settings('refused'), parts())).rejects.toThrow(message);
    expect(existsSync(path('refused'))).toBe(false);
  });

  it('a field that is not finite is no result', async () => {
    const engine = engineThat(async (source, points) => ({
      ...(await echoEngine().solve(source, points)),
      eVPerM: [Float32Array.of(1, 2, 3, 4, Number.NaN, 6)],
    }));
    const job = write('nan.json', { head, tms, points: 'points.csv' });
    await expect(solveJob(job, settings('nan'), parts(engine))).rejects.toThrow(/point 1 is not finite/);
    expect(existsSync(path('nan'))).toBe(false);
  });

  it('an electrode that the engine cannot place', async () => {
    const engine = engineThat(() => Promise.reject(new RangeError('electrode 1 covers no scalp')));
    const electrodes = [
      { at: [0, 0, 90], current_mA: 1, shape: 'point' },
      { at: [0, 90, 0], current_mA: -1, shape: 'point' },
    ];
    const job = write('covers.json', { head, tdcs: { electrodes }, points: 'points.csv' });
    await expect(solveJob(job, settings('covers'), parts(engine))).rejects.toThrow(
      /^tdcs: electrode 1 covers no scalp$/,
    );
  });

  it('a place that cannot be written leaves nothing behind', async () => {
    write('taken', 'a file');
    const job = write('job.json', { head, tms, points: 'points.csv' });
    await expect(solveJob(job, settings('taken'), parts())).rejects.toThrow(/--out .*taken/);
  });
});
