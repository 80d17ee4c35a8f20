import { zipSync } from 'fflate';
import { createStore, useStore } from 'zustand';
import { version } from '../../package.json';
import type { FieldEngine, Progress, SolveReport, Source } from '../engine/protocol';
import { brainGrid, fillGrid, spacedFrame } from '../formats/brain-grid';
import { fieldMap, type Provenance } from '../formats/field-map';
import { fieldMapFiles, type NamedFile } from '../formats/field-map-files';
import { headRecord } from '../formats/head-record';
import { writeNifti } from '../formats/nifti-write';
import { areaPercentile } from '../measures/percentiles';
import { magnitudes, scalarMesh } from '../measures/scalar-mesh';
import { summarise } from '../measures/summary';
import type { Head } from '../model/head';
import { triangleCount } from '../model/surface';
import { coilOrDefault } from './coil-library';
import { EXPORT_FORMATS, type ExportChoice, MRI_FRAME, mapName, stemOf } from './export-choice';
import { type FieldFrame, fieldScale, fieldStore, onSurface } from './field-store';
import { livePlacement } from './live-placement';
import { type MethodsFacts, methodsText } from './methods-text';
import type { Plan } from './plan';
import { save } from './save-file';
import { scenarioName, scenarioTitle } from './scenario-title';
import { TDCS_MAX_EDGE_MM } from './solve-loop';
import { sourceOf } from './solve-source';
import { appStore } from './store';

const TOLERANCE = 1e-4;
const NULL_FIELD_V_PER_M = [0.6, 0.48, 0.64] as const;
/** Points of a volume in one request to the engine. */
const BLOCK = 100_000;
/** Between files of an export that are not zipped: browsers take them for a flood otherwise. */
const PAUSE_MS = 400;

interface ExportState {
  running: { what: string; progress: Progress | null } | null;
  fault: string;
  /** What was saved, and its size. */
  done: string;
}

export const exportStore = createStore<ExportState>(() => ({ running: null, fault: '', done: '' }));
export const useExport = <T>(select: (state: ExportState) => T): T => useStore(exportStore, select);

/** The result that is exported: all of it from one moment. */
interface Snapshot {
  head: Head;
  plan: Plan;
  frame: FieldFrame;
  source: Source;
  pose: readonly number[] | null;
  report: SolveReport;
  /** To V/m. */
  scale: number;
}

/** The field on the stage with what it came from, or why it cannot be exported now. */
export function exportable(): Snapshot | string {
  const { head, frame, phase } = fieldStore.getState();
  const { plan } = appStore.getState();
  const { pose, moving } = livePlacement.getState();
  if (!head) return 'The head is still loading.';
  if (plan.source === 'tms' && !plan.charge) return 'Switch the secondary charge on: only the full field is exported.';
  if (phase.kind !== 'solved' || frame?.kind !== 'solved' || moving) return 'Wait for the full solution.';
  const source = sourceOf(plan, pose, head);
  if (typeof source === 'string') return source;
  return { head, plan, frame, source, pose, report: phase.report, scale: fieldScale(frame, plan.didtAPerUs) };
}

let engine: Pick<FieldEngine, 'solve'> | null = null;
let abort: AbortController | null = null;

/** Gives the export the engine that holds the head. */
export const serveExport = (shared: Pick<FieldEngine, 'solve'>): void => {
  engine = shared;
};

export const stopExport = (): void => {
  abort?.abort();
  abort = null;
  exportStore.setState({ running: null });
};

/** Makes the files of `choice` from the field on the stage and hands them to the reader. */
export async function exportField(choice: ExportChoice): Promise<void> {
  const snapshot = exportable();
  if (typeof snapshot === 'string') {
    exportStore.setState({ fault: snapshot, done: '' });
    return;
  }
  stopExport();
  const mine = new AbortController();
  abort = mine;
  exportStore.setState({ fault: '', done: '' });
  try {
    const files = await exportFiles(snapshot, choice, mine.signal);
    tell('writing');
    const stem = stemOf(snapshot.head, scenarioName(snapshot.plan));
    const saved =
      choice.packing === 'zip' ? await saveZip(stem, files, mine.signal) : await saveAll(files, mine.signal);
    exportStore.setState({ running: null, done: saved });
  } catch (error) {
    if (mine.signal.aborted) return;
    exportStore.setState({ running: null, fault: error instanceof Error ? error.message : String(error) });
  } finally {
    if (abort === mine) abort = null;
  }
}

