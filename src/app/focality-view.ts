import { createStore, useStore } from 'zustand';
import { areaAboveMm2, areaCurveMm2, fractionAtArea } from '../measures/focality';
import { patchesAbove } from '../measures/patches';
import { type ScalarMesh, scalarMesh } from '../measures/scalar-mesh';
import type { FieldSurface, Head } from '../model/head';
import { coilOrDefault } from './coil-control';
import { type FieldFrame, fieldScale, fieldStore, type SurfaceId } from './field-store';
import type { Plan } from './plan';
import { formatNumber, formatPosition } from './readout';
import { appStore } from './store';

export type SourceId = FieldFrame['source'];

export const SOURCES: readonly SourceId[] = ['tms', 'tdcs'];
export const SURFACES: readonly SurfaceId[] = ['cortex', 'white'];
export const SOURCE_TITLES: Record<SourceId, string> = { tms: 'TMS', tdcs: 'tDCS' };
export const SURFACE_TITLES: Record<SurfaceId, string> = { cortex: 'cortex', white: 'white matter' };

/** Where the curves are taken: f = 0.30, 0.31, ... 1.05. */
export const FRACTIONS: readonly number[] = Array.from({ length: 76 }, (_, k) => (30 + k) / 100);
export const FRACTION_LIMITS = { min: 0.3, max: 1.05, step: 0.01 } as const;
export const TABLE_FRACTIONS: readonly number[] = [0.5, 0.75, 0.9];
/** What the review prints for rTMS and tDCS, mm2. Drawn as lines; no measure depends on them. */
export const NOMINAL_MM2: readonly number[] = [25, 2500];
export const NOMINAL_LABEL = ['review’s nominal scales:', 'mapping resolution, pad size;', 'not field areas'] as const;

export interface SurfaceFocality {
  /** Area-weighted 99.9th percentile of |E|, in the frame's unit: per A/us for a coil, V/m for a montage. */
  reference: number;
  totalMm2: number;
  /** A(f) at `FRACTIONS`. */
  curveMm2: number[];
  /** A(f) at `TABLE_FRACTIONS`. */
  tableMm2: number[];
  /** The f at which A(f) is each of `NOMINAL_MM2`: above 1 when the area is less than a thousandth of the surface. */
  crossings: (number | null)[];
}

/** The focality of one solved field. */
export interface Focality {
  source: SourceId;
  /** What made the field, in words. */
  title: string;
  head: Head;
  frame: FieldFrame;
  surfaces: Record<SurfaceId, SurfaceFocality>;
}

/** What the slider's f cuts out of one field. */
export interface Reading {
  areaMm2: Record<SurfaceId, number>;
  /** Connected parts of the cortex at or above f, and the largest of them; its region is that of its strongest point. */
  patches: number;
  largest: { areaMm2: number; region: string } | null;
}

type BySource<T> = Partial<Record<SourceId, T>>;

interface FocalityState {
  /** The last solved field of each source on the head that is shown. */
  kept: BySource<Focality>;
  readings: BySource<Reading>;
  /** The slider's f: one for both sources. */
  fraction: number;
}

export const focalityStore = createStore<FocalityState>(() => ({ kept: {}, readings: {}, fraction: 0.5 }));
export const useFocality = <T>(select: (state: FocalityState) => T): T => useStore(focalityStore, select);

const meshes = new WeakMap<FieldSurface, ScalarMesh>();

function meshOf(head: Head, id: SurfaceId): { mesh: ScalarMesh; surface: FieldSurface } {
  const surface = head.fieldSurfaces.find((s) => s.id === id);
  if (!surface) throw new Error(`head ${head.id}: no field surface "${id}"`);
  let mesh = meshes.get(surface);
  if (!mesh) {
    mesh = scalarMesh(surface.surface);
    meshes.set(surface, mesh);
  }
  return { mesh, surface };
}

const measured = new WeakMap<FieldFrame, Focality>();

/** A(f) of a solved frame, measured once a frame. Null for an approximate frame and for one whose field vanishes. */
export function measureFocality(head: Head, frame: FieldFrame, title: string): Focality | null {
  if (frame.kind !== 'solved' || SURFACES.some((id) => !(frame.surfaces[id].peak > 0))) return null;
  const known = measured.get(frame);
  if (known) return known;
  const surfaces = { cortex: measureSurface(head, frame, 'cortex'), white: measureSurface(head, frame, 'white') };
  const focality = { source: frame.source, title, head, frame, surfaces };
  measured.set(frame, focality);
  return focality;
}

