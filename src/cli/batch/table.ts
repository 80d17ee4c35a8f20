import type { NpyValues } from '../../formats/npy-write';
import { writeNpz } from '../../formats/npz-write';
import { type Table, writeTable } from '../../formats/table-csv';
import type { JobSummary } from '../job-summary';

export type RowStatus = 'done' | 'failed' | 'missing';

/** A job's line in the table of results. */
export interface ResultRow {
  id: string;
  status: RowStatus;
  varied: Record<string, string>;
  hash: string | null;
  error: string;
  summary: JobSummary | null;
}

type Cell = string | number | null | undefined;

/** The figures of a summary by column; names carry units. */
export function figures(s: JobSummary): Record<string, Cell> {
  const { field, solver, source, null_field_error, seconds } = s;
  const percentiles = Object.entries(field.percentiles_v_per_m).map(([p, value]) => [`e_p${p}_v_per_m`, value]);
  const areas = ['0.5', '0.75', '0.9'].map((f) => [`area_${f}_mm2`, field.areas_mm2?.[f]]);
  return {
    head: s.head.id,
    head_sha256: s.head.sha256,
    source: source.kind,
    coil: source.kind === 'tms' ? source.coil : null,
    didt_a_per_s: source.kind === 'tms' ? source.didt_a_per_s : null,
    ...Object.fromEntries(s.head.layers.map((layer) => [`sigma_${layer.name}_s_per_m`, layer.inside_s_per_m])),
    points: s.points.count,
    ...Object.fromEntries(percentiles),
    e_max_v_per_m: field.max.v_per_m,
    e_max_x_mm: field.max.at_mm[0],
    e_max_y_mm: field.max.at_mm[1],
    e_max_z_mm: field.max.at_mm[2],
    ...Object.fromEntries(areas),
    surface_area_mm2: field.surface_area_mm2,
    triangles: solver.triangles,
    iterations: s.iterations,
    residual: s.residual,
    null_field_median: null_field_error?.median,
    null_field_p95: null_field_error?.p95,
    doubts: s.doubts.join('; '),
    prepare_seconds: seconds.prepare,
    total_seconds: seconds.total,
  };
}

const text = (cell: Cell): string => (cell === null || cell === undefined ? '' : String(cell));

/** One row a job, in the order of the batch: what varied, what came out. */
export function resultTable(rows: readonly ResultRow[], varied: readonly string[]): Table {
  const found = rows.map((row) => (row.summary ? figures(row.summary) : {}));
  const measured = [...new Set(found.flatMap(Object.keys))];
  // A column that varies and a figure may have the same name: what was asked for keeps it.
  const own = measured.filter((name) => !varied.includes(name));
  return {
    columns: ['id', 'status', ...varied, ...own, 'hash', 'error'],
    rows: rows.map((row, i) => [
      row.id,
      row.status,
      ...varied.map((name) => row.varied[name] ?? ''),
      ...own.map((name) => text(found[i][name])),
      row.hash ?? '',
      row.error,
    ]),
  };
}

/** The table's columns as arrays: numbers where every cell is a number or empty (NaN), texts otherwise. */
export function tableNpz({ columns, rows }: Table): Uint8Array {
  const arrays = columns.map((name, c): [string, NpyValues] => {
    const cells = rows.map((row) => row[c]);
    const numeric = cells.some((cell) => cell !== '') && cells.every((cell) => Number.isFinite(Number(cell)));
    return [name, numeric ? Float64Array.from(cells, (cell) => (cell === '' ? Number.NaN : Number(cell))) : cells];
  });
  return writeNpz(Object.fromEntries(arrays));
}

export const tableCsv = writeTable;