const tell = (what: string, progress: Progress | null = null): void =>
  exportStore.setState({ running: { what, progress } });

/** Lets the page draw between two pieces of work. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function solved(
  source: Source,
  points: Float32Array[],
  what: string,
  signal: AbortSignal,
): Promise<Float32Array[]> {
  if (!engine) throw new Error('the field engine is not there');
  tell(what);
  const onProgress = (progress: Progress): void => {
    if (!signal.aborted) tell(what, progress);
  };
  return (await engine.solve(source, points, { tolerance: TOLERANCE }, onProgress, signal)).eVPerM;
}

/** All files of an export. */
async function exportFiles(snapshot: Snapshot, choice: ExportChoice, signal: AbortSignal): Promise<NamedFile[]> {
  const { head, frame, plan } = snapshot;
  const stem = stemOf(head, scenarioName(plan));
  const error = choice.check ? await solverError(snapshot, signal) : null;
  const facts = factsOf(snapshot, choice, error);
  const provenance = provenanceOf(snapshot, facts);
  const files: NamedFile[] = [];
  if (choice.volume !== 'none') files.push(...(await volumeFiles(snapshot, choice, stem, provenance, signal)));
  for (const surface of head.fieldSurfaces) {
    if (!choice.surfaces[surface.id]) continue;
    const e = onSurface(frame.surfaces, surface.id).e.map((value) => value * snapshot.scale);
    const map = { ...fieldMap(surface.pointsMm, e, surface, provenance), name: mapName(stem, surface.id) };
    for (const { id, title } of EXPORT_FORMATS) {
      if (!choice.formats[id]) continue;
      tell(`writing ${title}`);
      await breathe();
      signal.throwIfAborted();
      files.push(...fieldMapFiles(map, id));
    }
  }
  return [...files, ...paperFiles(stem, files, facts, provenance)];
}

/** What a uniform primary field leaves in the cortex: exact answer 0. */
async function solverError({ head }: Snapshot, signal: AbortSignal): Promise<MethodsFacts['error']> {
  const cortex = head.fieldSurfaces.find((s) => s.id === 'cortex');
  if (!cortex) return null;
  const uniform: Source = { kind: 'uniform', eVPerM: NULL_FIELD_V_PER_M };
  const [e] = await solved(uniform, [cortex.pointsMm], 'measuring the solver’s error', signal);
  const left = magnitudes(e);
  const mesh = scalarMesh(cortex.surface);
  const of = (p: number): number => areaPercentile(mesh, left, p) / Math.hypot(...NULL_FIELD_V_PER_M);
  return { median: of(50), p95: of(95) };
}

async function volumeFiles(
  { head, source, scale }: Snapshot,
  choice: ExportChoice,
  stem: string,
  provenance: Provenance,
  signal: AbortSignal,
): Promise<NamedFile[]> {
  tell('finding the voxels of the brain');
  await breathe();
  const grid = brainGrid(head.layers, choice.volume === 'mri' ? MRI_FRAME : spacedFrame(head.layers, choice.spacingMm));
  const blocks: Float32Array[] = [];
  for (let at = 0; at < grid.pointsMm.length; at += 3 * BLOCK) blocks.push(grid.pointsMm.slice(at, at + 3 * BLOCK));
  const fields = await solved(source, blocks, 'solving in the brain', signal);
  const e = new Float32Array(grid.pointsMm.length);
  fields.forEach((field, b) => {
    e.set(
      field.map((value) => value * scale),
      3 * BLOCK * b,
    );
  });
  const comment = JSON.stringify(provenance);
  const files: NamedFile[] = [];
  for (const [name, components, values, unit] of [
    ['E', 3, e, 'E, V/m, RAS'],
    ['magnE', 1, magnitudes(e), '|E|, V/m'],
  ] as const) {
    tell(`writing ${name}.nii.gz`);
    await breathe();
    signal.throwIfAborted();
    const volume = { ...grid, components, values: fillGrid(grid, values, components), comment };
    files.push({
      name: `${stem}_${name}.nii.gz`,
      content: writeNifti({ ...volume, description: `coilscope ${unit}` }),
    });
  }
  return files;
}

