import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { solveJob } from '../../src/cli/solve';
import type { Source } from '../../src/engine/protocol';
import { readGifti, readGiftiSurface } from '../../src/formats/gifti-read';
import { readGlb } from '../../src/formats/glb-read';
import { tagCounts } from '../../src/formats/gmsh-mesh';
import { readGmsh } from '../../src/formats/gmsh-read';
import { readNifti } from '../../src/formats/nifti-read';
import { readNpy } from '../../src/formats/npy-read';
import { readPly } from '../../src/formats/ply-read';
import { writePly } from '../../src/formats/ply-write';
import { readSurface } from '../../src/formats/read-surface';
import type { Layer } from '../../src/model/head';
import { vertexAreasMm2 } from '../../src/model/surface';
import { echoEngine, engineThat, parts, spheresJob, tms } from '../helpers/echo-engine';
import { icosphere } from '../helpers/icosphere';

const { path, write, layers, settings } = spheresJob();
const head = { layers };

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
