import { OutOfFieldMemory } from '../engine/arena';
import type { FieldEngine, PrepareReport, Progress, Solution, Source } from '../engine/protocol';
import type { MapArray } from '../formats/field-map';
import { magnitudes } from '../measures/scalar-mesh';
import { type BrainGrid, brainGrid, spacedFrame, type VoxelFrame } from '../model/brain-grid';
import type { Head } from '../model/head';
import { cutPoints, joinFloats } from '../model/point-blocks';
import { refinedCount, refineTo } from '../model/subdivide';
import type { Surface } from '../model/surface';
import { at } from '../model/vec3';
import { InputError } from './input-error';
import { type LoadedJob, sha256 } from './load-job';
import { quantitiesAt } from './quantities';
import { firstNotFinite, plainPercentile } from './summary';

/** A run nobody waits at a screen for takes the finer far field, and layers fine enough for tDCS. */
export const PRECISION = { degree: 9 };
/** Mean edge to which coarser layers are subdivided unless told, mm. */
export const DEFAULT_MAX_EDGE_MM = 5;
export const DEFAULT_TOLERANCE = 1e-5;
/** More than any memory here holds, and so a slip of the pen, refused at once; below it the engine says what does not fit. */
const MAX_TRIANGLES = 2e6;
const MAX_VOXELS = 2 ** 27;
/** Points of a volume evaluated in one go; bounds what a plan for them takes. */
const VOLUME_BLOCK = 200_000;

/** The oblique uniform field whose total must vanish in the head. */
const NULL_FIELD_V_PER_M = [0.6, 0.48, 0.64] as const;

/** Voxels that a volume of the brain is wanted on: a spacing in mm, or the frame of an image. */
export type VolumeGrid = number | VoxelFrame;

export interface RunSettings {
  tolerance?: number;
  /** Layers with a longer mean edge are subdivided, mm. */
  maxEdgeMm?: number;
  /** Solve a uniform field too, in the same block, to publish what is left of it: the error but for that of coarse inner interfaces. */
  nullCheck: boolean;
  /** Give the charges of the interfaces. */
  charges?: boolean;
  volume?: VolumeGrid;
}

export interface NullFieldError {
  median: number;
  p95: number;
}

export interface JobResult extends LoadedJob {
  /** V/m, packed, in the order of the points. */
  eVPerM: Float32Array;
  /** What the job wanted beside E, at the same points. */
  beside: MapArray[];
  volume?: { grid: BrainGrid; eVPerM: Float32Array };
  /** The interfaces as they were solved and the charge density / eps0 of their triangles. */
  charges?: { surfaces: Surface[]; densitiesVPerM: Float32Array[] };
  prepared: PrepareReport;
  report: Solution['report'];
  nullField: NullFieldError | null;
  settings: { degree: number; maxEdgeMm: number; tolerance: number };
}

export type OnProgress = (p: Progress, label?: string) => void;

/**
 * |E_total| / |E_primary| of a uniform field: exact answer 0. Only the outermost surface carries charge then, so this is the error of
 * quadrature, expansions and solution, not that of the edges of the inner surfaces (docs/accuracy.md, finer triangles).
 */
function nullFieldError(e: Float32Array, primary: readonly number[]): NullFieldError {
  const size = Math.hypot(...primary);
  const ratio = magnitudes(e).map((value) => value / size);
  return { median: plainPercentile(ratio, 50), p95: plainPercentile(ratio, 95) };
}

/** Solves jobs one after another on one engine, which sets a head up once for all jobs on it that follow each other. */
export class JobRunner {
  /** The solver's error, by head, conductivities, points and settings. */
  private readonly nullFields = new Map<string, NullFieldError>();

  constructor(
    private readonly engine: FieldEngine,
    private readonly onProgress: OnProgress,
  ) {}