function factsOf(snapshot: Snapshot, choice: ExportChoice, error: MethodsFacts['error']): MethodsFacts {
  const { head, plan, frame, report, pose, scale } = snapshot;
  const coil = coilOrDefault(plan.coilId);
  const chosen = head.fieldSurfaces.filter(({ id }) => choice.surfaces[id]);
  return {
    version,
    head,
    triangles: head.layers.reduce((sum, layer) => sum + triangleCount(layer.surface), 0),
    source:
      plan.source === 'tms'
        ? {
            kind: 'tms',
            title: `${coil.title}${plan.sham ? ', on its edge as a sham' : ''}`,
            coilSource: coil.source ?? coil.title,
            pose: pose ?? [],
            didtAPerUs: plan.didtAPerUs,
            site: plan.siteName,
          }
        : { kind: 'tdcs', electrodes: plan.montage, padRadiusMm: plan.padRadiusMm },
    maxEdgeMm: plan.source === 'tdcs' ? TDCS_MAX_EDGE_MM : null,
    iterations: report.iterations,
    residual: report.residual,
    error,
    surfaces: chosen.map(({ id, surface }) => {
      const s = summarise(scalarMesh(surface), onSurface(frame.surfaces, id).magnitude);
      const title = id === 'cortex' ? 'cortex' : 'white matter surface';
      return { title, p999: s.p999 * scale, areaHalfMm2: s.areaHalfMm2, areaMm2: s.totalMm2 };
    }),
    volume:
      choice.volume === 'none'
        ? null
        : choice.volume === 'mri'
          ? 'the voxels of the image (1 mm)'
          : `voxels of ${choice.spacingMm} mm`,
  };
}

function provenanceOf({ head, plan, source, report, pose }: Snapshot, facts: MethodsFacts): Provenance {
  return {
    software: `coilscope ${version}`,
    head: headRecord(head),
    source:
      source.kind === 'tms'
        ? { kind: 'tms', coil: plan.coilId, title: scenarioTitle(plan), pose, didt_a_per_s: plan.didtAPerUs * 1e6 }
        : {
            kind: 'tdcs',
            title: scenarioTitle(plan),
            ...(source.kind === 'tdcs' && { electrodes: source.electrodes }),
          },
    solver: { tolerance: TOLERANCE, iterations: report.iterations, residual: report.residual },
    null_field_error: facts.error,
    units: { position: 'mm, RAS, MNI', E: 'V/m', area: 'mm2' },
  };
}

/** What goes with the data: sidecar, methods, description of the folder. */
function paperFiles(
  stem: string,
  data: readonly NamedFile[],
  facts: MethodsFacts,
  provenance: Provenance,
): NamedFile[] {
  const generatedBy = [{ Name: 'coilscope', Version: version, Description: 'boundary element field solver' }];
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const sidecar = {
    Description: 'Electric field of brain stimulation: total field E, its magnitude and normal component',
    SpatialReference: 'MNIColin27',
    Units: 'V/m',
    GeneratedBy: generatedBy,
    Files: data.map((file) => file.name),
    Provenance: provenance,
  };
  const description = {
    Name: `Coilscope: ${stem}`,
    BIDSVersion: '1.9.0',
    DatasetType: 'derivative',
    GeneratedBy: generatedBy,
  };
  return [
    { name: `${stem}_efield.json`, content: json(sidecar) },
    { name: 'methods.txt', content: methodsText(facts) },
    { name: 'dataset_description.json', content: json(description) },
  ];
}

const bytesOf = ({ content }: NamedFile): Uint8Array<ArrayBuffer> =>
  new Uint8Array(typeof content === 'string' ? new TextEncoder().encode(content) : content);

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

async function saveZip(stem: string, files: readonly NamedFile[], signal: AbortSignal): Promise<string> {
  // Images and GIFTI are packed already: packing them again only costs time.
  const entries = files.map((file): [string, [Uint8Array, { level: 0 | 6 }]] => {
    const packed = /\.(nii\.gz|gii|npz)$/.test(file.name);
    return [file.name, [bytesOf(file), { level: packed ? 0 : 6 }]];
  });
  await breathe();
  signal.throwIfAborted();
  // At once: the library's own workers would be scripts made here, which the page's policy forbids.
  const zipped = new Uint8Array(zipSync(Object.fromEntries(entries)));
  save(`${stem}.zip`, new Blob([zipped], { type: 'application/zip' }));
  return `${stem}.zip, ${files.length} files, ${megabytes(zipped.length)}`;
}

async function saveAll(files: readonly NamedFile[], signal: AbortSignal): Promise<string> {
  let bytes = 0;
  for (const file of files) {
    const content = bytesOf(file);
    bytes += content.length;
    save(file.name, new Blob([content], { type: 'application/octet-stream' }));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    signal.throwIfAborted();
  }
  return `${files.length} files, ${megabytes(bytes)}`;
}
