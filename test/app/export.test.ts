import { unzipSync } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_CHOICE, type ExportChoice, MRI_FRAME, plannedFiles } from '../../src/app/export-choice';
import { serveExport } from '../../src/app/export-engine';
import { exportField, exportStore, stopExport } from '../../src/app/export-run';
import { exportable } from '../../src/app/export-snapshot';
import { fieldStore } from '../../src/app/field-store';
import { livePlacement } from '../../src/app/live-placement';
import { methodsText } from '../../src/app/methods-text';
import * as files from '../../src/app/save-file';
import { frameOf } from '../../src/app/solve-source';
import { appStore, setPlan } from '../../src/app/store';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import { readFieldCsv } from '../../src/formats/field-csv';
import { readGifti } from '../../src/formats/gifti-read';
import { readNifti } from '../../src/formats/nifti-read';
import { brainGrid } from '../../src/model/brain-grid';
import { vertexNormals } from '../../src/model/surface';
import { icosphere } from '../helpers/icosphere';
import { bundledHead } from './bundled';

const POSE = [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 112, 0, 0, 0, 1];
const report = {
  iterations: 30,
  residual: 8e-5,
  seconds: { primary: 0, solve: 0, evaluate: 0 },
  bytes: 0,
  netCharge: [],
};

/** Answers E = (x, y, z) of each point, and keeps what it was asked. */
function echoEngine(asked: Source[] = []): Pick<FieldEngine, 'solve'> {
  return {
    solve: async (source, points, _options, onProgress) => {
      asked.push(source);
      onProgress?.({ stage: 'solving', fraction: 0.5 });
      return { eVPerM: points.map((p) => p.slice()), report };
    },
  };
}

function stageField(solved = true): void {
  const surface = icosphere(2, 60);
  const pointsMm = surface.positionsMm.map((x) => 0.9 * x);
  const fieldSurface = { surface, pointsMm, normals: vertexNormals(surface) };
  const head = {
    id: 'colin27',
    title: 'two spheres',
    sha256: 'a'.repeat(64),
    layers: [90, 60].map((r, l) => ({
      name: ['scalp', 'grey_matter'][l],
      surface: icosphere(2, r),
      insideSPerM: [0.4, 0.2][l],
    })),
    fieldSurfaces: [
      { id: 'cortex' as const, ...fieldSurface },
      { id: 'white' as const, ...fieldSurface },
    ],
  };
  livePlacement.setState({ pose: POSE, moving: false });
  const frame = frameOf(head, [pointsMm, pointsMm], solved ? 'solved' : 'primary', 'tms');
  fieldStore.setState({ head, frame, phase: { kind: 'solved', report, seconds: 1, remembered: false, differs: null } });
}

/** Exports and gives the files that were saved by name. */
async function exported(choice: Partial<ExportChoice>): Promise<Map<string, Uint8Array>> {
  const saved = new Map<string, Uint8Array>();
  const waiting: Promise<void>[] = [];
  vi.spyOn(files, 'save').mockImplementation((name, blob) => {
    waiting.push(blob.arrayBuffer().then((b) => void saved.set(name, new Uint8Array(b))));
  });
  await exportField({ ...DEFAULT_CHOICE, ...choice });
  await Promise.all(waiting);
  return saved;
}

const initial = appStore.getState();
afterEach(() => {
  vi.restoreAllMocks();
  stopExport();
  appStore.setState(initial);
  fieldStore.setState({ head: null, frame: null, phase: { kind: 'starting', progress: null } });
});

/** Each reference is named in the paragraph, in order, and has a DOI. */
function expectReferences(methods: string, count: number): void {
  const [paragraph, list] = methods.split('\n\n');
  expect([...new Set(paragraph.match(/\[\d\]/g))]).toEqual(Array.from({ length: count }, (_, i) => `[${i + 1}]`));
  const numbered = list.split('\n').filter((line) => line.startsWith('['));
  expect(numbered).toHaveLength(count);
  for (const line of numbered) expect(line).toMatch(/^\[\d\] .+ \(\d{4}\)\. .+ https:\/\/doi\.org\/10\.\d+\/\S+$/);
}

