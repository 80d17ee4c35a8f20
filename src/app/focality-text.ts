import { type FieldFrame, onSurface, type SurfaceId, surfacesOf } from './field-store';
import {
  type Focality,
  FRACTIONS,
  meshOf,
  NOMINAL_MM2,
  type Reference,
  referenceVPerM,
  regionsAt,
  TABLE_FRACTIONS,
} from './focality-measure';
import type { BySide } from './focality-view';
import { formatField } from './readout';
import { SIDE_TITLES, SIDES } from './sides';

export const SOURCE_TITLES: Record<FieldFrame['source'], string> = { tms: 'TMS', tdcs: 'tDCS' };
export const SURFACE_TITLES: Record<SurfaceId, string> = { cortex: 'cortex', white: 'white matter' };
export const NOMINAL_LABEL = ['review’s nominal scales:', 'mapping resolution, pad size;', 'not field areas'] as const;

/** mm2 without decimals, thousands marked. */
export const formatArea = (mm2: number): string => mm2.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
export const formatRatio = (ratio: number | null): string => (ratio === null ? '–' : ratio.toFixed(2));
export const formatCrossing = (f: number | null): string => (f === null ? '–' : f.toFixed(2));

/** What f is a share of, in words. */
export function referenceTitle({ reference, voltsPerM }: Reference): string {
  if (reference === 'volts') return `${voltsPerM} V/m`;
  return reference === 'peak' ? 'the largest |E|' : 'the 99.9th percentile of |E|';
}

/** The strength of a side's field in words. */
export const strengthOf = (focality: Focality, id: SurfaceId): string =>
  `${formatField(onSurface(focality.frame.surfaces, id).peak * focality.scale, focality.source)} V/m`;

/** The figure in words, for those who do not see it. */
export function focalityInWords(sides: BySide<Focality>): string {
  const shown = SIDES.flatMap((side) => (sides[side] ? [{ side, focality: sides[side] }] : []));
  const lines = shown.flatMap(({ side, focality }) => {
    const areas = surfacesOf(focality.surfaces).map((id) => {
      const { tableMm2, crossings } = onSurface(focality.surfaces, id);
      const table = TABLE_FRACTIONS.map((f, k) => `${formatArea(tableMm2[k])} mm² at f ${f}`).join(', ');
      const meets = NOMINAL_MM2.map((a, k) => `${formatArea(a)} mm² at f ${formatCrossing(crossings[k])}`).join(
        ' and ',
      );
      return `${SIDE_TITLES[side]}, ${SURFACE_TITLES[id]}: ${table}; it crosses ${meets}.`;
    });
    return [`${SIDE_TITLES[side]} is ${focality.title}.`, ...areas];
  });
  const reference = shown[0] ? referenceTitle(shown[0].focality.reference) : '';
  return `Area where |E| is at least f times ${reference}, against f from 0.3 to 1.05. ${lines.join(' ')}`;
}

const cortexTriangles = ({ head }: Focality): number => meshOf(head, 'cortex').areasMm2.length;

/** A cell quoted when it has to be (RFC 4180). */
export const csvCell = (x: string | number): string =>
  /[",\n]/.test(String(x)) ? `"${String(x).replaceAll('"', '""')}"` : `${x}`;

const csvRow = (cells: (string | number)[]): string => cells.map(csvCell).join(',');

/** All points of all curves, one a row, under the definitions as `#` lines; then the regions at the threshold. */
export function focalityCsv(sides: BySide<Focality>, fraction: number): string {
  const all = SIDES.flatMap((side) => (sides[side] ? [{ side: SIDE_TITLES[side], focality: sides[side] }] : []));
  const rows = all.flatMap(({ side, focality }) =>
    surfacesOf(focality.surfaces).flatMap((id) =>
      FRACTIONS.map((f, k) =>
        csvRow([
          side,
          focality.source,
          id,
          f,
          onSurface(focality.surfaces, id).curveMm2[k].toFixed(3),
          referenceVPerM(focality, id).toPrecision(7),
          onSurface(focality.surfaces, id).totalMm2.toFixed(1),
          focality.title,
        ]),
      ),
    ),
  );
  const crossings = all.flatMap(({ side, focality }) =>
    surfacesOf(focality.surfaces).flatMap((id) =>
      NOMINAL_MM2.map((area, k) => {
        const f = onSurface(focality.surfaces, id).crossings[k];
        const where = f === null ? 'nowhere: the surface is smaller' : `at f = ${f.toFixed(4)}`;
        return `# ${side} ${id}: A(f) = ${area} mm2 ${where}`;
      }),
    ),
  );
  const regions = all.flatMap(({ side, focality }) =>
    regionsAt(focality, fraction).map(
      ({ region, areaMm2 }) => `# ${side} cortex, ${region}: ${areaMm2.toFixed(1)} mm2`,
    ),
  );
  const first = all[0]?.focality;
  return [
    '# Coilscope: focality',
    '# area_mm2: A(f), the area on which |E| >= f x reference; |E| linear over each triangle, triangles cut at the level',
    `# reference_v_per_m: ${first ? referenceTitle(first.reference) : ''} on the same surface, in V/m (99.9th percentile: by area, reached on 0.1 % of it)`,
    '# surface: cortex = pial surface with E half-way through the grey matter; white = grey-white interface with E just inside',
    '# total_mm2: the area of the whole surface. f and its reference are defined alike for both sides',
    ...(first ? [`# head: ${first.head.title}, ${cortexTriangles(first)} triangles on the cortex`] : []),
    ...all.map(({ side, focality }) => {
      const state = focality.approximate ? '; APPROXIMATE: primary field of the coil only' : '';
      const drive = focality.source === 'tms' ? `; dI/dt = ${focality.scale} A/us` : '';
      return `# ${side}: ${focality.title}${drive}${state}`;
    }),
    '# 25 and 2500 mm2 are a review’s nominal scales (mapping resolution, pad size), not field areas',
    ...crossings,
    `# area of the cortex at f = ${fraction.toFixed(2)} by region (AAL):`,
    ...regions,
    'side,source,surface,f,area_mm2,reference_v_per_m,total_mm2,description',
    ...rows,
    '',
  ].join('\n');
}
