import { areaAboveMm2, areaCurveMm2, fractionAtArea } from '../measures/focality';
import { areaByRegionMm2, patchesAbove } from '../measures/patches';
import { type ScalarMesh, scalarMesh } from '../measures/scalar-mesh';
import type { FieldSurface, Head } from '../model/head';
import { type FieldFrame, fieldScale, type OnSurfaces, onSurface, type SurfaceId, surfacesOf } from './field-store';
import type { Scenario } from './plan';
import { scenarioTitle } from './scenario-title';
import { isApproximate } from './sides';
import type { View } from './view';

/** Where the curves are taken: f = 0.30, 0.31, ... 1.05. */
export const FRACTIONS: readonly number[] = Array.from({ length: 76 }, (_, k) => (30 + k) / 100);
export const TABLE_FRACTIONS: readonly number[] = [0.5, 0.75, 0.9];
/** What the review prints for rTMS and tDCS, mm2. Drawn as lines; no measure depends on them. */
export const NOMINAL_MM2: readonly number[] = [25, 2500];

/** What f is a share of. */
export type Reference = Omit<View['focality'], 'fraction'>;

/** The focality of the field of one side. */
export interface Focality {
  source: FieldFrame['source'];
  /** What made the field, in words. */
  title: string;
  head: Head;
  frame: FieldFrame;
  /** The primary field of a coil, shown until the solution is there. */
  approximate: boolean;
  /** What the frame's numbers are multiplied by to read V/m: A/us for a coil, 1 for a montage. */
  scale: number;
  reference: Reference;
  /** Of those the head has. */
  surfaces: OnSurfaces<SurfaceFocality>;
}

/** What the threshold f cuts out of one field. */
export interface Reading {
  areaMm2: OnSurfaces<number>;
  /** Connected parts of the cortex at or above f, and the largest of them; its region is that of its strongest point. */
  patches: number;
  largest: { areaMm2: number; region: string; peakVertex: number } | null;
}

/** A(f) of one surface; each figure is measured when first read. */
class SurfaceFocality {
  readonly totalMm2: number;
  private curve?: number[];
  private table?: number[];
  private meets?: (number | null)[];

  /** `reference` is in the unit of the values. */
  constructor(
    private readonly mesh: ScalarMesh,
    private readonly values: Float32Array,
    readonly reference: number,
  ) {
    this.totalMm2 = mesh.totalMm2;
  }

  /** A(f); read off the curve where that has it. */
  areaMm2(fraction: number): number {
    const k = Math.round(100 * (fraction - FRACTIONS[0]));
    if (Math.abs((FRACTIONS[k] ?? Number.NaN) - fraction) < 1e-9) return this.curveMm2[k];
    return areaAboveMm2(this.mesh, this.values, fraction * this.reference);
  }

  /** A(f) at `FRACTIONS`. */
  get curveMm2(): number[] {
    this.curve ??= areaCurveMm2(this.mesh, this.values, this.reference, FRACTIONS);
    return this.curve;
  }

  /** A(f) at `TABLE_FRACTIONS`. */
  get tableMm2(): number[] {
    this.table ??= TABLE_FRACTIONS.map((f) => this.areaMm2(f));
    return this.table;
  }

  /** The f at which A(f) is each of `NOMINAL_MM2`; null where the surface is smaller. */
  get crossings(): (number | null)[] {
    this.meets ??= NOMINAL_MM2.map((area) => fractionAtArea(this.mesh, this.values, this.reference, area));
    return this.meets;
  }
}

export function fieldSurface(head: Head, id: SurfaceId): FieldSurface {
  const surface = head.fieldSurfaces.find((s) => s.id === id);
  if (!surface) throw new Error(`head ${head.id}: no field surface "${id}"`);
  return surface;
}

export const meshOf = (head: Head, id: SurfaceId): ScalarMesh => scalarMesh(fieldSurface(head, id).surface);

/** The field that f is a share of, in the frame's unit. */
function referenceOf(frame: FieldFrame, id: SurfaceId, { reference, voltsPerM }: Reference, scale: number): number {
  const { peak, magnitude, peakVertex } = onSurface(frame.surfaces, id);
  if (reference === 'volts') return voltsPerM / scale;
  return reference === 'peak' ? magnitude[peakVertex] : peak;
}

/** The focality of a frame. Null for a field that vanishes. */
export function measureFocality(
  head: Head,
  frame: FieldFrame,
  scenario: Scenario,
  reference: Reference,
): Focality | null {
  if (surfacesOf(frame.surfaces).some((id) => !(onSurface(frame.surfaces, id).peak > 0))) return null;
  const scale = fieldScale(frame, scenario.didtAPerUs);
  const surface = (id: SurfaceId): SurfaceFocality =>
    new SurfaceFocality(
      meshOf(head, id),
      onSurface(frame.surfaces, id).magnitude,
      referenceOf(frame, id, reference, scale),
    );
  return {
    source: frame.source,
    title: scenarioTitle(scenario),
    head,
    frame,
    approximate: isApproximate(frame, scenario),
    scale,
    reference,
    surfaces: { cortex: surface('cortex'), ...(frame.surfaces.white && { white: surface('white') }) },
  };
}

/** Areas, patches and the largest patch at or above f. */
export function readingAt({ head, frame, surfaces }: Focality, fraction: number): Reading {
  const level = fraction * surfaces.cortex.reference;
  const patches = patchesAbove(meshOf(head, 'cortex'), frame.surfaces.cortex.magnitude, level);
  const largest = patches.at(0);
  const code = largest ? (fieldSurface(head, 'cortex').aal?.[largest.peakVertex] ?? 0) : 0;
  return {
    areaMm2: { cortex: surfaces.cortex.areaMm2(fraction), white: surfaces.white?.areaMm2(fraction) },
    patches: patches.length,
    largest: largest
      ? { areaMm2: largest.areaMm2, region: regionName(head, code), peakVertex: largest.peakVertex }
      : null,
  };
}

const regionName = (head: Head, code: number): string =>
  code > 0 ? (head.aalNames?.[code] ?? `AAL ${code}`).replaceAll('_', ' ') : 'unlabelled';

/** The area of the cortex at or above f by region, mm2, largest first; regions without any are left out. */
export function regionsAt(
  { head, frame, surfaces }: Focality,
  fraction: number,
): { region: string; areaMm2: number }[] {
  const { aal } = fieldSurface(head, 'cortex');
  if (!aal) return [];
  const level = fraction * surfaces.cortex.reference;
  const split = areaByRegionMm2(meshOf(head, 'cortex'), frame.surfaces.cortex.magnitude, level, aal);
  return [...split]
    .map(([code, areaMm2]) => ({ region: regionName(head, code), areaMm2 }))
    .sort((a, b) => b.areaMm2 - a.areaMm2);
}

/** The reference in V/m. */
export const referenceVPerM = (focality: Focality, id: SurfaceId): number =>
  onSurface(focality.surfaces, id).reference * focality.scale;

/** How many times the area of A is that of B. Null while one is missing or B reaches the level nowhere. */
export const areaRatio = (aMm2: number | undefined, bMm2: number | undefined): number | null =>
  aMm2 !== undefined && bMm2 ? aMm2 / bMm2 : null;