function measureSurface(head: Head, frame: FieldFrame, id: SurfaceId): SurfaceFocality {
  const { mesh } = meshOf(head, id);
  const { magnitude, peak: reference } = frame.surfaces[id];
  return {
    reference,
    totalMm2: mesh.totalMm2,
    curveMm2: areaCurveMm2(mesh, magnitude, reference, FRACTIONS),
    tableMm2: TABLE_FRACTIONS.map((f) => areaAboveMm2(mesh, magnitude, f * reference)),
    crossings: NOMINAL_MM2.map((area) => fractionAtArea(mesh, magnitude, reference, area)),
  };
}

/** Areas, patches and the largest patch at or above f. */
export function readingAt({ head, frame, surfaces }: Focality, fraction: number): Reading {
  const area = (id: SurfaceId): number =>
    areaAboveMm2(meshOf(head, id).mesh, frame.surfaces[id].magnitude, fraction * surfaces[id].reference);
  const { mesh, surface } = meshOf(head, 'cortex');
  const patches = patchesAbove(mesh, frame.surfaces.cortex.magnitude, fraction * surfaces.cortex.reference);
  const largest = patches.at(0);
  const code = largest ? (surface.aal?.[largest.peakVertex] ?? 0) : 0;
  const region = code > 0 ? (head.aalNames?.[code] ?? `AAL ${code}`).replaceAll('_', ' ') : 'unlabelled';
  return {
    areaMm2: { cortex: area('cortex'), white: area('white') },
    patches: patches.length,
    largest: largest ? { areaMm2: largest.areaMm2, region } : null,
  };
}

/** How many times the area of tDCS is that of TMS. Null while one is missing or TMS reaches the level nowhere. */
export const areaRatio = (tdcsMm2: number | undefined, tmsMm2: number | undefined): number | null =>
  tdcsMm2 !== undefined && tmsMm2 ? tdcsMm2 / tmsMm2 : null;

/** The source of a plan's field in words: coil and place, or electrodes and currents. */
export function planTitle(plan: Plan): string {
  if (plan.source === 'tdcs') {
    const sites = plan.montage.map((e) => `${e.at} ${e.currentMa > 0 ? '+' : ''}${formatNumber(e.currentMa, 1)} mA`);
    return `${sites.join(', ')}; discs of ${formatNumber(plan.padRadiusMm, 1)} mm radius`;
  }
  const { siteMm, angleDeg, gapMm } = plan.placement;
  const site = plan.siteName || `${formatPosition(siteMm)} mm`;
  return `${coilOrDefault(plan.coilId).title} at ${site}, ${formatNumber(angleDeg, 0)}°, gap ${formatNumber(gapMm, 1)} mm`;
}

/** The reference in V/m: a coil's field is kept per A/us. */
export const referenceVPerM = (focality: Focality, id: SurfaceId, didtAPerUs: number): number =>
  focality.surfaces[id].reference * fieldScale(focality.frame, didtAPerUs);

/** Moves the threshold of both sources. */
export function setFraction(fraction: number): void {
  const { kept } = focalityStore.getState();
  focalityStore.setState({ fraction, readings: readingsOf(kept, fraction) });
}

function readingsOf(kept: BySource<Focality>, fraction: number): BySource<Reading> {
  return Object.fromEntries(Object.values(kept).map((f) => [f.source, readingAt(f, fraction)]));
}

/**
 * Measures every solved frame that reaches the screen and keeps the last of each source, until the head changes. Measuring
 * waits for the frame to be painted, and is left out when the frame was replaced meanwhile. Returns its end.
 */
export function followField(): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const take = (head: Head | null, frame: FieldFrame | null): void => {
    clearTimeout(waiting);
    const { kept } = focalityStore.getState();
    if (Object.values(kept).some((f) => f.head !== head)) focalityStore.setState({ kept: {}, readings: {} });
    if (!head || frame?.kind !== 'solved') return;
    // The plan may have moved on by the time the frame is measured.
    const title = planTitle(appStore.getState().plan);
    waiting = setTimeout(() => {
      const focality = measureFocality(head, frame, title);
      if (!focality) return;
      const { kept: before, readings, fraction } = focalityStore.getState();
      if (before[focality.source] === focality) return;
      focalityStore.setState({
        kept: { ...before, [focality.source]: focality },
        readings: { ...readings, [focality.source]: readingAt(focality, fraction) },
      });
    });
  };
  const { head, frame } = fieldStore.getState();
  take(head, frame);
  const stop = fieldStore.subscribe((now, before) => {
    if (now.frame !== before.frame || now.head !== before.head) take(now.head, now.frame);
  });
  return () => {
    clearTimeout(waiting);
    stop();
  };
}

