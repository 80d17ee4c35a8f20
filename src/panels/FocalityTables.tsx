import { useRef } from 'react';
import { type SurfaceId, surfacesOf, useSurfaces } from '../app/field-store';
import {
  areaRatio,
  type Focality,
  NOMINAL_MM2,
  type Reading,
  referenceVPerM,
  regionsAt,
  TABLE_FRACTIONS,
} from '../app/focality-measure';
import { formatArea, formatCrossing, formatRatio, SURFACE_TITLES, strengthOf } from '../app/focality-text';
import { type FocalityState as Figures, useFocality, useMeasuredSides } from '../app/focality-view';
import type { Side } from '../app/plan';
import { formatField } from '../app/readout';
import { SIDE_TITLES, SIDES } from '../app/sides';
import { useApp } from '../app/store';
import { writeInto } from '../app/write-text';
import { Measured, useMeasured } from './measured';
import { sideFigure } from './words';

/** Regions listed before the rest is summed up. */
const REGIONS_LISTED = 6;

/** What lies above the slider's f. */
export function Threshold() {
  const shown = useMeasuredSides();
  const approximate = useFocality(({ sides }) => SIDES.filter((side) => sides[side]?.approximate));
  const fraction = useApp((s) => s.view.focality.fraction);
  const said = (side: Side, say: (reading: Reading) => string) => (
    <Measured
      text={({ readings }) => {
        const reading = readings[side];
        return reading ? say(reading) : '';
      }}
    />
  );
  return (
    <dl className="focality-reading">
      {shown.map((side) => (
        <div key={side} data-side={side}>
          <dt>{sideFigure(shown, side, `cortex at or above ${fraction.toFixed(2)}`)}</dt>
          <dd className="focality-area">
            {approximate.includes(side) && '≈ '}
            {said(side, ({ areaMm2 }) => formatArea(areaMm2.cortex))} <small>mm²</small>
          </dd>
          <dd className="focality-patches">{said(side, patchesInWords)}</dd>
          <dd className="focality-cm2">{said(side, ({ areaMm2 }) => (areaMm2.cortex / 100).toFixed(1))} cm²</dd>
        </div>
      ))}
      {shown.length === 2 && (
        <div>
          <dt>B / A at the same f</dt>
          <dd className="focality-area">
            <Measured text={({ readings: { a, b } }) => formatRatio(areaRatio(b?.areaMm2.cortex, a?.areaMm2.cortex))} />{' '}
            <small>times the area</small>
          </dd>
        </div>
      )}
    </dl>
  );
}

function patchesInWords({ patches, largest }: Reading): string {
  const count = patches === 1 ? '1 patch' : `${patches} patches`;
  return largest ? `${count}; largest ${formatArea(largest.areaMm2)} mm², strongest in ${largest.region}` : count;
}

