import type { Provenance } from '../formats/field-map';
import { type HeadRecord, headRecord } from '../formats/head-record';
import { doubtsOf } from './doubts';
import type { InputRecord } from './input-files';
import type { JobResult, NullFieldError } from './run-job';
import { describeSource, type SourceSummary } from './source-summary';
import { type FieldSummary, summarizeField } from './summary';

/** What `summary.json` says. */
export interface JobSummary {
  /** Of everything that the result depends on; only in a batch. */
  hash?: string;
  versions: { coilscope: string; node: string };
  inputs: InputRecord[];
  head: HeadRecord;
  source: SourceSummary;
  points: { from: string; count: number };
  field: FieldSummary;
  solver: { degree: number; max_edge_mm: number; tolerance: number; triangles: number };
  iterations: number;
  residual: number;
  net_charge: number[];
  null_field_error: NullFieldError | null;
  /** What asks for a second look, in words; most often nothing. */
  doubts: string[];
  engine_bytes: number;
  /** The field does not depend on it. */
  threads: number;
  seconds: { load: number; prepare: number; primary: number; solve: number; evaluate: number; total: number };
}

/** Figures and origin of a result; `seconds` are those of loading and of everything. */
export function jobSummary(
  result: JobResult,
  inputs: InputRecord[],
  version: string,
  seconds: { load: number; total: number },
): JobSummary {
  const { head, points, eVPerM, report, prepared, settings } = result;
  const source = describeSource(result.source, head.layers[0].surface);
  const from = { head: headRecord(head), source, points: { from: points.from, count: eVPerM.length / 3 } };
  const solver = {
    degree: settings.degree,
    max_edge_mm: settings.maxEdgeMm,
    tolerance: settings.tolerance,
    triangles: prepared.triangles,
  };
  return {
    versions: { coilscope: version, node: process.versions.node },
    inputs,
    ...from,
    field: summarizeField(points.pointsMm, eVPerM, points.onto?.surface),
    solver,
    iterations: report.iterations,
    residual: report.residual,
    net_charge: report.netCharge,
    null_field_error: result.nullField,
    doubts: doubtsOf({ ...from, solver, residual: report.residual }),
    engine_bytes: report.bytes,
    threads: report.threads ?? 1,
    seconds: { load: seconds.load, prepare: prepared.seconds, ...report.seconds, total: seconds.total },
  };
}

/** The part of a summary that goes into every field file. */
export const provenanceOf = (summary: JobSummary): Provenance => ({
  software: `coilscope ${summary.versions.coilscope}`,
  head: summary.head,
  source: summary.source,
  points: summary.points,
  solver: { ...summary.solver, iterations: summary.iterations, residual: summary.residual },
  null_field_error: summary.null_field_error,
  inputs: summary.inputs,
  units: { position: 'mm, RAS', E: 'V/m', charge: 'V/m (charge density / eps0)', area: 'mm2' },
});