describe('an export', () => {
  it('is one zip of data, sidecar, methods and description, with the field in V/m', async () => {
    stageField();
    setPlan({ didtAPerUs: 50 });
    const asked: Source[] = [];
    serveExport(echoEngine(asked));
    const saved = await exported({});
    expect(exportStore.getState().fault).toBe('');
    const [[zipName, zip]] = saved;
    expect(zipName).toMatch(/^sub-colin27_space-MNIColin27_desc-[A-Za-z0-9]+\.zip$/);
    const entries = unzipSync(zip);
    const stem = zipName.replace('.zip', '');
    expect(Object.keys(entries).sort()).toEqual(
      [
        `${stem}_cortex.csv`,
        `${stem}_cortex.func.gii`,
        `${stem}_cortex.surf.gii`,
        `${stem}_efield.json`,
        'dataset_description.json',
        'methods.txt',
      ].sort(),
    );
    const { head } = fieldStore.getState();
    if (!head) throw new Error('no head');
    const promised = plannedFiles(DEFAULT_CHOICE, head, 'x').map((f) => f.name.replace(/_desc-x/, ''));
    expect(
      Object.keys(entries)
        .map((n) => n.replace(/_desc-[A-Za-z0-9]+/, ''))
        .sort(),
    ).toEqual(promised.sort());
    const { pointsMm, eVPerM } = readFieldCsv(entries[`${stem}_cortex.csv`], 'c');
    // the echo is the point, per 1 A/us
    expect(eVPerM[0]).toBeCloseTo(50 * pointsMm[0], 3);
    expect(readGifti(entries[`${stem}_cortex.func.gii`], 'g')).toHaveLength(6);
    const sidecar = JSON.parse(new TextDecoder().decode(entries[`${stem}_efield.json`]));
    expect(sidecar).toMatchObject({
      Units: 'V/m',
      Provenance: { source: { kind: 'tms', pose: POSE, didt_a_per_s: 5e7 }, head: { sha256: 'a'.repeat(64) } },
    });
    expect(asked.map((s) => s.kind)).toEqual(['uniform']);
    expect(sidecar.Provenance.null_field_error.median).toBeGreaterThan(0);
    const methods = new TextDecoder().decode(entries['methods.txt']);
    expect(methods).toContain('dI/dt = 50 A/µs');
    expect(methods).toContain('scalp 0.4, grey matter 0.2 S/m');
    expect(methods).toContain('published [3] [4]');
    expectReferences(methods, 7);
  });

  it('single files; a volume on the voxels of the MRI', async () => {
    stageField();
    serveExport(echoEngine());
    const none = { cortex: false, white: false };
    const saved = await exported({ packing: 'files', check: false, volume: 'mri', surfaces: none });
    const name = [...saved.keys()].find((n) => n.endsWith('_magnE.nii.gz'));
    const { dims, values, affineMm } = readNifti(saved.get(name ?? '') ?? new Uint8Array(0), 'm');
    expect(dims).toEqual([181, 217, 181]);
    expect(affineMm.slice(0, 12)).toEqual([1, 0, 0, -90, 0, 1, 0, -125, 0, 0, 1, -71]);
    const scale = appStore.getState().plan.didtAPerUs;
    expect(values[90 + 181 * (125 + 217 * (71 + 30))]).toBeCloseTo(30 * scale, 2);
    expect(values[0]).toBe(0);
    expect(saved.size).toBe(5);
  });

  it('waits for the full solution, and says so', async () => {
    stageField(false);
    expect(exportable()).toBe('Wait for the full solution.');
    expect((await exported({})).size).toBe(0);
    expect(exportStore.getState().fault).toBe('Wait for the full solution.');
  });

  it('ends when it is stopped, with nothing saved', async () => {
    stageField();
    serveExport({
      solve: (_s, _p, _o, _onProgress, signal) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    });
    const going = exported({});
    await Promise.resolve();
    expect(exportStore.getState().running?.what).toMatch(/error/);
    stopExport();
    expect((await going).size).toBe(0);
    expect(exportStore.getState()).toMatchObject({ running: null, fault: '', done: '' });
  });
});

describe('what is promised before', () => {
  it('the sizes are near those of the files of the bundled head', async () => {
    const head = await bundledHead();
    const zero = head.fieldSurfaces.map((s) => s.pointsMm.map((x, i) => Math.sin(x + i)));
    livePlacement.setState({ pose: POSE, moving: false });
    const frame = frameOf(head, zero, 'solved', 'tms');
    fieldStore.setState({
      head,
      frame,
      phase: { kind: 'solved', report, seconds: 1, remembered: false, differs: null },
    });
    serveExport(echoEngine());
    const formats = { gii: true, vtp: true, msh: true, ply: true, glb: true, npz: true, csv: true };
    const choice = { ...DEFAULT_CHOICE, formats, check: false, packing: 'files' as const };
    const saved = await exported(choice);
    for (const file of plannedFiles(choice, head, 'x')) {
      if (file.about < 10_000) continue;
      const ending = file.name.slice(file.name.indexOf('_cortex'));
      const [, bytes] = [...saved].find(([name]) => name.endsWith(ending)) ?? [];
      const ratio = file.about / (bytes?.length ?? 0);
      expect(ratio, ending).toBeGreaterThan(0.75);
      expect(ratio, ending).toBeLessThan(1.33);
    }
  });

  it('a volume’s size follows the voxels in the brain', async () => {
    const head = await bundledHead();
    const inBrain = brainGrid(head.layers, MRI_FRAME).voxels.length;
    const none = { cortex: false, white: false };
    const planned = plannedFiles({ ...DEFAULT_CHOICE, surfaces: none, volume: 'mri' }, head, 'x');
    const about = planned.filter((f) => f.name.endsWith('.nii.gz')).reduce((sum, f) => sum + f.about, 0);
    expect(about / (inBrain * 16 * 0.92)).toBeGreaterThan(0.85);
    expect(about / (inBrain * 16 * 0.92)).toBeLessThan(1.2);
  });
});

it('a methods paragraph of a montage names electrodes, error and references', async () => {
  const text = methodsText({
    version: '1.2.3',
    head: await bundledHead(),
    triangles: 58000,
    maxEdgeMm: 5,
    source: {
      kind: 'tdcs',
      electrodes: [
        { at: 'F3', currentMa: 2 },
        { at: 'Fp2', currentMa: -2 },
      ],
      padRadiusMm: 28,
    },
    iterations: 31,
    residual: 9.1e-5,
    error: { median: 0.0005, p95: 0.0017 },
    surfaces: [{ title: 'cortex', p999: 0.4123, areaHalfMm2: 11234, areaMm2: 180000 }],
    volume: 'voxels of 2 mm',
  });
  expect(text).toContain('discs of 28 mm radius at F3 (+2 mA), Fp2 (−2 mA)');
  expect(text).toContain('0.050 % (median) and 0.17 % (95th percentile)');
  expect(text).toContain('99.9th percentile of |E| by area was 0.412 V/m');
  expect(text).toMatch(/\n\[4\] Epton/);
  expectReferences(text, 5);
  expect(text.split('\n')[0]).not.toMatch(/undefined|NaN/);
});