/** The areas at three fixed f, and the ratio at each. */
export function Areas() {
  const shown = useMeasuredSides();
  const surfaces = useSurfaces();
  const areaOf = ({ sides }: Figures, side: Side, id: SurfaceId, k: number): number | undefined =>
    sides[side]?.surfaces[id]?.tableMm2[k];
  const row = (title: string, cell: (figures: Figures, k: number) => string, className?: string) => (
    <tr key={title} className={className}>
      <th scope="row">{title}</th>
      {TABLE_FRACTIONS.map((f, k) => (
        <td key={f}>
          <Measured text={(figures) => cell(figures, k)} />
        </td>
      ))}
    </tr>
  );
  return (
    <table className="focality-table">
      <caption>Area at or above f, mm²</caption>
      <thead>
        <tr>
          <td />
          {TABLE_FRACTIONS.map((f) => (
            <th key={f} scope="col">
              f {f}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.flatMap((side) =>
          surfaces.map((id) =>
            row(sideFigure(shown, side, SURFACE_TITLES[id]), (figures, k) => {
              const area = areaOf(figures, side, id, k);
              return area === undefined ? '–' : formatArea(area);
            }),
          ),
        )}
        {shown.length === 2 &&
          surfaces.map((id) =>
            row(
              `B / A, ${SURFACE_TITLES[id]}`,
              (figures, k) => formatRatio(areaRatio(areaOf(figures, 'b', id, k), areaOf(figures, 'a', id, k))),
              'focality-ratio',
            ),
          )}
      </tbody>
    </table>
  );
}

/** Where the curves of the cortex meet the two nominal lines. */
export function Crossings() {
  const shown = useMeasuredSides();
  return (
    <dl className="focality-crossings">
      {shown.flatMap((side) =>
        NOMINAL_MM2.map((mm2, k) => {
          const crossing = ({ sides }: Figures): number | null => sides[side]?.surfaces.cortex.crossings[k] ?? null;
          return (
            <div key={side + mm2}>
              <dt>{sideFigure(shown, side, `cortex is ${formatArea(mm2)} mm² at f`)}</dt>
              <dd>
                <Measured text={(figures) => formatCrossing(crossing(figures))} />
              </dd>
              <dd className="note">
                <Measured
                  text={(figures) => {
                    const f = crossing(figures);
                    return f === null ? 'the surface is smaller' : f > 1 ? 'above the reference' : '';
                  }}
                />
              </dd>
            </div>
          );
        }),
      )}
    </dl>
  );
}

/** The area above f by region of the atlas. */
export function Regions() {
  const shown = useMeasuredSides();
  const fraction = useApp((s) => s.view.focality.fraction);
  const table = useRef<HTMLTableElement>(null);
  useMeasured((figures) => {
    if (table.current) writeRegions(table.current, regionRows(figures, shown, fraction));
  });
  return (
    <table ref={table} className="focality-table focality-regions">
      <caption>Cortex at or above f by region (AAL), mm²</caption>
      <thead>
        <tr>
          <td />
          {shown.map((side) => (
            <th key={side} scope="col">
              {shown.length > 1 ? SIDE_TITLES[side] : 'Area'}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: REGIONS_LISTED + 1 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are fixed
          <tr key={row}>
            <th scope="row" />
            {shown.map((side) => (
              <td key={side} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A row's name and one cell a side: the largest regions, and the rest in one. */
function regionRows({ sides }: Figures, shown: readonly Side[], fraction: number): string[][] {
  const split = shown.map((side) => {
    const focality = sides[side];
    return new Map((focality ? regionsAt(focality, fraction) : []).map((r) => [r.region, r.areaMm2]));
  });
  const names = [...new Set(split.flatMap((of) => [...of.keys()]))];
  const largest = (name: string): number => Math.max(...split.map((of) => of.get(name) ?? 0));
  names.sort((x, y) => largest(y) - largest(x));
  const row = (title: string, of: readonly string[]): string[] => [
    title,
    ...split.map((areas) => formatArea(of.reduce((sum, name) => sum + (areas.get(name) ?? 0), 0))),
  ];
  const rows = names.slice(0, REGIONS_LISTED).map((name) => row(name, [name]));
  const rest = names.slice(REGIONS_LISTED);
  if (rest.length > 0) rows.push(row(`${rest.length} more ${rest.length === 1 ? 'region' : 'regions'}`, rest));
  return rows;
}

/** Rows without a region are left out, and the table when there is none. */
function writeRegions(table: HTMLTableElement, rows: readonly string[][]): void {
  table.hidden = rows.length === 0;
  for (const [k, row] of [...table.tBodies[0].rows].entries()) {
    row.hidden = k >= rows.length;
    for (const [c, cell] of [...row.cells].entries()) {
      writeInto(cell, rows[k]?.[c] ?? '');
    }
  }
}

/** What made each field, and the field f is a share of. */
export function References() {
  const shown = useMeasuredSides();
  return (
    <dl className="focality-sources">
      {shown.map((side) => (
        <Made key={side} side={side} />
      ))}
      {shown.length === 2 && (
        <div>
          <dt>Strength on the cortex, A / B</dt>
          <dd>
            <Measured text={(figures) => formatTimes(peakOf(figures, 'a') / peakOf(figures, 'b'))} /> times, percentile
            to percentile
          </dd>
        </div>
      )}
    </dl>
  );
}

function Made({ side }: { side: Side }) {
  const title = useFocality(({ sides }) => sides[side]?.title);
  const isCoil = useFocality(({ sides }) => sides[side]?.source === 'tms');
  const scale = useFocality(({ sides }) => sides[side]?.scale);
  const percentile = useFocality(({ sides }) => sides[side]?.reference.reference === 'p999');
  const each = (say: (focality: Focality, id: SurfaceId) => string) => (
    <Measured
      text={({ sides }) => {
        const of = sides[side];
        if (!of) return '';
        return surfacesOf(of.surfaces)
          .map((id) => `${SURFACE_TITLES[id]} ${say(of, id)}`)
          .join(', ');
      }}
    />
  );
  return (
    <div data-side={side}>
      <dt>{SIDE_TITLES[side]}</dt>
      <dd>{title}</dd>
      <dd>
        99.9th percentile: {each(strengthOf)}
        {isCoil && ` at ${scale}\u00a0A/µs`}
      </dd>
      {!percentile && (
        <dd>Reference: {each((of, id) => `${formatField(referenceVPerM(of, id), of.source)}\u00a0V/m`)}</dd>
      )}
    </div>
  );
}

const peakOf = ({ sides }: Figures, side: Side): number => {
  const of = sides[side];
  return of ? of.frame.surfaces.cortex.peak * of.scale : Number.NaN;
};

const formatTimes = (x: number): string => (x >= 10 ? x.toFixed(0) : x.toPrecision(2));
