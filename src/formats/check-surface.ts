import { forEachPair } from '../model/mesh/crossings';
import { CROWDED, halfEdgeTwins, isTurned, nextInTriangle, OPEN, pieces } from '../model/mesh/half-edges';
import { FLAT_MM2 } from '../model/mesh/repair';
import { SurfaceProbe } from '../model/mesh/surface-probe';
import { trianglesCross } from '../model/mesh/triangle-tests';
import { areaVectorsMm2, corners, type Surface, triangleCount, vertexCount, volumeMm3 } from '../model/surface';
import { add, at, lerp, scale, type Vec3 } from '../model/vec3';
import type { LengthUnit } from './read-surface';

/** Extents a head's surface may have, mm; outside them the unit is probably wrong. */
const MIN_EXTENT_MM = 20;
const MAX_EXTENT_MM = 600;
/** Extents in millimetres of a head given in the unit. */
const OTHER_UNITS = [
  { unit: 'm', title: 'metres', from: 0.05, to: 0.6 },
  { unit: 'cm', title: 'centimetres', from: 5, to: 60 },
] as const;

export type FaultKind =
  | 'not finite'
  | 'empty'
  | 'index'
  | 'size'
  | 'open'
  | 'crowded'
  | 'turned'
  | 'repeated'
  | 'flat'
  | 'pieces'
  | 'inward'
  | 'self-crossing'
  | 'nesting'
  | 'touching';

/** One thing that keeps surfaces from being a head. */
export interface Fault {
  kind: FaultKind;
  /** The layer it is in, by its name. */
  layer: string;
  /** One line: the layer, what is wrong and how often, the first place, what to do. */
  text: string;
  /** The first place, mm, where there is one. */
  atMm?: Vec3;
}

export const placeText = (p: readonly number[]): string => `(${p.map((value) => value.toFixed(1)).join(', ')}) mm`;

const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const middleOf = (surface: Surface, triangle: number): Vec3 => {
  const [a, b, c] = corners(surface, triangle);
  return scale(add(a, add(b, c)), 1 / 3);
};

const isFlat = (areas: Float32Array, t: number): boolean =>
  !(Math.hypot(areas[3 * t], areas[3 * t + 1], areas[3 * t + 2]) > FLAT_MM2);

/** Triangles with the same three corners as one before them. */
function repeatedTriangles(surface: Surface): number[] {
  const seen = new Set<string>();
  const repeated: number[] = [];
  for (let t = 0; t < triangleCount(surface); t++) {
    const key = [...surface.triangles.subarray(3 * t, 3 * t + 3)].sort((a, b) => a - b).join(' ');
    if (seen.has(key)) repeated.push(t);
    seen.add(key);
  }
  return repeated;
}

function flatTriangles(surface: Surface): number[] {
  const areas = areaVectorsMm2(surface);
  return Array.from({ length: triangleCount(surface) }, (_, t) => t).filter((t) => isFlat(areas, t));
}

/** The extents along x, y and z, mm. */
function extentsMm({ positionsMm }: Surface): Vec3 {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positionsMm.length; i++) {
    low[i % 3] = Math.min(low[i % 3], positionsMm[i]);
    high[i % 3] = Math.max(high[i % 3], positionsMm[i]);
  }
  return [high[0] - low[0], high[1] - low[1], high[2] - low[2]];
}

/** The unit that a surface's numbers seem to be in, by its largest extent. */
export function guessUnit(surface: Surface): LengthUnit {
  const largest = Math.max(...extentsMm(surface));
  return OTHER_UNITS.find(({ from, to }) => largest >= from && largest <= to)?.unit ?? 'mm';
}

function extentFault(surface: Surface): string | null {
  const extents = extentsMm(surface);
  const axis = extents.findIndex((extent) => extent > MAX_EXTENT_MM || extent < MIN_EXTENT_MM);
  if (axis < 0) return null;
  const guess = OTHER_UNITS.find(({ unit }) => unit === guessUnit(surface));
  const hint = guess ? `the file seems to be in ${guess.title}` : 'check the unit (mm, cm or m)';
  return `is ${extents[axis].toPrecision(3)} mm wide along ${'xyz'[axis]}; ${hint}`;
}

/**
 * What keeps `surface` (mm) from bounding a tissue, every fault with the first place; empty when it is sound: finite, of a
 * head's size, closed, two triangles at every edge, oriented outward, in as many pieces as it should be, without flat or repeated
 * triangles, and nowhere crossing itself. `name` heads each line.
 *
 * @param partsWanted pieces it may be in: two for a cortex given as two hemispheres
 */