  /** Throws InputError for what only the engine can refuse. */
  async run(job: LoadedJob, given: RunSettings): Promise<JobResult> {
    const { engine, onProgress } = this;
    const { head, source } = job;
    const settings = {
      ...PRECISION,
      maxEdgeMm: given.maxEdgeMm ?? DEFAULT_MAX_EDGE_MM,
      tolerance: given.tolerance ?? DEFAULT_TOLERANCE,
    };
    const { tolerance, ...prepareOptions } = settings;
    checkTriangles(job, settings.maxEdgeMm);
    const grid = given.volume === undefined ? undefined : gridOf(job, given.volume);
    const points = Float32Array.from(job.points.pointsMm);
    const prepared = await engine.prepare(head.layers, onProgress, undefined, prepareOptions).catch(refused('head'));
    const options = { tolerance, charges: given.charges };
    const targets = [points, ...(grid ? cutPoints(grid.pointsMm, VOLUME_BLOCK) : [])];
    const nullKey = nullFieldKey(job, points, settings);
    const uniform: Source = { kind: 'uniform', eVPerM: NULL_FIELD_V_PER_M };
    const checks = source.kind !== 'uniform' && given.nullCheck && !this.nullFields.has(nullKey);
    const asked = [{ source, pointsMm: targets }, ...(checks ? [{ source: uniform, pointsMm: [points] }] : [])];
    const [solution, check] = await engine.solveAll(asked, options, onProgress).catch(refused(source.kind));
    const [eVPerM, ...blocks] = solution.eVPerM;
    const bad = firstNotFinite(eVPerM);
    if (bad >= 0) {
      const place = at(job.points.pointsMm, bad).join(', ');
      throw new InputError(
        `${job.points.from}: the field at point ${bad} (${place} mm) is not finite; keep points off dipoles and within metres of the head`,
      );
    }
    if (check) this.nullFields.set(nullKey, nullFieldError(check.eVPerM[0], NULL_FIELD_V_PER_M));
    const checked = given.nullCheck ? (this.nullFields.get(nullKey) ?? null) : null;
    const { chargesVPerM } = solution;
    return {
      ...job,
      eVPerM,
      beside: quantitiesAt(job.quantities, { layers: head.layers, source }, job.points.pointsMm, eVPerM),
      ...(grid && { volume: { grid, eVPerM: joinFloats(blocks) } }),
      ...(chargesVPerM && {
        charges: {
          surfaces: head.layers.map((layer) => refineTo(layer.surface, settings.maxEdgeMm)),
          densitiesVPerM: chargesVPerM,
        },
      }),
      prepared,
      report: solution.report,
      nullField: source.kind === 'uniform' ? nullFieldError(eVPerM, source.eVPerM) : checked,
      settings,
    };
  }
}

/** Throws on as InputError what only the engine can refuse: an electrode on its scalp, a head larger than its memory. */
const refused =
  (what: string) =>
  (error: unknown): never => {
    if (error instanceof OutOfFieldMemory) throw new InputError(`head: ${error.message}`);
    if (error instanceof RangeError) throw new InputError(`${what}: ${error.message}`);
    throw error;
  };

/** What the solver's error depends on. */
function nullFieldKey({ head }: LoadedJob, points: Float32Array, settings: JobResult['settings']): string {
  const conductivities = head.layers.map((layer) => layer.insideSPerM);
  const pointsHash = sha256(new Uint8Array(points.buffer));
  return JSON.stringify([head.id, head.sha256, conductivities, pointsHash, settings]);
}

function checkTriangles({ head }: LoadedJob, maxEdgeMm: number): void {
  const count = head.layers.reduce((sum, { surface }) => sum + refinedCount(surface, maxEdgeMm), 0);
  if (count <= MAX_TRIANGLES) return;
  throw new InputError(
    `--max-edge ${maxEdgeMm}: makes ${count} triangles of the head, more than ${MAX_TRIANGLES}; give a longer edge`,
  );
}

/** The voxels of the brain; throws InputError where there are none, or too many to hold. */
function gridOf({ head }: LoadedJob, volume: VolumeGrid): BrainGrid {
  const [flag, frame]: [string, VoxelFrame] =
    typeof volume === 'number' ? [`--spacing ${volume}`, spacedFrame(head.layers, volume)] : ['--grid', volume];
  const count = frame.dims[0] * frame.dims[1] * frame.dims[2];
  if (count > MAX_VOXELS) {
    throw new InputError(`${flag}: has ${frame.dims.join(' x ')} voxels, more than ${MAX_VOXELS}; take larger ones`);
  }
  const grid = gridIn(head.layers, frame, flag);
  if (grid.voxels.length > 0) return grid;
  throw new InputError(`${flag}: no voxel has its centre in the brain; is it in the head's own mm, and fine enough?`);
}

function gridIn(layers: Head['layers'], frame: VoxelFrame, flag: string): BrainGrid {
  try {
    return brainGrid(layers, frame);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`${flag}: ${error.message}; set the sform of its image`);
    throw error;
  }
}
