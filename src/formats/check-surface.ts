import { areaVectorsMm2, type Surface, triangleCount, vertexCount, volumeMm3 } from '../model/surface';

/** Extents a head's surface may have, mm; outside them the unit is probably wrong. */
const MIN_EXTENT_MM = 20;
const MAX_EXTENT_MM = 600;

interface EdgeFaults {
  open: string[];
  crowded: string[];
  turned: string[];
}

/** Edges are sorted as numbers, smaller vertex first, so that those of one pair stand together. */
function edgeFaults(surface: Surface): EdgeFaults {
  const { triangles } = surface;
  const vertices = vertexCount(surface);
  const keys = new Float64Array(triangles.length);
  triangles.forEach((from, i) => {
    const to = triangles[i % 3 === 2 ? i - 2 : i + 1];
    // The lowest bit holds the direction, so that one sort brings out both number and sense.
    keys[i] = 2 * (Math.min(from, to) * vertices + Math.max(from, to)) + (from < to ? 1 : 0);
  });
  keys.sort();
  const faults: EdgeFaults = { open: [], crowded: [], turned: [] };
  for (let i = 0; i < keys.length; ) {
    const edge = Math.floor(keys[i] / 2);
    let [count, forward] = [0, 0];
    for (; i < keys.length && Math.floor(keys[i] / 2) === edge; i++) {
      count++;
      forward += keys[i] % 2;
    }
    const name = `${Math.floor(edge / vertices)}-${edge % vertices}`;
    if (count === 1) faults.open.push(name);
    else if (count > 2) faults.crowded.push(`${name}`);
    else if (forward !== 1) faults.turned.push(name);
  }
  return faults;
}

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
  const flat: number[] = [];
  for (let t = 0; t < triangleCount(surface); t++) {
    if (!(Math.hypot(areas[3 * t], areas[3 * t + 1], areas[3 * t + 2]) > 1e-6)) flat.push(t);
  }
  return flat;
}

function extentFault(surface: Surface): string | null {
  for (let axis = 0; axis < 3; axis++) {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < surface.positionsMm.length; i += 3) {
      low = Math.min(low, surface.positionsMm[i]);
      high = Math.max(high, surface.positionsMm[i]);
    }
    const extent = high - low;
    if (extent > MAX_EXTENT_MM || extent < MIN_EXTENT_MM) {
      return `is ${extent.toPrecision(3)} mm wide along ${'xyz'[axis]}; check the unit (mm or m)`;
    }
  }
  return null;
}

const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/**
 * What keeps `surface` (mm) from bounding a tissue, one line each, every one naming the first place; empty when it is
 * sound: finite, of a head's size, closed, two triangles at every edge, oriented outward, without flat or repeated
 * triangles. `name` heads each line.
 */
export function surfaceFaults(surface: Surface, name: string): string[] {
  const bad = surface.positionsMm.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) return [`${name}: vertex ${Math.floor(bad / 3)} is not finite; remove or repair it`];
  if (surface.triangles.length === 0) return [`${name}: has no triangles`];
  const stray = surface.triangles.findIndex((v) => v >= vertexCount(surface));
  if (stray >= 0)
    return [
      `${name}: triangle ${Math.floor(stray / 3)} names vertex ${surface.triangles[stray]}, there are ${vertexCount(surface)}`,
    ];

  const faults: string[] = [];
  const { open, crowded, turned } = edgeFaults(surface);
  const repeated = repeatedTriangles(surface);
  const flat = flatTriangles(surface);
  const extent = extentFault(surface);
  if (extent) faults.push(extent);
  if (open.length)
    faults.push(
      `${plural(open.length, 'edge belongs', 'edges belong')} to one triangle only (first: ${open[0]}); close the surface`,
    );
  if (crowded.length)
    faults.push(
      `${plural(crowded.length, 'edge is', 'edges are')} shared by 3 or more triangles (first: ${crowded[0]}); make the surface manifold`,
    );
  if (turned.length)
    faults.push(
      `${plural(turned.length, 'edge lies', 'edges lie')} between triangles of opposite orientation (first: ${turned[0]}); orient all triangles alike`,
    );
  if (repeated.length)
    faults.push(
      `${plural(repeated.length, 'triangle is', 'triangles are')} listed twice (first: ${repeated[0]}); remove the copies`,
    );
  if (flat.length)
    faults.push(
      `${plural(flat.length, 'triangle has', 'triangles have')} no area (first: ${flat[0]}); collapse the edge`,
    );
  if (open.length + crowded.length + turned.length === 0 && volumeMm3(surface) < 0) {
    faults.push(`its triangles face inward (volume ${(volumeMm3(surface) / 1e3).toPrecision(3)} mL); flip them`);
  }
  return faults.map((fault) => `${name}: ${fault}`);
}
