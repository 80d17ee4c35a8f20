import { writeTable } from '../formats/table-csv';
import { scalarMesh } from '../measures/scalar-mesh';
import { type FieldSummary, summarise } from '../measures/summary';
import type { Head } from '../model/head';
import { type FieldFrame, fieldScale, onSurface, type SurfaceId } from './field-store';
import { formatArea } from './focality-text';
import { formatPosition } from './readout';

/** The figures of one surface; |E| in V/m. */
export interface FieldFigures {
  id: SurfaceId;
  summary: FieldSummary;
}

/** The figures of a field on every surface of its head. */
export function fieldFigures(head: Head, frame: FieldFrame, didtAPerUs: number): FieldFigures[] {
  const scale = fieldScale(frame, didtAPerUs);
  return head.fieldSurfaces.map(({ id, surface }) => ({
    id,
    summary: summarise(
      scalarMesh(surface),
      onSurface(frame.surfaces, id).magnitude.map((x) => scale * x),
    ),
  }));
}

const field = (x: number): string => x.toPrecision(3);

/** What is shown of a summary, and how it is written. */
export const FIGURES: readonly {
  key: string;
  title: string;
  unit: string;
  value: (s: FieldSummary) => number | string;
  text: (s: FieldSummary) => string;
}[] = [
  figure('largest', 'Largest', 'V/m', (s) => s.peak.vPerM, field),
  {
    key: 'largest_at',
    title: 'there',
    unit: 'mm',
    value: (s) => s.peak.mm.map((x) => x.toFixed(2)).join(' '),
    text: (s) => formatPosition(s.peak.mm),
  },
  figure('p99.9', '99.9th percentile', 'V/m', (s) => s.p999, field),
  figure('p99', '99th percentile', 'V/m', (s) => s.p99, field),
  figure('p95', '95th percentile', 'V/m', (s) => s.p95, field),
  figure('median', 'Median', 'V/m', (s) => s.median, field),
  figure('area_0.5', 'Area at 0.50', 'mm²', (s) => s.areaHalfMm2, formatArea),
  figure('area_0.75', 'Area at 0.75', 'mm²', (s) => s.area75Mm2, formatArea),
  figure('area_0.9', 'Area at 0.90', 'mm²', (s) => s.area90Mm2, formatArea),
  figure('area', 'Whole surface', 'mm²', (s) => s.totalMm2, formatArea),
];

function figure(
  key: string,
  title: string,
  unit: string,
  of: (s: FieldSummary) => number,
  write: (x: number) => string,
): (typeof FIGURES)[number] {
  return { key, title, unit, value: of, text: (s) => write(of(s)) };
}

/** A row a surface. */
export function figuresCsv(figures: readonly FieldFigures[]): string {
  const columns = ['surface', ...FIGURES.map(({ key, unit }) => `${key} (${unit.replace('²', '2')})`)];
  const rows = figures.map(({ id, summary }) => [id, ...FIGURES.map(({ value }) => String(value(summary)))]);
  return writeTable({ columns, rows });
}