export function surfaceFaults(surface: Surface, name: string, partsWanted = 1): Fault[] {
  const fault = (kind: FaultKind, what: string, atMm?: Vec3): Fault => ({
    kind,
    layer: name,
    text: `${name}: ${what}`,
    atMm,
  });
  const bad = surface.positionsMm.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) return [fault('not finite', `vertex ${Math.floor(bad / 3)} is not finite; remove or repair it`)];
  if (surface.triangles.length === 0) return [fault('empty', 'has no triangles')];
  const stray = surface.triangles.findIndex((v) => v >= vertexCount(surface));
  if (stray >= 0) {
    const [triangle, vertex] = [Math.floor(stray / 3), surface.triangles[stray]];
    return [fault('index', `triangle ${triangle} names vertex ${vertex}, there are ${vertexCount(surface)}`)];
  }

  const faults: Fault[] = [];
  /** Adds a fault of `found` things, the first of which lies near `middle`. */
  const named = (
    kind: FaultKind,
    found: number,
    one: string,
    many: string,
    first: Place | null,
    remedy: string,
  ): void => {
    if (found === 0 || !first) return;
    const { name: which, atMm } = first;
    const what = `${plural(found, one, many)} (first: ${which}near ${placeText(atMm)}); ${remedy}`;
    faults.push(fault(kind, what, atMm));
  };
  const triangle = (t: number | undefined): Place | null =>
    t === undefined ? null : { name: `${t}, `, atMm: middleOf(surface, t) };

  const size = extentFault(surface);
  if (size) faults.push(fault('size', size));
  const twins = halfEdgeTwins(surface);
  const { open, crowded, turned } = edgeFaults(surface, twins);
  named(
    'open',
    open.length,
    'edge belongs to one triangle only',
    'edges belong to one triangle only',
    edgePlace(surface, open[0]),
    'close the surface',
  );
  named(
    'crowded',
    crowded.length,
    'edge is shared by 3 or more triangles',
    'edges are shared by 3 or more triangles',
    edgePlace(surface, crowded[0]),
    'make the surface manifold',
  );
  named(
    'turned',
    turned.length,
    'edge lies between triangles of opposite orientation',
    'edges lie between triangles of opposite orientation',
    edgePlace(surface, turned[0]),
    'orient all triangles alike',
  );
  const repeated = repeatedTriangles(surface);
  named(
    'repeated',
    repeated.length,
    'triangle is listed twice',
    'triangles are listed twice',
    triangle(repeated[0]),
    'remove the copies',
  );
  const flat = flatTriangles(surface);
  named('flat', flat.length, 'triangle has no area', 'triangles have no area', triangle(flat[0]), 'collapse the edge');
  const closed = open.length + crowded.length + turned.length === 0;
  if (closed && volumeMm3(surface) < 0) {
    const volume = (volumeMm3(surface) / 1e3).toPrecision(3);
    faults.push(fault('inward', `its triangles face inward (volume ${volume} mL); flip them`));
  }
  if (open.length + crowded.length > 0) return faults;
  const { pieceOf, sizes } = pieces(surface, twins);
  if (sizes.length > partsWanted) {
    const first = middleOf(surface, pieceOf.indexOf(partsWanted));
    const what = `is in ${sizes.length} pieces (of ${sizes.slice(0, 4).join(', ')}${sizes.length > 4 ? ', ...' : ''} triangles; the next near ${placeText(first)}); keep the one that is the tissue's border`;
    faults.push(fault('pieces', what, first));
  }
  const within = sizes.length > 1 && sizes.length <= partsWanted ? pieceWithin(surface, pieceOf, sizes.length) : null;
  if (within) {
    const what = `one of its surfaces lies inside another (near ${placeText(within)}); give each tissue its own`;
    faults.push(fault('pieces', what, within));
  }
  if (faults.length === 0) {
    const { count, first } = crossings(surface, surface);
    named(
      'self-crossing',
      count,
      'pair of its triangles crosses',
      'pairs of its triangles cross',
      first && { name: '', atMm: first },
      'repair the mesh where it passes through itself',
    );
  }
  return faults;
}

/** A place of a piece that lies inside another, or null. */
function pieceWithin(surface: Surface, pieceOf: Int32Array, count: number): Vec3 | null {
  for (let outer = 0; outer < count; outer++) {
    const own = { ...surface, triangles: surface.triangles.filter((_, i) => pieceOf[Math.floor(i / 3)] === outer) };
    const probe = new SurfaceProbe(own);
    for (let inner = 0; inner < count; inner++) {
      const atMm = at(surface.positionsMm, surface.triangles[3 * pieceOf.indexOf(inner)]);
      if (inner !== outer && probe.contains(atMm)) return atMm;
    }
  }
  return null;
}

interface Place {
  name: string;
  atMm: Vec3;
}

/** How many pairs of triangles of two surfaces (or of one with itself) cross, and where the first does, mm. */
export function crossings(a: Surface, b: Surface): { count: number; first: Vec3 | null } {
  let count = 0;
  let first: Vec3 | null = null;
  forEachPair(a, b, trianglesCross, (t) => {
    count++;
    first ??= middleOf(b, t);
  });
  return { count, first };
}

/** Half-edges (one an edge) of edges that are open, crowded or lie between triangles turned against each other. */
function edgeFaults(surface: Surface, twins: Int32Array): Record<'open' | 'crowded' | 'turned', number[]> {
  const faults: ReturnType<typeof edgeFaults> = { open: [], crowded: [], turned: [] };
  const crowded = new Map<string, number>();
  twins.forEach((twin, i) => {
    if (twin === OPEN) faults.open.push(i);
    else if (twin === CROWDED) {
      const [from, to] = [surface.triangles[i], surface.triangles[nextInTriangle(i)]];
      crowded.set(`${Math.min(from, to)}-${Math.max(from, to)}`, i);
    } else if (twin > i && isTurned(surface, i, twin)) faults.turned.push(i);
  });
  faults.crowded.push(...crowded.values());
  return faults;
}

function edgePlace(surface: Surface, halfEdge: number | undefined): Place | null {
  if (halfEdge === undefined) return null;
  const [a, b] = [surface.triangles[halfEdge], surface.triangles[nextInTriangle(halfEdge)]];
  const atMm = lerp(at(surface.positionsMm, a), at(surface.positionsMm, b), 0.5);
  return { name: `${Math.min(a, b)}-${Math.max(a, b)}, `, atMm };
}
