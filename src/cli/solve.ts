import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { FieldEngine, Progress, Source } from '../engine/protocol';
import { magnitudes } from '../measures/scalar-mesh';
import type { Head } from '../model/head';
import { brainGrid } from './brain-grid';
import { addFieldFiles, addVolume, type Format } from './field-files';
import { InputError } from './input-error';
import { InputFiles } from './input-files';
import { parseJob } from './job';
import { loadHead } from './job-head';
import { loadPoints } from './job-points';
import { loadSource } from './job-source';
import { OutputSet } from './output-set';
import { firstNotFinite, plainPercentile, summarizeField } from './summary';

/** A run nobody waits at a screen for takes the finer far field, and layers fine enough for tDCS. */
const PRECISION = { degree: 9 };
/** Mean edge to which coarser layers are subdivided unless told, mm. */
export const DEFAULT_MAX_EDGE_MM = 5;

/** The oblique uniform field whose total must vanish in the head. */
const NULL_FIELD_V_PER_M = [0.6, 0.48, 0.64] as const;

export interface SolveSettings {
  out: string;
  formats: ReadonlySet<Format>;
  tolerance?: number;
  /** Layers with a longer mean edge are subdivided, mm. */
  maxEdgeMm?: number;
  /** Solve a uniform field too, to publish the solver's error on this head. */
  nullCheck: boolean;
}

/** What a solve needs from the machine it runs on; tests put their own in place. */
export interface SolveParts {
  engine: () => Promise<FieldEngine>;
  bundledHead: () => Promise<Head>;
  version: string;
  onProgress: (p: Progress, label?: string) => void;
}

/** |E_total| / |E_primary| of a uniform field: exact answer 0. */
function nullFieldError(e: Float32Array, primary: readonly number[]): { median: number; p95: number } {
  const size = Math.hypot(...primary);
  const ratio = magnitudes(e).map((value) => value / size);
  return { median: plainPercentile(ratio, 50), p95: plainPercentile(ratio, 95) };
}

function describeSource(source: Source): object {
  if (source.kind === 'tms') {
    const { id, title } = source.coil;
    return { kind: 'tms', coil: id, title, pose: source.pose, didt_a_per_s: source.didtAPerS };
  }
  if (source.kind === 'uniform') return { kind: 'primary', uniform_v_per_m: source.eVPerM };
  return {
    kind: 'tdcs',
    electrodes: source.electrodes.map((e) => ({ at_mm: e.atMm, current_mA: e.currentMa, shape: e.shape })),
  };
}

async function readJob(file: string) {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`${file}: ${error.code === 'ENOENT' ? 'no such file' : error.message}`);
  });
  return parseJob(text, basename(file));
}

/**
 * Runs a job and puts `field.csv`, `summary.json` and the formats asked for in `settings.out`. Returns the summary.
 * Throws InputError or FormatError for what the user gave, before anything is computed where that can be seen.
 */
export async function solveJob(jobFile: string, settings: SolveSettings, parts: SolveParts): Promise<object> {
  const started = performance.now();
  const job = await readJob(jobFile);
  const files = new InputFiles(dirname(jobFile));
  await files.read(basename(jobFile));
  const head = await loadHead(job.head, files, parts.bundledHead);
  const source = await loadSource(job, head, files);
  const points = await loadPoints(job.points, head, files);
  const grid = settings.formats.has('nii') ? brainGrid(head.layers) : undefined;
  const targets = [Float32Array.from(points.pointsMm), ...(grid ? [grid.pointsMm] : [])];
  const loaded = performance.now();

  const engine = await parts.engine();
  const maxEdgeMm = settings.maxEdgeMm ?? DEFAULT_MAX_EDGE_MM;
  const prepared = await engine.prepare(head.layers, parts.onProgress, undefined, { ...PRECISION, maxEdgeMm });
  const options = settings.tolerance === undefined ? {} : { tolerance: settings.tolerance };
  const { eVPerM, report } = await engine.solve(source, targets, options, parts.onProgress).catch((error: unknown) => {
    // Only the engine sees an electrode on its scalp, so it is the one to refuse it.
    if (source.kind === 'tdcs' && error instanceof RangeError) throw new InputError(`tdcs: ${error.message}`);
    throw error;
  });
  const [e, volume] = eVPerM;
  const bad = firstNotFinite(e);
  if (bad >= 0) throw new Error(`the field at point ${bad} is not finite`);

  let nullField: { median: number; p95: number } | null = null;
  if (source.kind === 'uniform') nullField = nullFieldError(e, source.eVPerM);
  else if (settings.nullCheck) {
    const uniform: Source = { kind: 'uniform', eVPerM: NULL_FIELD_V_PER_M };
    const check = await engine.solve(uniform, [targets[0]], options, (p) => parts.onProgress(p, 'null-field check: '));
    nullField = nullFieldError(check.eVPerM[0], NULL_FIELD_V_PER_M);
  }

  const summary = {
    versions: { coilscope: parts.version, node: process.versions.node },
    inputs: files.records,
    head: {
      id: head.id,
      title: head.title,
      layers: head.layers.map(({ name, insideSPerM, surface }) => ({
        name,
        inside_s_per_m: insideSPerM,
        triangles: surface.triangles.length / 3,
      })),
    },
    source: describeSource(source),
    points: { from: points.from, count: e.length / 3 },
    field: summarizeField(points.pointsMm, e, points.onto?.surface),
    solver: { ...PRECISION, max_edge_mm: maxEdgeMm, triangles: prepared.triangles },
    iterations: report.iterations,
    residual: report.residual,
    net_charge: report.netCharge,
    null_field_error: nullField,
    engine_bytes: report.bytes,
    seconds: {
      load: (loaded - started) / 1e3,
      prepare: prepared.seconds,
      ...report.seconds,
      total: (performance.now() - started) / 1e3,
    },
  };

  const out = new OutputSet(settings.out);
  addFieldFiles(settings.formats, points, e, out);
  if (grid && volume) addVolume(grid, volume, out);
  out.add('summary.json', `${JSON.stringify(summary, null, 2)}\n`);
  await out.commit();
  return summary;
}