/** mm2 without decimals, thousands marked. */
export const formatArea = (mm2: number): string => mm2.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
export const formatRatio = (ratio: number | null): string => (ratio === null ? '–' : ratio.toFixed(2));
export const formatCrossing = (f: number | null): string => (f === null ? '–' : f.toFixed(2));

/** What the kept figures belong to, given what is on the head now. */
export function stateInWords(frame: FieldFrame | null, kept: BySource<unknown>): string {
  if (frame && frame.kind !== 'solved') {
    return 'The field on the head is approximate and is not measured. Below: the last solved field.';
  }
  if (!frame) return 'No solved field on the head at the moment. Below: the last solved field.';
  const other = frame.source === 'tms' ? 'tdcs' : 'tms';
  return kept[other]
    ? `The solved ${SOURCE_TITLES[frame.source]} field, and the last solved ${SOURCE_TITLES[other]} field.`
    : `The solved ${SOURCE_TITLES[frame.source]} field. Solve ${SOURCE_TITLES[other]} on this head to compare.`;
}

/** The figure in words, for those who do not see it. */
export function focalityInWords(kept: BySource<Focality>): string {
  const lines = SOURCES.flatMap((source) => {
    const focality = kept[source];
    if (!focality) return [];
    const areas = SURFACES.map((id) => {
      const { tableMm2, crossings } = focality.surfaces[id];
      const table = TABLE_FRACTIONS.map((f, k) => `${formatArea(tableMm2[k])} mm² at f ${f}`).join(', ');
      const meets = NOMINAL_MM2.map((a, k) => `${formatArea(a)} mm² at f ${formatCrossing(crossings[k])}`).join(
        ' and ',
      );
      return `${SOURCE_TITLES[source]}, ${SURFACE_TITLES[id]}: ${table}; it crosses ${meets}.`;
    });
    return [`${SOURCE_TITLES[source]} is ${focality.title}.`, ...areas];
  });
  return `Area where |E| is at least f times its 99.9th percentile, against f from 0.3 to 1.05. ${lines.join(' ')}`;
}

const cortexTriangles = (head: Head): number => meshOf(head, 'cortex').mesh.areasMm2.length;

/** A cell quoted when it has to be (RFC 4180). */
const cell = (x: string | number): string =>
  /[",\n]/.test(String(x)) ? `"${String(x).replaceAll('"', '""')}"` : `${x}`;

/** All points of all curves, one a row, under the definitions as `#` lines. */
export function focalityCsv(kept: BySource<Focality>, didtAPerUs: number): string {
  const all = SOURCES.flatMap((source) => kept[source] ?? []);
  const rows = all.flatMap((focality) =>
    SURFACES.flatMap((id) =>
      FRACTIONS.map((f, k) =>
        [
          focality.source,
          id,
          f,
          focality.surfaces[id].curveMm2[k].toFixed(3),
          referenceVPerM(focality, id, didtAPerUs).toPrecision(7),
          focality.surfaces[id].totalMm2.toFixed(1),
          focality.title,
        ]
          .map(cell)
          .join(','),
      ),
    ),
  );
  const crossings = all.flatMap((focality) =>
    SURFACES.flatMap((id) =>
      NOMINAL_MM2.map((area, k) => {
        const f = focality.surfaces[id].crossings[k];
        const where = f === null ? 'nowhere: the surface is smaller' : `at f = ${f.toFixed(4)}`;
        return `# ${focality.source} ${id}: A(f) = ${area} mm2 ${where}`;
      }),
    ),
  );
  return [
    '# Coilscope: focality of solved fields',
    '# area_mm2: A(f), the area on which |E| >= f x reference; |E| linear over each triangle, triangles cut at the level',
    '# reference_v_per_m: area-weighted 99.9th percentile of |E| on the same surface (reached on 0.1 % of its area), V/m',
    '# surface: cortex = pial surface with E half-way through the grey matter; white = grey-white interface with E just inside',
    '# total_mm2: the area of the whole surface. f and its reference are defined alike for both sources',
    ...all.slice(0, 1).map(({ head }) => `# head: ${head.title}, ${cortexTriangles(head)} triangles on the cortex`),
    ...(kept.tms ? [`# tms: reference at dI/dt = ${didtAPerUs} A/us; areas do not depend on it`] : []),
    '# 25 and 2500 mm2 are a review’s nominal scales (mapping resolution, pad size), not field areas',
    ...crossings,
    'source,surface,f,area_mm2,reference_v_per_m,total_mm2,description',
    ...rows,
    '',
  ].join('\n');
}
