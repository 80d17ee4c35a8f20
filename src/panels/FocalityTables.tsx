import type { ReactNode } from 'react';
import { surfacesOf } from '../app/field-store';
import { areaRatio, NOMINAL_MM2, referenceVPerM, regionsAt, TABLE_FRACTIONS } from '../app/focality-measure';
import { formatArea, formatCrossing, formatRatio, SURFACE_TITLES, strengthOf } from '../app/focality-text';
import { useFocality } from '../app/focality-view';
import { formatField } from '../app/readout';
import { SIDE_TITLES, SIDES } from '../app/sides';
import { useApp } from '../app/store';

/** Regions listed before the rest is summed up. */
const REGIONS_LISTED = 6;

/** What lies above the slider's f. */
export function Threshold() {
  const readings = useFocality((s) => s.readings);
  const sides = useFocality((s) => s.sides);
  const fraction = useApp((s) => s.view.focality.fraction);
  const ratio = areaRatio(readings.b?.areaMm2.cortex, readings.a?.areaMm2.cortex);
  return (
    <dl className="focality-reading">
      {SIDES.map((side) => {
        const reading = readings[side];
        if (!reading) return null;
        const { areaMm2, patches, largest } = reading;
        return (
          <div key={side} data-side={side}>
            <dt>
              {SIDE_TITLES[side]}, cortex at or above {fraction.toFixed(2)}
            </dt>
            <dd className="focality-area">
              {sides[side]?.approximate && '≈ '}
              {formatArea(areaMm2.cortex)} <small>mm²</small>
            </dd>
            <dd className="focality-patches">
              {patches === 1 ? '1 patch' : `${patches} patches`}
              {largest && `; largest ${formatArea(largest.areaMm2)} mm², strongest in ${largest.region}`}
            </dd>
            <dd className="focality-cm2">{(areaMm2.cortex / 100).toFixed(1)} cm²</dd>
          </div>
        );
      })}
      {readings.a && readings.b && (
        <div>
          <dt>B / A at the same f</dt>
          <dd className="focality-area">
            {formatRatio(ratio)} <small>times the area</small>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** A(f) at three fixed thresholds, and the ratio at each. */
export function Areas() {
  const sides = useFocality((s) => s.sides);
  const { a, b } = sides;
  const one = a ?? b;
  const surfaces = one ? surfacesOf(one.surfaces) : [];
  return (
    <table className="focality-table">
      <caption>Area at or above f, mm²</caption>
      <thead>
        <tr>
          <td />
          {TABLE_FRACTIONS.map((f) => (
            <th key={f} scope="col">
              A({f})
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {SIDES.flatMap((side) =>
          surfaces.map((id) => (
            <Row
              key={side + id}
              title={`${SIDE_TITLES[side]}, ${SURFACE_TITLES[id]}`}
              cells={sides[side]?.surfaces[id]?.tableMm2.map(formatArea)}
            />
          )),
        )}
        {a &&
          b &&
          surfaces.map((id) => (
            <Row
              key={id}
              className="focality-ratio"
              title={`B / A, ${SURFACE_TITLES[id]}`}
              cells={TABLE_FRACTIONS.map((_, k) =>
                formatRatio(areaRatio(b.surfaces[id]?.tableMm2[k], a.surfaces[id]?.tableMm2[k])),
              )}
            />
          ))}
      </tbody>
    </table>
  );
}

function Row({ title, cells, className }: { title: string; cells?: string[]; className?: string }): ReactNode {
  if (!cells) return null;
  return (
    <tr className={className}>
      <th scope="row">{title}</th>
      {cells.map((cell, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
        <td key={k}>{cell}</td>
      ))}
    </tr>
  );
}

/** Where the curves of the cortex meet the two nominal lines. */
export function Crossings() {
  const sides = useFocality((s) => s.sides);
  return (
    <dl className="focality-crossings">
      {SIDES.flatMap((side) =>
        NOMINAL_MM2.map((mm2, k) => {
          const focality = sides[side];
          if (!focality) return null;
          const f = focality.surfaces.cortex.crossings[k];
          return (
            <div key={side + mm2}>
              <dt>
                {SIDE_TITLES[side]}, cortex is {formatArea(mm2)} mm² at f
              </dt>
              <dd>{formatCrossing(f)}</dd>
              {f === null && <dd className="note">the surface is smaller</dd>}
              {f !== null && f > 1 && <dd className="note">above the reference</dd>}
            </div>
          );
        }),
      )}
    </dl>
  );
}

/** The area above f by region of the atlas. */
export function Regions() {
  const sides = useFocality((s) => s.sides);
  const fraction = useApp((s) => s.view.focality.fraction);
  const shown = SIDES.filter((side) => sides[side]);
  const split = new Map(
    shown.map((side) => [side, new Map(regionsOf(sides[side], fraction).map((r) => [r.region, r.areaMm2]))]),
  );
  const names = [...new Set(shown.flatMap((side) => [...(split.get(side)?.keys() ?? [])]))];
  const largest = (name: string): number => Math.max(...shown.map((side) => split.get(side)?.get(name) ?? 0));
  names.sort((x, y) => largest(y) - largest(x));
  if (names.length === 0) return null;
  const rest = names.slice(REGIONS_LISTED);
  const cellsOf = (of: string[]): string[] =>
    shown.map((side) => formatArea(of.reduce((sum, name) => sum + (split.get(side)?.get(name) ?? 0), 0)));
  return (
    <table className="focality-table focality-regions">
      <caption>Cortex at or above f by region (AAL), mm²</caption>
      <thead>
        <tr>
          <td />
          {shown.map((side) => (
            <th key={side} scope="col">
              {SIDE_TITLES[side]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.slice(0, REGIONS_LISTED).map((name) => (
          <Row key={name} title={name} cells={cellsOf([name])} />
        ))}
        {rest.length > 0 && (
          <Row title={`${rest.length} more ${rest.length === 1 ? 'region' : 'regions'}`} cells={cellsOf(rest)} />
        )}
      </tbody>
    </table>
  );
}

const regionsOf = (focality: Parameters<typeof regionsAt>[0] | undefined, fraction: number) =>
  focality ? regionsAt(focality, fraction) : [];

/** What made each field, and the field f is a share of. */
export function References() {
  const sides = useFocality((s) => s.sides);
  const { a, b } = sides;
  const peakOf = (side: 'a' | 'b'): number => {
    const of = sides[side];
    return of ? of.frame.surfaces.cortex.peak * of.scale : Number.NaN;
  };
  return (
    <dl className="focality-sources">
      {SIDES.map((side) => {
        const focality = sides[side];
        if (!focality) return null;
        const surfaces = surfacesOf(focality.surfaces);
        const values = surfaces.map((id) => formatField(referenceVPerM(focality, id), focality.source));
        return (
          <div key={side} data-side={side}>
            <dt>{SIDE_TITLES[side]}</dt>
            <dd>{focality.title}</dd>
            <dd>
              99.9th percentile: {surfaces.map((id) => `${SURFACE_TITLES[id]} ${strengthOf(focality, id)}`).join(', ')}
              {focality.source === 'tms' && ` at ${focality.scale}\u00a0A/µs`}
            </dd>
            {focality.reference.reference !== 'p999' && (
              <dd>Reference: {surfaces.map((id, k) => `${SURFACE_TITLES[id]} ${values[k]}\u00a0V/m`).join(', ')}</dd>
            )}
          </div>
        );
      })}
      {a && b && (
        <div>
          <dt>Strength on the cortex, A / B</dt>
          <dd>{formatTimes(peakOf('a') / peakOf('b'))} times, percentile to percentile</dd>
        </div>
      )}
    </dl>
  );
}

const formatTimes = (x: number): string => (x >= 10 ? x.toFixed(0) : x.toPrecision(2));
